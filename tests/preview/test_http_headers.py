"""What a server sends, and what the preview of an author's site adds to it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import pytest
from diptych.preview.http_headers import Answer, delivered, improved
from diptych.preview.server import lasting
from mkdocs.livereload import _SCRIPT_TEMPLATE

PAGE = b"<p>" + b"text " * 200 + b"</p>"
RELOADING = b"<script>" + _SCRIPT_TEMPLATE.substitute(epoch=1, request_id=2).encode() + b"</script>"
HTML = {"Content-Type": "text/html", "Content-Length": "9"}


def asked(app: WSGIApplication, **environ: str) -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None, /) -> Callable[[bytes], object]:
        told.extend((status, dict(headers)))
        return lambda _: None

    body = b"".join(app({"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": ""} | environ, start))
    return told[0], told[1], body


def application(body: bytes, status: str = "200 OK") -> WSGIApplication:
    def answer(_: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        start(status, [*HTML.items()])
        return [body]

    return answer


def test_text_is_compressed_for_who_takes_that() -> None:
    _, headers, body = asked(delivered(application(PAGE)), HTTP_ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(body) == PAGE
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert len(body) < len(PAGE)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    _, headers, body = asked(delivered(application(PAGE)))
    assert body == PAGE
    assert "Content-Encoding" not in headers
    assert headers["Vary"] == "Accept-Encoding"


def test_a_browser_that_has_the_bytes_is_not_sent_them() -> None:
    _, headers, _ = asked(delivered(application(PAGE)))
    status, _, body = asked(delivered(application(PAGE)), HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")
    assert asked(delivered(application(PAGE + b"x")), HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "200 OK"


@pytest.mark.parametrize(("path", "kept"), [
    ("/assets/diptych-0123abcd/site.css", "immutable"), ("/assets/stylesheets/main.57a0d79d.min.css", "immutable"),
    ("/search/pairs-9369c57a01f2.json", "immutable"), ("/akn/cn/act/x/2012/19/", "no-cache"),
    ("/sw.js", "no-cache"), ("/assets/icon.svg", "no-cache"), ("/search/index.json", "no-cache"),
])
def test_what_has_a_digest_in_its_name_is_kept_for_ever(path: str, kept: str) -> None:
    headers = improved(Answer("200 OK", HTML, PAGE), {"PATH_INFO": path}).headers
    assert headers["Cache-Control"].endswith(kept)


def test_an_error_is_not_kept_and_a_question_for_the_head_gets_no_body() -> None:
    status, headers, body = asked(delivered(application(PAGE, "404 Not Found")))
    assert (status, headers["Cache-Control"], body) == ("404 Not Found", "no-store", PAGE)
    _, headers, body = asked(delivered(application(PAGE)), REQUEST_METHOD="HEAD")
    assert (headers["Content-Length"], body) == (str(len(PAGE)), b"")


def test_a_manifest_is_named_as_one() -> None:
    given = improved(Answer("200 OK", {"Content-Type": "application/octet-stream"}, PAGE), {
        "PATH_INFO": "/manifest.webmanifest", "HTTP_ACCEPT_ENCODING": "gzip"})
    assert given.headers["Content-Type"] == "application/manifest+json"
    assert given.headers["Content-Encoding"] == "gzip"


def test_the_preview_gives_the_worker_what_is_published_and_authors_what_was_made_last() -> None:
    preview = lasting(application(b"<p>x</p>" + RELOADING + b"</body>"))
    assert asked(preview, QUERY_STRING="v=0123")[2] == b"<p>x</p></body>"
    shown = asked(preview)[2]
    assert b"livereload(1, 2)" in shown
    assert shown.count(b"setTimeout(() =>") == 1
    assert asked(preview, PATH_INFO="/build.txt")[2] == b"preview\n"
