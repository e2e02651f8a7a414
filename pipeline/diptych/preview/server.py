"""A server for the finished site that makes it again when its sources change, and tells open pages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from diptych.preview.http_headers import answered, delivered
from diptych.render import asset_files
from diptych.render.site.service_worker import BUILD

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


@dataclass
class Author:
    """Makes what an author asks for: `rebuild` after each change, and once nothing has changed for a while what that
    leaves out, by a `command`, which is killed when something changes: a build may be, at any moment."""

    rebuild: Callable[[], None]
    command: Sequence[str]
    waiting: Timer | None = None
    process: subprocess.Popen[bytes] | None = None
    working: Lock = field(default_factory=Lock)

    def changed(self) -> None:
        """Makes what changed, at once."""
        self.stop()
        self.rebuild()
        self.later()

    def later(self) -> None:
        """Has the rest made after a while."""
        self.waiting = Timer(_QUIET, self.finish)
        self.waiting.daemon = True
        self.waiting.start()

    def finish(self) -> None:
        """Has the rest made."""
        with self.working:
            if self.waiting is not None:
                self.process = subprocess.Popen(self.command)

    def stop(self) -> None:
        """Gives up what was to be made later."""
        with self.working:
            if self.waiting is not None:
                self.waiting.cancel()
                self.waiting = None
            if self.process is not None:
                self.process.kill()
                self.process.wait()
                self.process = None


def serve(root: Path, host: str, port: int, author: Author) -> None:
    """Serves site/ until interrupted; the author's rebuilding may leave the site as it was."""
    server = serving(root / "site", host, port, author.changed)
    author.later()
    for name in WATCHED:
        server.watch(str(root / name))
    server.watch(str(asset_files.folder("")))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        author.stop()


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
