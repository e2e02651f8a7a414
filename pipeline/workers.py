"""Jobs → their bundles, in the processes of any executor: few are under way at a time, and one that dies takes nothing
with it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import connection
from pathlib import Path
from typing import Final

from pipeline import crew, products
from pipeline.diagnostics import Catalogue
from pipeline.products import Job

MEMORY: Final = 350_000_000
"""Bytes that a worker may hold between two jobs; then another takes its place."""
_SECONDS: Final = 10
_AHEAD: Final = 3
"""Groups of jobs under way for each worker."""


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that run one after another in one worker, under a name for messages and a number for whoever asked."""

    number: int
    name: str
    jobs: tuple[Job, ...]


Made = tuple[tuple[bytes, ...], int]
Done = tuple[Group, tuple[bytes, ...] | None]
Died = type[BaseException]


@dataclass
class Workers:
    """An executor that can be opened again, how many workers it has, and what it raises for a job whose worker died;
    how it is closed, and how much memory a worker may hold, where that is not for the executor to see to."""

    open: Callable[[], Executor]
    width: int
    died: tuple[Died, ...]
    executor: Executor
    close: Callable[[Executor], None]
    memory: int | None = None

    def run(self, groups: Iterable[Group], catalogue: Catalogue, beside: Iterable[Group] = ()) -> Iterator[Done]:
        """Each group with its bundles as they are made; None for one that kills whoever works at it. The process that
        asks works at those `beside` while the workers are busy."""
        waiting, running, own = iter(groups), dict[Future[Made], Group](), iter(beside)
        while True:
            for group in islice(waiting, max(0, self.width * _AHEAD - len(running))):
                running[self.executor.submit(work, group.jobs, catalogue)] = group
            if mine := next(own, None):
                yield mine, work(mine.jobs, catalogue)[0]
                continue
            if not running:
                return
            finished = wait(running, return_when=FIRST_COMPLETED).done
            if any(isinstance(future.exception(), self.died) for future in finished):
                yield from self._alone([running.pop(future) for future in list(running)], catalogue)
                continue
            held = 0
            for future in finished:
                made, memory = future.result()
                held = max(held, memory)
                yield running.pop(future), made
            if self.memory is not None and held > self.memory:
                for future, group in running.items():
                    yield group, future.result()[0]
                running.clear()
                self._afresh()

    def _alone(self, groups: Sequence[Group], catalogue: Catalogue) -> Iterator[Done]:
        """Groups whose worker died, one after another, to see which of them is to blame."""
        for group in groups:
            self._afresh()
            try:
                yield group, self.executor.submit(work, group.jobs, catalogue).result()[0]
            except self.died:
                yield group, None
        self._afresh()

    def _afresh(self) -> None:
        self.close(self.executor)
        self.executor = self.open()


def work(jobs: Sequence[Job], catalogue: Catalogue) -> Made:
    """The bundles of some jobs, and the memory that this process holds after them."""
    _settle()
    return products.run(jobs, catalogue), _memory()


@cache
def _settle() -> None:
    """Tells the collector of this process, once, that what is loaded stays: a cluster's worker holds much."""
    crew.settle()


@contextmanager
def processes(count: int) -> Iterator[Workers]:
    """Processes on this machine, the first of them warming up at once; they start afresh, since a fork would copy the
    locks of this process's threads."""
    def begin() -> Executor:
        return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin)

    def end(executor: Executor) -> None:
        executor.shutdown(wait=True, cancel_futures=True)

    made = Workers(begin, count, (BrokenExecutor,), begin(), end, MEMORY)
    try:
        yield made
    finally:
        end(made.executor)


def _begin() -> None:
    """Has this process end with the one that asks, also where that is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end, args=(parent.sentinel,), daemon=True).start()


def _end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


class SchedulerError(Exception):
    """There is no scheduler where one should be, or nothing that could talk to it."""


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask scheduler at an address such as tcp://host:8786. They need this program and nothing of the
    project: what they work on comes with the job."""
    try:
        # An optional dependency, which takes long to load.
        from distributed import Client, KilledWorker  # noqa: PLC0415

        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except ImportError:
        raise SchedulerError("Dask is not installed: pip install 'diptych[cluster]'") from None
    except (OSError, ValueError) as error:
        raise SchedulerError(f"there is no scheduler at {address}: {error}") from None
    with client:
        made = Workers(lambda: client.get_executor(pure=False), max(1, sum(client.nthreads().values())),
                       (KilledWorker,), client.get_executor(pure=False), lambda executor: executor.shutdown())
        yield made


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
