"""Times the search of a built project, such as one by bench/corpus.py → bench/results/search.json.

`python -m bench.search FOLDER` measures the processor milliseconds of indexing a clause. Then Chromium, with an empty
cache, opens a work's page and waits until it is idle. Measured are the milliseconds until the first result of a query,
and the bytes fetched for it. Each query is asked three times, since the browser may be busy; the result is the median.
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from diptych.akn.document import Document, read
from diptych.interface_text import packaged_interfaces
from diptych.language.profiles import Language
from diptych.preview.server import serving
from diptych.products import search
from diptych.products.contract import NOTE
from diptych.project import load
from playwright.sync_api import Browser, sync_playwright

from bench.build import machine, rounded
from tests.conftest import CHROMIUM

ROOT = Path(__file__).parent.parent
QUERIES = ("国务院", "사회", "有关规定", "하여야 한다", "可以", "的", "合同", "대통령령으로 정하는")
TIMES = 3
ASK = """async (query) => {
  const input = document.querySelector(".search-input");
  const begin = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  while (!document.querySelector(".search-hit") && performance.now() - begin < 3000) {
    await new Promise((next) => setTimeout(next, 1));
  }
  return performance.now() - begin;
}"""
Facts = dict[str, float]


def main() -> None:
    """Measures a project, prints a table and writes the results."""
    folder = Path(sys.argv[1])
    works = sorted({file.parent for file in (folder / "build/akn").rglob("*.xml")})
    results = {"machine": machine(), "works": len(works), "indexing": indexing(works), "first query": queries(folder)}
    print(json.dumps(rounded(results), indent=1, ensure_ascii=False))
    file = ROOT / "bench/results/search.json"
    file.write_text(json.dumps(rounded(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def indexing(works: list[Path]) -> Facts:
    """Processor milliseconds for a clause, in the indexing of each work and of all together."""
    began = time.process_time()
    texts = [documents(work) for work in works]
    languages = schema()
    parsed = time.process_time()
    notes = [json.loads(dict(search.of_work(one, packaged_interfaces(), languages))[NOTE]) for one in texts]
    noted = time.process_time()
    files = search.of_all([search.grouped(notes)])
    done = time.process_time()
    clauses = sum(len(rooms) for note in notes for _, rooms in note["rooms"])
    times = {"reading": parsed - began, "works": noted - parsed, "all": done - noted}
    return {"clauses": clauses, "files": len(files) + len(works),
            **{name: 1000 * seconds / clauses for name, seconds in times.items()}}


def schema() -> Mapping[str, Language]:
    """The languages of the project."""
    known = load.schema(ROOT).value
    if known is None:
        raise ValueError("the tables of schema/ are wrong")
    return known.languages


def documents(work: Path) -> tuple[Document, ...]:
    """The texts of a work, the original first."""
    found = [read(file.read_bytes(), file.name, own=True).value for file in sorted(work.glob("*.xml"))]
    return tuple(sorted((one for one in found if one), key=lambda one: one.translation is not None))


def queries(folder: Path) -> dict[str, Facts]:
    """Milliseconds and bytes of each query."""
    server = serving(folder / "site", "127.0.0.1", 0, lambda: None)
    server.server_bind()
    server.server_activate()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = next((folder / "site/akn").rglob("index.html")).parent.relative_to(folder / "site").as_posix()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        at = f"http://127.0.0.1:{server.server_port}/{page.partition('/~')[0]}/"
        told = {query: [asked(browser, at, query) for _ in range(TIMES)] for query in QUERIES}
        browser.close()
    return {query: {"ms": statistics.median(ms for ms, _ in found), "bytes": found[0][1]}
            for query, found in told.items()}


def asked(browser: Browser, address: str, query: str) -> tuple[float, int]:
    """Milliseconds until a result of a first query is shown, and the bytes fetched for it with the dialog's scripts."""
    page = browser.new_context(service_workers="block").new_page()
    page.goto(address, wait_until="networkidle")
    fetched: list[int] = []
    page.on("requestfinished", lambda request: fetched.append(request.sizes()["responseBodySize"]))
    page.keyboard.press("/")
    page.locator("dialog.search[open]").wait_for()
    ms = float(page.evaluate(ASK, query))
    page.wait_for_load_state("networkidle")
    page.context.close()
    return ms, sum(fetched)


if __name__ == "__main__":
    main()
