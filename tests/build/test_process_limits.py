"""The work at one file ends within its limit, and with it nothing but its process."""

from __future__ import annotations

import resource
from functools import partial

import pytest
from diptych.build import process_limits
from diptych.build.process_pool import share


def test_a_limit_grows_with_the_file() -> None:
    assert process_limits.limit(0) == process_limits.Limit(10, 500)
    assert process_limits.limit(3 << 20) == process_limits.Limit(40, 650)


@pytest.mark.parametrize("greedy", ["time", "memory"])
def test_a_process_beyond_its_limit_ends_alone(greedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "limit", lambda _: process_limits.Limit(1, 200))
    answers = dict(share(partial(process_limits.limited, work, len), ["a", greedy, "b"], [1, 1, 1], 2))
    assert answers == {"a": "a", greedy: None, "b": "b"}


def work(task: str) -> str:
    if task == "memory":
        return str(len(bytes(400 << 20)))
    while task == "time":
        pass
    return task


@pytest.mark.parametrize("greedy", ["time", "memory"])
def test_what_this_process_does_is_bounded_too(greedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "limit", lambda _: process_limits.Limit(1, 200))
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(process_limits.LimitError), process_limits.bounded(1):
        work(greedy)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with process_limits.bounded(1):
        assert work("a") == "a"
