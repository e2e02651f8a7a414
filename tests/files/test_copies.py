"""A server that is not trusted: other hosts, endless files, endless time, names for a terminal."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread

import pytest
from diptych.files.checksums import SIGNATURE, SUMS, Fault, printable, sums, verify
from diptych.files.copies import ServerBounds

from tests.serving import Host, served


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.html", "a/index.html", "b.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / SUMS).write_text(sums(tmp_path), encoding="utf-8")
    return tmp_path


class Moved(Host):
    """A server that answers for the same files at another address."""

    to = ""

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        if self.path.startswith("/moved") or self.path.endswith(SIGNATURE):
            self.path = self.path.removeprefix("/moved")
            super().do_GET()
            return
        self.send_response(302)
        self.send_header("Location", f"{self.to}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()


def test_a_server_may_send_us_to_itself_but_to_no_other(site: Path) -> None:
    with served(site) as other:
        class Elsewhere(Moved):
            to = other.rstrip("/")

        class Itself(Moved):
            to = "/moved"

        with served(site, host=Elsewhere) as address:
            assert "another one" in verify(address).problem
        with served(site, host=Itself) as address:
            assert verify(address).whole


class Endless(Host):
    """A server that sends a file without end."""

    name = ""
    pause = 0.0

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        if not self.path.endswith(self.name):
            super().do_GET()
            return
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"0" * (1 if self.pause else 65536))
                self.wfile.flush()
                time.sleep(self.pause)
        except OSError:
            self.close_connection = True


def test_a_file_without_end_is_altered(site: Path) -> None:
    class Page(Endless):
        name = "b.json"

    with served(site, host=Page) as address:
        assert verify(address, bounds=ServerBounds(file=1 << 20)).faults == (("b.json", Fault.ALTERED),)


def test_a_signature_without_end_is_refused(site: Path) -> None:
    class Signature(Endless):
        name = SIGNATURE

    with served(site, host=Signature) as address:
        assert "longer than" in verify(address).problem


@pytest.mark.parametrize("name", [SUMS, "b.json", SIGNATURE])
def test_a_file_that_drips_ends_with_the_total_time(site: Path, name: str) -> None:
    class Dripping(Endless):
        pause = 0.05

    Dripping.name = name
    with served(site, host=Dripping) as address:
        assert not verify(address, bounds=ServerBounds(total=1)).whole


def test_a_head_that_drips_ends_with_the_total_time(site: Path) -> None:
    class Head(Host):
        def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            except OSError:
                self.close_connection = True

    verdicts = []
    with served(site, host=Head) as address:
        asking = Thread(target=lambda: verdicts.append(verify(address, bounds=ServerBounds(total=1))), daemon=True)
        asking.start()
        asking.join(60)
    assert verdicts
    assert verdicts[0].problem


@pytest.mark.parametrize("name", [
    "/etc/passwd", "../x", "a/../../x", "./x", "a//b", "a/", "x\\y", "x\r", SUMS, SIGNATURE])
def test_a_name_that_is_none_is_not_asked_for(site: Path, name: str) -> None:
    asked = []

    class Recording(Host):
        def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
            asked.append(self.path)
            super().do_GET()

    (site / SUMS).write_bytes(f"{'0' * 64}  {name}\n".encode())
    with served(site, host=Recording) as address:
        assert "damaged" in verify(address).problem
    assert asked == [f"/{SUMS}"]
    assert "damaged" in verify(str(site)).problem


@pytest.mark.parametrize(("name", "shown"), [
    ("a/法.html", "a/法.html"), ("\x1b[2Kx", "\\x1b[2Kx"), ("a\nb", "a\\nb"), ("\u202etxt", "\\u202etxt"),
    ("\udcff", "\\udcff"), ("\u200b", "\\u200b")])
def test_a_name_is_printed_without_what_moves_the_cursor(name: str, shown: str) -> None:
    assert printable(name) == shown
