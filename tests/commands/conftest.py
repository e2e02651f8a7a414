"""What the tests of commands share: one process that runs commands with faults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import Commands


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    """Commands whose nth step on the disk fails or is the last."""
    started = Commands()
    yield started
    started.close()
