"""Groups of jobs in processes of this machine and behind an executor: shared values travel once, memory is bounded."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from diptych.build import task_pool
from diptych.build.process_pool import Ended, Pool, opened
from diptych.build.task_pool import Cluster, Group, Processes
from diptych.diagnostics import Catalogue, Result
from diptych.files.artifact import unpack
from diptych.products.contract import Files, Input, Job


@dataclass(frozen=True, slots=True)
class Words:
    """The inputs of a job: words that all jobs share, and some of its own."""

    shared: Input[str]
    own: Input[str]


def make(inputs: Words, part: str) -> Result[Files]:
    return Result(((part, inputs.shared.get().encode() + inputs.own.get().encode()),))


def process(_: Words, part: str) -> Result[Files]:
    return Result(((part, str(os.getpid()).encode()),))


def deadly(inputs: Words, part: str) -> Result[Files]:
    """Kills its process, if that is a worker, at one job."""
    if inputs.own.get() == "4":
        os.kill(os.getpid(), signal.SIGKILL)
    return make(inputs, part)


def groups(function: Callable[[Words, str], Result[Files]], count: int = 9) -> list[Group]:
    shared = Input({"shared": ""}, lambda: "what all of them need", shared=True)
    own = [Input({"own": str(number)}, lambda number=number: str(number)) for number in range(count)]  # type: ignore[misc]
    return [Group(number, "", tuple(Job(function, Words(shared, one), part) for part in "ab"))
            for number, one in enumerate(own)]


def artifacts(made: tuple[bytes, ...] | Ended) -> tuple[bytes, ...]:
    assert not isinstance(made, Ended), made
    return made


EXPECTED = {number: [((part, f"what all of them need{number}".encode()),) for part in "ab"] for number in range(9)}


class Here(Executor):
    """Works at once in this process, and keeps what it was asked as it would have travelled."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def submit(self, do: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        self.asked.append(pickle.dumps(given))
        made: Future[Any] = Future()
        made.set_result(do(*pickle.loads(self.asked[-1])))  # noqa: S301 - its own
        return made


def test_what_jobs_have_in_common_travels_once() -> None:
    here = Here()
    made = Cluster(here, 1, Catalogue({}))
    found = {group.number: [unpack(one).files for one in artifacts(data)] for group, data in made.run(groups(make))}
    assert found == EXPECTED
    assert sum(b"what all of them need" in asked for asked in here.asked) == 3


@pytest.mark.parametrize(("memory", "processes"), [(0, 1), (1, 9)])
def test_a_worker_that_holds_too_much_is_replaced(memory: int, processes: int) -> None:
    with opened(Pool(partial(task_pool.limited_work, Catalogue({})), 1, memory=memory)) as pool:
        made = Processes(pool, Catalogue({}))
        found = {unpack(one).files[0][1] for _, data in made.run(groups(process)) for one in artifacts(data)}
    assert (len(found) == 1) == (processes == 1)


def test_a_worker_that_is_killed_loses_its_group_alone() -> None:
    with opened(Pool(partial(task_pool.limited_work, Catalogue({})), 2)) as pool:
        made = Processes(pool, Catalogue({}))
        found = {group.number: data if isinstance(data, Ended) else [unpack(one).files for one in data]
                 for group, data in made.run(groups(deadly))}
    assert found == EXPECTED | {4: Ended(-signal.SIGKILL)}
