"""A copy of a site, in a folder or on a server → the digests of its files. The copy is not trusted.

No link of a folder is followed. A server is asked within bounds of size and time, and cannot send us to another host.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from http.client import HTTPConnection, HTTPMessage, HTTPResponse, HTTPSConnection
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Lock, Timer
from typing import IO, Any, Final, Protocol, TypeVar, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

_CHUNK: Final = 1 << 16
Connection = TypeVar("Connection", bound=HTTPConnection)


class Copy(Protocol):
    """A copy of a site, by the names of its files."""

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes of a file; None if it isn't there. Raises ValueError if there are more than `limit`."""

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file; None if it isn't there. Raises OSError or ValueError if it cannot be read."""

    def names(self) -> Iterator[str]:
        """All that is in the copy: files, links and other things by name, empty folders with a slash at the end."""


@dataclass(frozen=True)
class FolderCopy:
    """A copy in a folder."""

    root: Path

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """The kind of everything in the folder, as `stat.S_IFMT` gives it; of folders only those that are empty."""
        return dict(_entries(self.root.resolve(), ""))

    def names(self) -> Iterator[str]:
        return iter(sorted(self.kinds))

    def read(self, name: str, limit: int) -> bytes | None:
        kind = _kind(self.root.resolve(), name)
        if kind is None:
            return None
        with _opened(self.root, name, kind) as file:
            return _limited(file, name, limit)

    def digest(self, name: str) -> str | None:
        if name not in self.kinds:
            return None
        with _opened(self.root, name, self.kinds[name]) as file:
            return _digest(file, None)


@dataclass(frozen=True, slots=True)
class ServerBounds:
    """What a server may cost at most: bytes of a file, seconds without a byte, seconds in all; chosen.

    Raised, a hostile server keeps us longer. Lowered, a large site cannot be verified over a slow line.
    """

    file: int = 1 << 30
    silence: float = 30
    total: float = 3600


BOUNDS: Final = ServerBounds()


@dataclass(frozen=True)
class ServedCopy:
    """A copy on a server, below an address with http or https."""

    address: str
    bounds: ServerBounds
    opener: OpenerDirector

    def names(self) -> Iterator[str]:
        """Nothing: a server does not say what it has."""
        return iter(())

    def read(self, name: str, limit: int) -> bytes | None:
        with self._answer(name) as answer:
            return None if answer is None else _limited(answer, name, limit)

    def digest(self, name: str) -> str | None:
        with self._answer(name) as answer:
            return None if answer is None else _digest(answer, self.bounds.file)

    @contextmanager
    def _answer(self, name: str) -> Iterator[HTTPResponse | None]:
        try:
            answer = self.opener.open(f"{self.address.rstrip('/')}/{quote(name)}", timeout=self.bounds.silence)
        except HTTPError as error:
            with closing(error):
                if error.code not in (404, 410):
                    raise
            yield None
            return
        with answer:
            yield cast(HTTPResponse, answer)


@contextmanager
def copy_at(place: str, bounds: ServerBounds = BOUNDS) -> Iterator[Copy]:
    """The copy at an address or in a folder. After the total time of the bounds all connections end."""
    if urlsplit(place).scheme not in ("http", "https"):
        yield FolderCopy(Path(place))
        return
    connections = _Connections(time.monotonic() + bounds.total)
    timer = Timer(bounds.total, connections.end)
    timer.daemon = True
    timer.start()
    try:
        yield ServedCopy(place, bounds, _opener(place, connections))
    finally:
        timer.cancel()
        connections.end()


@dataclass
class _Connections:
    """The open sockets to a server, and the time, of the monotonic clock, after which there are none."""

    end_time: float
    sockets: set[socket] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def add(self, opened: socket) -> None:
        if time.monotonic() > self.end_time:
            opened.close()
            raise TimeoutError("it takes too long in all")
        with self.lock:
            self.sockets = {one for one in self.sockets if one.fileno() >= 0} | {opened}

    def end(self) -> None:
        with self.lock:
            for one in self.sockets:
                with suppress(OSError):
                    one.shutdown(SHUT_RDWR)


def _opener(address: str, connections: _Connections) -> OpenerDirector:
    """Opens addresses of one server alone, whose connections can be ended."""
    def recorded(kind: type[Connection]) -> type[Connection]:
        class Recorded(kind):  # type: ignore[valid-type, misc]
            def connect(self) -> None:
                super().connect()
                connections.add(self.sock)

        return Recorded

    class Plain(HTTPHandler):
        def http_open(self, req: Request) -> HTTPResponse:
            return self.do_open(recorded(HTTPConnection), req)

    class Secure(HTTPSHandler):
        def https_open(self, req: Request) -> HTTPResponse:
            return self.do_open(recorded(HTTPSConnection), req)

    class SameHost(HTTPRedirectHandler):
        def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage,
                             newurl: str) -> Request | None:
            if urlsplit(newurl)[:2] != urlsplit(address)[:2]:
                raise URLError(f"the server names another one: {newurl}")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    return build_opener(Plain, Secure, SameHost)


def _limited(file: Any, name: str, limit: int) -> bytes:
    """The bytes of an open file. Raises ValueError if there are more than `limit`."""
    data = bytes(file.read(limit + 1))
    if len(data) > limit:
        raise ValueError(f"{name} is longer than {limit} bytes")
    return data


def _digest(file: Any, limit: int | None) -> str:
    digest, length = sha256(), 0
    while chunk := file.read(_CHUNK):
        length += len(chunk)
        if limit is not None and length > limit:
            raise ValueError(f"it is longer than {limit} bytes")
        digest.update(chunk)
    return digest.hexdigest()


def _opened(root: Path, name: str, kind: int) -> IO[bytes]:
    """A file that is one: a pipe would never end, a link may lead anywhere."""
    if kind != stat.S_IFREG:
        raise ValueError(f"{name} is no file")
    return (root / name).open("rb")


def _kind(root: Path, name: str) -> int | None:
    """The kind of a thing in a folder, as `stat.S_IFMT` gives it; None if it isn't there, or behind a link."""
    at, kind = root, stat.S_IFDIR
    for part in name.split("/"):
        at /= part
        if kind != stat.S_IFDIR or part in ("", ".", "..") or not os.path.lexists(at):
            return None
        kind = stat.S_IFMT(at.lstat().st_mode)
    return kind


def _entries(folder: Path, above: str) -> Iterator[tuple[str, int]]:
    """Everything in a folder by name and kind; no link is followed."""
    waiting = [(folder, above)]
    while waiting:
        at, prefix = waiting.pop()
        with os.scandir(at) as found:
            entries = list(found)
        if not entries and prefix:
            yield prefix, stat.S_IFDIR
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), f"{prefix}{entry.name}/"))
            else:
                yield f"{prefix}{entry.name}", stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)
