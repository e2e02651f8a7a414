"""A folder behind a server of this machine, as a reader's browser meets it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Host(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """A server whose connections may wait."""

    request_queue_size = 128


@contextmanager
def served(folder: Path, path: str = "", host: type[Host] = Host) -> Iterator[str]:
    """The address of a path below a folder, on a server that is gone afterwards."""
    with Server(("127.0.0.1", 0), functools.partial(host, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{path}"
        finally:
            server.shutdown()
