"""Jobs → their bundles, in the processes of any executor: few are under way at a time, and one that dies takes nothing
with it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from multiprocessing import connection
from pathlib import Path
from typing import Final

from diptych.build import process_pool
from diptych.diagnostics import Catalogue
from diptych.products import contract
from diptych.products.contract import Job, Value

MEMORY: Final = 350_000_000
"""Bytes that a worker may hold between two jobs; then another takes its place."""
_SECONDS: Final = 10
_AHEAD: Final = 3
"""Groups of jobs under way for each worker."""
_KEPT: Final = 64
"""So many values a worker keeps: those of a build, and of some before it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that run one after another in one worker, under a name for messages and a number for whoever asked."""

    number: int
    name: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """The digests of values that a worker has not seen yet."""

    digests: tuple[str, ...]


Made = tuple[tuple[bytes, ...], int]
Done = tuple[Group, tuple[bytes, ...] | None]
Died = type[BaseException]


@dataclass
class Workers:
    """An executor that can be opened again, how many workers it has, and what it raises for a job whose worker died;
    how it is closed, and how much memory a worker may hold, where that is not for the executor to see to. Values that
    jobs have in common are sent to a worker that lacks them, once."""

    open: Callable[[], Executor]
    width: int
    died: tuple[Died, ...]
    executor: Executor
    close: Callable[[Executor], None]
    memory: int | None = None
    values: dict[str, bytes] = field(default_factory=dict)

    def run(self, groups: Iterable[Group], catalogue: Catalogue, beside: Iterable[Group] = ()) -> Iterator[Done]:
        """Each group with its bundles as they are made; None for one that kills whoever works at it. The process that
        asks works at those `beside` while the workers are busy."""
        waiting, running, own = iter(groups), dict[Future[Made | Lacking], Group](), iter(beside)
        words, full = contract.value(pickle.dumps(catalogue), common=True), False
        while True:
            if full and not running:
                self._afresh()
                full = False
            for group in islice(waiting, 0 if full else max(0, self.width * _AHEAD - len(running))):
                running[self._submit(group, words)] = group
            if mine := next(own, None):
                yield mine, contract.run(mine.jobs, catalogue)
                continue
            if not running:
                return
            finished = wait(running, return_when=FIRST_COMPLETED).done
            if any(isinstance(future.exception(), self.died) for future in finished):
                yield from self._alone([running.pop(future) for future in list(running)], words)
                continue
            for future in finished:
                group, made = running.pop(future), future.result()
                if isinstance(made, Lacking):
                    running[self._submit(group, words, made.digests)] = group
                    continue
                full |= self.memory is not None and made[1] > self.memory
                yield group, made[0]

    def _submit(self, group: Group, words: Value, lacking: Sequence[str] = ()) -> Future[Made | Lacking]:
        """Has a group worked at, with the values that its worker was lacking."""
        self.values |= {one.digest: one.data for one in (words, *_common(group.jobs))}
        sent = {digest: self.values[digest] for digest in lacking}
        return self.executor.submit(work, tuple(map(_emptied, group.jobs)), _bare(words), sent)

    def _alone(self, groups: Sequence[Group], words: Value) -> Iterator[Done]:
        """Groups whose worker died, one after another, to see which of them is to blame."""
        for group in groups:
            self._afresh()
            try:
                made = self._submit(group, words).result()
                while isinstance(made, Lacking):
                    made = self._submit(group, words, made.digests).result()
                yield group, made[0]
            except self.died:
                yield group, None
        self._afresh()

    def _afresh(self) -> None:
        self.close(self.executor)
        self.executor = self.open()


def work(jobs: Sequence[Job], words: Value, sent: Mapping[str, bytes]) -> Made | Lacking:
    """The bundles of some jobs, and the memory that this process holds after them; or what it lacks for that beside
    what is sent along. `words` is the catalogue of findings."""
    _settle()
    known = _values()
    if len(known) > _KEPT:
        known.clear()
    known |= sent
    lacking = {one.digest for one in (words, *_common(jobs))} - known.keys()
    if lacking:
        return Lacking(tuple(sorted(lacking)))
    catalogue: Catalogue = contract.loaded(replace(words, data=known[words.digest]))
    return contract.run([_filled(job, known) for job in jobs], catalogue), _memory()


@cache
def _values() -> dict[str, bytes]:
    """The values that this process has been sent, by their digests."""
    return {}


def _common(jobs: Sequence[Job]) -> list[Value]:
    return [one for job in jobs for one in job.given.shared.values() if one.common]


def _bare(value: Value) -> Value:
    return replace(value, data=b"") if value.common else value


def _emptied(job: Job) -> Job:
    """A job without the data of values that it has in common with others."""
    return replace(job, given=replace(job.given, shared={
        name: _bare(one) for name, one in job.given.shared.items()}))


def _filled(job: Job, known: Mapping[str, bytes]) -> Job:
    return replace(job, given=replace(job.given, shared={
        name: replace(one, data=known[one.digest]) if one.common else one for name, one in job.given.shared.items()}))


@cache
def _settle() -> None:
    """Tells the collector of this process, once, that what is loaded stays: a cluster's worker holds much."""
    process_pool.settle()


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
