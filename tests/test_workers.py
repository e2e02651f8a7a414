"""An executor that closes in its own way, and sees to the memory of its workers itself."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from typing import Any

from pipeline import workers
from pipeline.diagnostics import Catalogue
from pipeline.workers import Group, Workers


class Plain(Executor):
    """As Dask's: it knows of no futures that could be cancelled."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        made: Future[Any] = Future()
        made.set_result(((b"made",), 10 ** 12))
        return made

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]  # noqa: FBT001, FBT002
        """Nothing to do."""


def test_workers_are_begun_anew_only_where_their_memory_is_ours_to_bound() -> None:
    for memory, count in ((None, 1), (workers.MEMORY, 3)):
        opened: list[Executor] = []

        def begin(opened: list[Executor] = opened) -> Executor:
            opened.append(Plain())
            return opened[-1]

        made = Workers(begin, 1, (), begin(), lambda executor: executor.shutdown(), memory)
        groups = [Group(number, str(number), ()) for number in range(4)]
        found = {group.number: data for group, data in made.run(groups, Catalogue({}))}
        assert found == dict.fromkeys(range(4), (b"made",))
        assert len(opened) == count
