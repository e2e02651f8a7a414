"""What a good web server sends: text compressed, and word of what a browser may keep."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_DIGEST: Final = re.compile(r"[.-][0-9a-f]{8,}[./]")
"""Files whose names change with their bytes."""
_TEXT: Final = re.compile(r"text/|application/(?:\w+\+)?(?:javascript|json|xml)|image/svg")
_MANIFEST: Final = ".webmanifest"
_SMALL: Final = 512


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a browser: its status line, its headers, its bytes."""

    status: str
    headers: Mapping[str, str]
    body: bytes


def delivered(app: WSGIApplication) -> WSGIApplication:
    """An application whose answers are compressed for browsers that take that, and say how long they may be kept:
    for ever where a name holds a digest, else until the server is asked whether the bytes have changed."""
    def deliver(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        sent = improved(answered(app, environ), environ)
        start(sent.status, [*sent.headers.items()])
        return [sent.body] if environ["REQUEST_METHOD"] != "HEAD" else []

    return deliver


def improved(answer: Answer, environ: Mapping[str, Any]) -> Answer:
    """The answer as this browser should get it."""
    headers, path = dict(answer.headers), str(environ.get("PATH_INFO", ""))
    kind = "application/manifest+json" if path.endswith(_MANIFEST) else headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset" not in kind:
        kind += "; charset=utf-8"
    headers |= {"Content-Type": kind} if kind else {}
    if not answer.status.startswith("200"):
        headers["Cache-Control"] = "no-store"
        return _compressed(replace(answer, headers=headers), environ)
    headers["ETag"] = f'"{sha256(answer.body).hexdigest()[:16]}"'
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if _DIGEST.search(path) else "no-cache"
    if headers["ETag"] in str(environ.get("HTTP_IF_NONE_MATCH", "")):
        kept = {name: headers[name] for name in ("ETag", "Cache-Control")}
        return Answer("304 Not Modified", kept, b"")
    return _compressed(replace(answer, headers=headers), environ)


def answered(app: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """The whole of an application's answer."""
    told: list[tuple[str, Mapping[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None, /) -> Callable[[bytes], object]:
        told.append((status, dict(headers)))
        return lambda _: None

    parts = app(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    return Answer(*told[-1], body)


def _compressed(answer: Answer, environ: Mapping[str, Any]) -> Answer:
    headers, body = dict(answer.headers), answer.body
    if _TEXT.match(headers.get("Content-Type", "")) and len(body) > _SMALL:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in str(environ.get("HTTP_ACCEPT_ENCODING", "")):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 6, mtime=0)
    headers["Content-Length"] = str(len(body))
    return Answer(answer.status, headers, body)
