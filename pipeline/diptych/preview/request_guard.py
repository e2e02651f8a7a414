"""A server of this machine → the same for requests meant for it: its own host names, GET and HEAD, files inside.

A page on another site can ask a server of this machine under a name of its own (DNS rebinding): only names that no
other site can have are answered.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_METHODS: Final = ("GET", "HEAD")
_TEXT: Final = [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]


def guarded(app: WSGIApplication, host: str, site: Path) -> WSGIApplication:
    """The application behind the guard; `host` is the name on which the server listens."""
    def respond(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status = refusal(environ, host, site)
        if not status:
            return app(environ, start)
        allowed = [("Allow", ", ".join(_METHODS))] if status.startswith("405") else []
        start(status, [*_TEXT, *allowed])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [f"{status}\n".encode()]

    return respond


def refusal(environ: WSGIEnvironment, host: str, site: Path) -> str:
    """The status line of a request that is refused; empty for one that is answered."""
    if not is_own(str(environ.get("HTTP_HOST", "")), host):
        return "421 Misdirected Request"
    if environ.get("REQUEST_METHOD") not in _METHODS:
        return "405 Method Not Allowed"
    return "" if is_inside(str(environ.get("PATH_INFO", "")), site) else "404 Not Found"


def is_own(named: str, host: str) -> bool:
    """Whether a Host header names this server: its own name, localhost, or an IP address."""
    try:
        name = urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", host.lower()):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_inside(path: str, site: Path) -> bool:
    """Whether the file at a path is in the folder of the site, all links followed."""
    try:
        # WSGI gives the bytes of a path as characters of Latin-1 (PEP 3333).
        named = path.encode("latin-1").decode("utf-8", "ignore")
        return (site / named.lstrip("/")).resolve().is_relative_to(site.resolve())
    except (OSError, ValueError):
        return False
