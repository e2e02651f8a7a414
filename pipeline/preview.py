"""A server for the finished site that makes it again when its sources change, and tells open pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from pipeline.delivery import delivered

WATCHED = ("source", "schema", "mkdocs.yml")


def serve(root: Path, host: str, port: int, rebuild: Callable[[], None]) -> None:
    """Serves site/ until interrupted; `rebuild` runs after each change and may leave the site as it was."""
    server = LiveReloadServer(rebuild, host, port, root=str(root / "site"))
    server.error_handler = lambda code: _not_found(root) if code == 404 else None
    server.set_app(delivered(server.serve_request))
    for name in WATCHED:
        server.watch(str(root / name))
    server.watch(str(files("pipeline.render") / "assets"))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()


def _not_found(root: Path) -> bytes | None:
    page = root / "site/404.html"
    return page.read_bytes() if page.is_file() else None
