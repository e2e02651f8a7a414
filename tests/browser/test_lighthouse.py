"""The pages of the project's own work as Lighthouse judges them on a phone, served as `diptych serve` serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIServer

import pytest
from diptych.build import build, offline_site
from diptych.preview.server import serving

from tests.conftest import CHROMIUM, ROOT
from tests.products.test_search import lay_out_index
from tests.test_mkdocs_plugin import lay_out, project

LIGHTHOUSE = Path(sys.prefix) / "lighthouse/node_modules/.bin/lighthouse"
PAGES = ("akn/cn/act/guobanfa/2012/19/", "akn/cn/act/guobanfa/2012/19/kor/")
FULL = ("accessibility", "best-practices", "seo")
"""Categories in which every audit must pass: none of them measures time."""
LEAN = (
    "cumulative-layout-shift", "unused-javascript", "unminified-javascript", "unminified-css", "legacy-javascript",
    "duplicated-javascript", "uses-text-compression", "uses-long-cache-ttl", "font-display", "redirects",
    "modern-image-formats", "uses-optimized-images", "unsized-images", "no-document-write",
    "uses-passive-event-listeners")
"""Audits of performance that count bytes, requests and shifts. Paints and blocking time are left out: they measure the
load of this machine, and at a load of 14 the first paint was late. Their causes are limited below instead."""
GOOD = 0.9
"""The least score that Lighthouse shows in green."""
WEIGHT = 120_000
"""Bytes that a page may send, compressed. The page of two texts sends 80,000, mostly its own text."""
BLOCKING = 2
"""Files for which the first paint may wait: the style sheets of the theme and of the site."""
SCRIPTS = 400
"""Milliseconds that scripts may run while a page loads on a phone. They took about 50 at loads from 4 to 14."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    works, _ = build.compiled(ROOT)
    texts = tuple(expression.document for expression in works[0].expressions)
    root = project(tmp_path_factory.mktemp("site"), texts)
    built = lay_out(root)
    assert built.returncode == 0, built.stdout + built.stderr
    lay_out_index(root / "site", texts)
    offline_site.write(root / "site")
    server = serving(root / "site", "127.0.0.1", 0, lambda: None)
    server.server_bind()
    server.server_activate()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    WSGIServer.shutdown(server)
    server.server_close()


def judged(address: str) -> dict[str, Any]:
    """The audits of a page as a phone loads it: Lighthouse's own slow network, the processor four times slower."""
    flags = " ".join(("--headless", *CHROMIUM))
    audits = ",".join((*LEAN, "total-byte-weight", "render-blocking-resources", "bootup-time"))
    run = subprocess.run(
        [LIGHTHOUSE, address, "--quiet", "--output=json", f"--only-categories={','.join(FULL)}",
         f"--only-audits={audits}", "--disable-full-page-screenshot", f"--chrome-flags={flags}"],
        capture_output=True, text=True, check=False, env=os.environ | {"CHROME_PATH": "/usr/bin/chromium"})
    assert run.returncode == 0, run.stderr
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def failed(report: dict[str, Any]) -> set[str]:
    """The audits that a page fails, of those with a score."""
    audits = {audit["id"] for name in FULL for audit in report["categories"][name]["auditRefs"] if audit["weight"]}
    scores = {name: report["audits"][name]["score"] for name in audits | set(LEAN)}
    # An audit that does not apply to a page has no score.
    return {name for name, score in scores.items() if score is not None and score < (GOOD if name in LEAN else 1)}


@pytest.fixture(scope="module")
def reports(address: str) -> dict[str, dict[str, Any]]:
    """The reports on the pages, made at the same time."""
    with ThreadPoolExecutor() as threads:
        return dict(zip(PAGES, threads.map(judged, (address + path for path in PAGES)), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_a_work_pass_the_audits_of_lighthouse(reports: dict[str, dict[str, Any]], path: str) -> None:
    report = reports[path]
    audits = report["audits"]
    assert failed(report) == set()
    assert audits["total-byte-weight"]["numericValue"] < WEIGHT
    assert len(audits["render-blocking-resources"]["details"]["items"]) <= BLOCKING
    assert audits["bootup-time"]["numericValue"] < SCRIPTS
