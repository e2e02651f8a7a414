"""Every task is done once, whoever does it; one at which a process is killed is named, and the others are done."""

from __future__ import annotations

import os
import signal
from functools import partial

from diptych.build import process_pool
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
    assert all(made is not None and made[0] == task for task, made in done)


def test_what_a_killed_process_was_at_is_named_and_the_rest_is_done() -> None:
    tasks = list(range(60))
    sizes = [10**9 if task == 7 else 1000 for task in tasks]
    done = dict(process_pool.share(partial(deadly, os.getpid()), tasks, sizes, 2))
    assert [task for task, made in done.items() if made is None] == [7]
    assert sorted(done) == tasks


def test_who_wants_no_more_ends_the_processes() -> None:
    shared = process_pool.share(partial(deadly, os.getpid()), list(range(100)), [1] * 100, 2)
    next(shared)
    shared.close()  # type: ignore[attr-defined]
    assert list(shared) == []
