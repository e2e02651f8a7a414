"""What all tests share: approved files, a browser, and the rule that nothing unexpected is logged."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.loaded_commands import Loaded

settings.register_profile("diptych", deadline=None, derandomize=True)
settings.load_profile("diptych")
# A busy machine may take long; whoever waits for a condition goes on as soon as it holds.
expect.set_options(timeout=30_000)

# The commands speak English in tests, whatever the locale of the machine.
os.environ["LC_ALL"] = "C.UTF-8"
# Programs in Java end before their second compiler has paid for itself.
os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

ROOT = Path(__file__).parent.parent
CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync")
Approve = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite approved files that differ, and fail all the same")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keeps the garbage collector from modules and tests. They stay, and it would look through them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> Approve:
    """A check that a text equals an approved file. With --update it writes the file, and still fails where they
    differed, so that `git diff` is read before anything is committed."""
    def check(file: Path, text: str) -> None:
        approved = file.read_text(encoding="utf-8") if file.exists() else ""
        if text != approved and request.config.getoption("--update"):
            file.write_text(text, encoding="utf-8")
            pytest.fail(f"rewritten, read the diff: {file.relative_to(ROOT)}")
        assert text == approved, f"differs from {file.relative_to(ROOT)}; if it is right: pytest --update"

    return check


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started by the first test that opens a page; each test makes contexts of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield started
        started.close()


@pytest.fixture(scope="session")
def loaded() -> Iterator[Loaded]:
    """The commands of this tree, loaded once for all that are run as processes of their own."""
    started = Loaded(ROOT / "pipeline")
    yield started
    started.close()


@pytest.fixture(autouse=True)
def nothing_unexpected_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test during which a warning was logged; one that expects it asserts it, then calls caplog.clear()."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    assert not [record.getMessage() for record in records if record.levelno >= logging.WARNING]
