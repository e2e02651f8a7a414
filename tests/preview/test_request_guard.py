"""Which requests the preview answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.preview.request_guard import guarded, is_own, refusal

from tests.preview.test_http_headers import application, asked


@pytest.mark.parametrize(("named", "own"), [
    ("localhost:8000", True), ("127.0.0.1:8000", True), ("[::1]:8000", True), ("192.168.1.7", True),
    ("laws.local:8000", True), ("evil.example:8000", False), ("localhost.evil.example", False), ("", False),
    ("[broken", False),
])
def test_only_names_that_no_other_site_has_are_its_own(named: str, *, own: bool) -> None:
    assert is_own(named, "laws.local") is own


@pytest.mark.parametrize(("method", "status"), [
    ("GET", ""), ("HEAD", ""), ("POST", "405 Method Not Allowed"), ("PUT", "405 Method Not Allowed"),
    ("OPTIONS", "405 Method Not Allowed"),
])
def test_only_reading_is_answered(tmp_path: Path, method: str, status: str) -> None:
    environ = {"HTTP_HOST": "localhost", "REQUEST_METHOD": method, "PATH_INFO": "/"}
    assert refusal(environ, "localhost", tmp_path) == status


def test_no_link_leads_out_of_the_site(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    for folder in (site, outside):
        folder.mkdir()
        (folder / "a.txt").write_text("x", encoding="utf-8")
    (site / "out").symlink_to(outside)
    (site / "in.txt").symlink_to(site / "a.txt")
    app = guarded(application(b"page"), "localhost", site)
    for path, status in (("/a.txt", "200 OK"), ("/in.txt", "200 OK"), ("/out/a.txt", "404 Not Found"),
                         ("/../outside/a.txt", "404 Not Found"), ("/none", "200 OK")):
        assert asked(app, HTTP_HOST="localhost", PATH_INFO=path)[0] == status


def test_a_page_of_another_name_gets_nothing(tmp_path: Path) -> None:
    status, _, body = asked(guarded(application(b"page"), "localhost", tmp_path), HTTP_HOST="evil.example")
    assert (status, b"page" in body) == ("421 Misdirected Request", False)
