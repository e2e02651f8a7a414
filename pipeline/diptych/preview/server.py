"""A server of the finished site. It rebuilds the site when a source changes, and reloads open pages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from threading import Lock, Timer
from typing import Final
from wsgiref.types import WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from diptych.preview.http_headers import Answer, delivered, transformed
from diptych.preview.request_guard import guarded
from diptych.render import asset_files
from diptych.render.site import security_policy
from diptych.render.site.service_worker import BUILD

WATCHED = ("source", "schema", "mkdocs.yml")
"""Files and folders of a project whose changes rebuild the site."""
_QUIET: Final = 5.0
"""Seconds without a change before the full build; chosen. Lowered, a full build often starts and is killed."""
_RELOADING: Final = re.compile(rb"<script>\s*var livereload\b.*?</script>(?=</body>)", re.DOTALL)
"""Pattern of the script that MkDocs's server adds to a page."""
_ROOT: Final = re.compile(rb'data-root="([^"]*)"')
"""Pattern of the path at which the published site has its root, on the page for a missing address."""

_WAITING: Final = 128
"""Connections that may wait; chosen. Lowered, some of a service worker's many requests are refused."""
_PATIENCE: Final = 30
"""Seconds in which a browser must send its request; chosen. Lowered, slow connections break; raised, idle ones stay."""
_AT_ONCE: Final = b'window.addEventListener("load", function() {'
_LATER: Final = b"""addEventListener("load", () => setTimeout(() => dispatchEvent(new Event("quiet")), 10000));
    window.addEventListener("quiet", function() {"""
"""The beginning of the script with a pause of 10 seconds before it polls the server: tools can then measure a page."""


class _PreviewServer(LiveReloadServer):
    """MkDocs's server with a time-out for each connection."""

    def get_request(self) -> tuple[socket, object]:
        """The next connection."""
        connection, address = super().get_request()
        connection.settimeout(_PATIENCE)
        return connection, address


@dataclass
class Author:
    """The builds for an author: `rebuild` after each change, and after a quiet while `command` for a full build.

    The next change kills the full build. That is safe at any moment.
    """

    rebuild: Callable[[], None]
    command: Sequence[str]
    waiting: Timer | None = None
    process: subprocess.Popen[bytes] | None = None
    working: Lock = field(default_factory=Lock)

    def changed(self) -> None:
        """Rebuilds the changed works, then schedules the full build."""
        self.stop()
        self.rebuild()
        self.later()

    def later(self) -> None:
        """Schedules the full build."""
        self.waiting = Timer(_QUIET, self.finish)
        self.waiting.daemon = True
        self.waiting.start()

    def finish(self) -> None:
        """Starts the full build, unless it was cancelled."""
        with self.working:
            if self.waiting is not None:
                self.process = subprocess.Popen(self.command)

    def stop(self) -> None:
        """Cancels or kills the full build."""
        with self.working:
            if self.waiting is not None:
                self.waiting.cancel()
                self.waiting = None
            if self.process is not None:
                self.process.kill()
                self.process.wait()
                self.process = None


def serve(root: Path, host: str, port: int, author: Author) -> None:
    """Serves site/ until interrupted; a rebuild that fails leaves the site unchanged."""
    server = serving(root / "site", host, port, author.changed)
    author.later()
    for name in WATCHED:
        # watchdog raises for a path that is not there; a project need not have schema/.
        if (root / name).exists():
            server.watch(str(root / name))
    server.watch(str(asset_files.folder("")))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        author.stop()


def serving(site: Path, host: str, port: int, changed: Callable[[], None]) -> LiveReloadServer:
    """A server of a finished site, without any files to watch yet."""
    server = _PreviewServer(changed, host, port, root=str(site))
    server.error_handler = lambda code: _not_found(site) if code == 404 else None
    server.request_queue_size = _WAITING
    server.set_app(guarded(delivered(lasting(server.serve_request)), host, site))
    return server


def lasting(app: WSGIApplication) -> WSGIApplication:
    """The application for pages with a service worker.

    The worker gets pages without the preview's script. The name of its build is never the published one. So it takes
    all pages from the server, and the author sees the latest ones.
    """
    return transformed(app, _for_preview)


def _for_preview(answer: Answer, environ: WSGIEnvironment) -> Answer:
    if environ["PATH_INFO"].endswith(f"/{BUILD}"):
        return Answer("200 OK", {"Content-Type": "text/plain"}, b"preview\n")
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    kept = environ.get("QUERY_STRING", "").startswith("v=")
    body = _RELOADING.sub(b"", answer.body) if kept else _allowed(answer.body.replace(_AT_ONCE, _LATER))
    return Answer(answer.status, headers, body)


def _allowed(page: bytes) -> bytes:
    """The page with a policy that allows the script of MkDocs's server too."""
    script = _RELOADING.search(page)
    return security_policy.allowing(page.decode(), script[0].decode()).encode() if script else page


def _not_found(site: Path) -> bytes | None:
    """The page for a missing address, with addresses from the root of the preview; None if the site has no such
    page."""
    page = site / "404.html"
    if not page.is_file():
        return None
    html = page.read_bytes()
    root = _ROOT.search(html)
    return html.replace(b'="' + root[1], b'="/') if root else html
