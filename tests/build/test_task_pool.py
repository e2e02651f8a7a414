"""An executor that closes in its own way, and sees to the memory of its workers itself."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from diptych.build import task_pool
from diptych.build.task_pool import Group, Workers
from diptych.diagnostics import Catalogue, Result
from diptych.files.artifact import unpack
from diptych.products import contract
from diptych.products.contract import Files, Given, Job


class Plain(Executor):
    """As Dask's: it knows of no futures that could be cancelled."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        made: Future[Any] = Future()
        made.set_result(((b"made",), 10 ** 12))
        return made

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]  # noqa: FBT001, FBT002
        """Nothing to do."""


def test_workers_are_begun_anew_only_where_their_memory_is_ours_to_bound() -> None:
    for memory, count in ((None, 1), (task_pool.MEMORY, 3)):
        opened: list[Executor] = []

        def begin(opened: list[Executor] = opened) -> Executor:
            opened.append(Plain())
            return opened[-1]

        made = Workers(begin, 1, (), begin(), lambda executor: executor.shutdown(), memory)
        groups = [Group(number, str(number), ()) for number in range(4)]
        found = {group.number: data for group, data in made.run(groups, Catalogue({}))}
        assert found == dict.fromkeys(range(4), (b"made",))
        assert len(opened) == count


class Here(Executor):
    """Works at once in this process, and keeps what it was asked as it would have travelled."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def submit(self, do: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        self.asked.append(pickle.dumps(given))
        made: Future[Any] = Future()
        made.set_result(do(*pickle.loads(self.asked[-1])))  # noqa: S301 - its own
        return made


def make(given: Given, part: str) -> Result[Files]:
    return Result(((part, given.value("words").encode() + given.value("own").encode()),))


def test_what_jobs_have_in_common_travels_once() -> None:
    words, here = contract.value(pickle.dumps("what all of them need"), common=True), Here()
    own = [contract.value(pickle.dumps(str(number))) for number in range(9)]
    groups = [Group(number, "",
                    tuple(Job("tests.build.test_task_pool:make", Given("", (), {"words": words, "own": one}), part)
                                      for part in "ab")) for number, one in enumerate(own)]
    made = Workers(lambda: here, 1, (), here, lambda _: None)
    found = {group.number: [unpack(one).files for one in data or ()] for group, data in made.run(groups, Catalogue({}))}
    assert found == {number: [((part, f"what all of them need{number}".encode()),) for part in "ab"]
                     for number in range(9)}
    assert sum(b"what all of them need" in asked for asked in here.asked) == 3
