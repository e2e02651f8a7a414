"""Every task is done once, whoever does it; one at which a process is killed is named, and the others are done."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial

import pytest
from diptych.build import process_pool
from diptych.build.process_pool import Ended
from hypothesis import given, settings
from hypothesis import strategies as st


def squared(number: int) -> int:
    return number * number


def deadly(survivor: int, number: int) -> tuple[int, int]:
    """Kills its process at 7, unless that is the one that must not be killed."""
    if number == 7 and os.getpid() != survivor:
        os.kill(os.getpid(), signal.SIGKILL)
    return number, os.getpid()


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(), st.integers(0, 10**7))))
def test_one_process_does_everything(tasks: list[tuple[int, int]]) -> None:
    done = list(process_pool.share(squared, [task for task, _ in tasks], [size for _, size in tasks], 1))
    assert sorted(done) == sorted((task, task * task) for task, _ in tasks)


def test_several_processes_do_everything_once() -> None:
    tasks = list(range(300))
    done = list(process_pool.share(partial(deadly, os.getpid()), [task for task in tasks if task != 7],
                           [1000 * (task % 50) for task in tasks if task != 7], 3))
    assert sorted(task for task, _ in done) == [task for task in tasks if task != 7]
    assert all(not isinstance(made, Ended) and made[0] == task for task, made in done)


def test_what_a_killed_process_was_at_is_named_and_the_rest_is_done() -> None:
    tasks = list(range(60))
    sizes = [10**9 if task == 7 else 1000 for task in tasks]
    done = dict(process_pool.share(partial(deadly, os.getpid()), tasks, sizes, 2))
    assert {task: made for task, made in done.items() if isinstance(made, Ended)} == {7: Ended(-signal.SIGKILL)}
    assert sorted(done) == tasks


def failing(number: int) -> int:
    """Fails at 7, and exits at 8."""
    if number == 8:
        sys.exit(3)
    return number if number != 7 else [number][number]


def test_what_fails_is_named_with_its_place_and_without_a_trace(capfd: pytest.CaptureFixture[str]) -> None:
    done = dict(process_pool.share(failing, list(range(20)), [1] * 20, 2))
    line = failing.__code__.co_firstlineno + 4
    ended = {task: made.cause for task, made in done.items() if isinstance(made, Ended)}
    assert ended == {7: f"IndexError, {__name__}:{line}", 8: "exit 3"}
    assert sorted(done) == list(range(20))
    assert not capfd.readouterr().err


def test_who_wants_no_more_ends_the_processes() -> None:
    shared = process_pool.share(partial(deadly, os.getpid()), list(range(100)), [1] * 100, 2)
    next(shared)
    shared.close()  # type: ignore[attr-defined]
    assert list(shared) == []
