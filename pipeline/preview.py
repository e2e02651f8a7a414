"""A server for the finished site that makes it again when its sources change, and tells open pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from threading import Lock, Timer
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from pipeline.delivery import answered, delivered
from pipeline.render.offline import BUILD

WATCHED = ("source", "schema", "mkdocs.yml")
_QUIET: Final = 5.0
"""Seconds without a change until all is made."""
_RELOADING: Final = re.compile(rb"<script>\s*var livereload\b.*?</script>(?=</body>)", re.DOTALL)

_WAITING: Final = 128
"""Connections that may wait: a service worker asks for many files at once."""
_AT_ONCE: Final = b'window.addEventListener("load", function() {'
_LATER: Final = b"""addEventListener("load", () => setTimeout(() => dispatchEvent(new Event("quiet")), 10000));
    window.addEventListener("quiet", function() {"""
"""A page asks for news when it has been quiet for a while: tools that measure it wait for that."""


def serve(root: Path, host: str, port: int, rebuild: Callable[[], None], complete: Callable[[], None]) -> None:
    """Serves site/ until interrupted; `rebuild` runs after each change and may leave the site as it was. What it leaves
    out is made by `complete` once nothing has changed for a while."""
    waiting: list[Timer] = []
    working = Lock()

    def changed() -> None:
        for timer in waiting:
            timer.cancel()
        waiting.clear()
        with working:
            rebuild()
        waiting.append(Timer(_QUIET, finish))
        waiting[-1].daemon = True
        waiting[-1].start()

    def finish() -> None:
        with working:
            complete()

    server = serving(root / "site", host, port, changed)
    for name in WATCHED:
        server.watch(str(root / name))
    server.watch(str(files("pipeline.render") / "assets"))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()


def serving(site: Path, host: str, port: int, changed: Callable[[], None]) -> LiveReloadServer:
    """A server of a finished site, which is still to be told what to watch."""
    server = LiveReloadServer(changed, host, port, root=str(site))
    server.error_handler = lambda code: _not_found(site) if code == 404 else None
    server.request_queue_size = _WAITING
    server.set_app(delivered(lasting(server.serve_request)))
    return server


def lasting(app: WSGIApplication) -> WSGIApplication:
    """The application, giving the service worker pages as they are published, and no build as the published one: what
    it keeps is for a reader without a connection, and an author always sees what was made last."""
    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(f"/{BUILD}"):
            start("200 OK", [("Content-Type", "text/plain")])
            return [b"preview\n"]
        sent = answered(app, environ)
        headers = {name: value for name, value in sent.headers.items() if name != "Content-Length"}
        start(sent.status, [*headers.items()])
        kept = environ.get("QUERY_STRING", "").startswith("v=")
        return [_RELOADING.sub(b"", sent.body) if kept else sent.body.replace(_AT_ONCE, _LATER)]

    return answer


def _not_found(site: Path) -> bytes | None:
    page = site / "404.html"
    return page.read_bytes() if page.is_file() else None
