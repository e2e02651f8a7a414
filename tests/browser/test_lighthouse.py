"""The pages of the project's own work as Lighthouse judges them on a phone, served as `diptych serve` serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
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
WORK = "akn/cn/act/guobanfa/2012/19/"
FULL = ("accessibility", "best-practices", "seo")
"""Categories in which every audit must pass: none of them measures time."""
SWIFT = (
    "first-contentful-paint", "largest-contentful-paint", "speed-index", "cumulative-layout-shift",
    "unused-javascript", "unminified-javascript", "unminified-css", "legacy-javascript", "duplicated-javascript",
    "uses-text-compression", "uses-long-cache-ttl", "font-display", "redirects", "modern-image-formats",
    "uses-optimized-images", "unsized-images", "no-document-write", "uses-passive-event-listeners")
"""Audits of performance that do not depend on the load of this machine: paints are simulated from the requests. The
blocking time is left out, since it varied from 30 to 210 ms at loads from 4 to 8."""
GOOD = 0.9
"""The least score that Lighthouse shows in green."""
WEIGHT = 120_000
"""Bytes that a page may send, compressed. The page of two texts sends 80,000, mostly its own text."""
SCRIPTS = 400
"""Milliseconds that scripts may run while a page loads on a phone. They took about 50 at a load of 8."""


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
    """The report on a page as a phone loads it: Lighthouse's own slow network, the processor four times slower."""
    flags = " ".join(("--headless", *CHROMIUM))
    run = subprocess.run(
        [LIGHTHOUSE, address, "--quiet", "--output=json", f"--only-categories=performance,{','.join(FULL)}",
         "--disable-full-page-screenshot", f"--chrome-flags={flags}"],
        capture_output=True, text=True, check=False, env=os.environ | {"CHROME_PATH": "/usr/bin/chromium"})
    assert run.returncode == 0, run.stderr
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def failed(report: dict[str, Any]) -> set[str]:
    """The audits that a page fails, of those that count here."""
    audits = {audit["id"] for name in FULL for audit in report["categories"][name]["auditRefs"] if audit["weight"]}
    scores = {name: report["audits"][name]["score"] for name in audits | set(SWIFT)}
    # An audit that does not apply to a page has no score.
    return {name for name, score in scores.items() if score is not None and score < (GOOD if name in SWIFT else 1)}


@pytest.mark.slow
@pytest.mark.parametrize("path", [WORK, f"{WORK}kor/"])
def test_the_pages_of_a_work_pass_the_audits_of_lighthouse(address: str, path: str) -> None:
    report = judged(address + path)
    assert failed(report) == set()
    assert report["audits"]["total-byte-weight"]["numericValue"] < WEIGHT
    assert report["audits"]["bootup-time"]["numericValue"] < SCRIPTS
