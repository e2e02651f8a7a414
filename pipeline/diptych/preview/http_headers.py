"""Answers of a web server → the same answers with compressed text and headers for the browser's cache."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

DIGEST: Final = "[.-][0-9a-f]{8,}[./]"
"""Pattern of a digest in a path, so that the path changes with the bytes of the file."""
FOREVER: Final = "public, max-age=31536000, immutable"
"""Value of Cache-Control for a file with a digest in its path."""
FRESH: Final = "no-cache"
"""Value of Cache-Control for any other file: a browser asks the server each time."""
_TEXT: Final = re.compile(r"text/|application/(?:\w+\+)?(?:javascript|json|xml)|image/svg")
"""Pattern of the media types of text."""
_SMALL: Final = 512
"""Bytes of the largest answer that is not compressed; chosen. Lowered, compression makes small answers larger."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a browser: status line, headers, body."""

    status: str
    headers: Mapping[str, str]
    body: bytes


def transformed(app: WSGIApplication, transform: Callable[[Answer, WSGIEnvironment], Answer]) -> WSGIApplication:
    """The application with each of its answers transformed for the request."""
    def respond(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer = transform(_answer(app, environ), environ)
        start(answer.status, [*answer.headers.items()])
        return [answer.body]

    return respond


def delivered(app: WSGIApplication) -> WSGIApplication:
    """The application with compressed answers and cache headers.

    A browser may keep a file with a digest in its name for ever. It must ask the server about any other file.
    """
    return transformed(app, improved)


def improved(answer: Answer, environ: Mapping[str, Any]) -> Answer:
    """The answer with the headers and the compression for a request."""
    headers, path = dict(answer.headers), str(environ.get("PATH_INFO", ""))
    kind = "application/manifest+json" if path.endswith(".webmanifest") else headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset" not in kind:
        kind += "; charset=utf-8"
    headers |= {"Content-Type": kind} if kind else {}
    if not answer.status.startswith("200"):
        return _compressed(answer, {**headers, "Cache-Control": "no-store"}, environ)
    cached = {"ETag": f'"{sha256(answer.body).hexdigest()[:16]}"',
              "Cache-Control": FOREVER if re.search(DIGEST, path) else FRESH}
    if cached["ETag"] in str(environ.get("HTTP_IF_NONE_MATCH", "")):
        return Answer("304 Not Modified", cached, b"")
    return _compressed(answer, headers | cached, environ)


def _answer(app: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """The whole answer of an application to a request."""
    started: list[tuple[str, Mapping[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None, /) -> Callable[[bytes], object]:
        started.append((status, dict(headers)))
        return lambda _: None

    parts = app(environ, start)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    return Answer(*started[-1], body)


def _compressed(answer: Answer, headers: dict[str, str], environ: Mapping[str, Any]) -> Answer:
    """The answer with these headers, compressed if the browser accepts it; without its body for a HEAD request."""
    body = answer.body
    if _TEXT.match(headers.get("Content-Type", "")) and len(body) > _SMALL:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in str(environ.get("HTTP_ACCEPT_ENCODING", "")):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 6, mtime=0)
    headers["Content-Length"] = str(len(body))
    return Answer(answer.status, headers, b"" if environ.get("REQUEST_METHOD") == "HEAD" else body)
