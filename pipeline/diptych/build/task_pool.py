"""Groups of jobs → their artifacts, in processes of this machine or of a cluster. A worker that dies takes nothing with
it but the group that it was at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import islice
from typing import Any, Final, Protocol

from diptych.build import process_limits, process_pool
from diptych.build.process_pool import AHEAD, Ended, Pool
from diptych.diagnostics import Catalogue
from diptych.products import contract
from diptych.products.contract import Input, Job, Pickled, named, pickled

MEMORY: Final = 350_000_000
"""Bytes that a worker may hold between two groups, chosen; then another takes its place. With more, processes start
less often."""
_SECONDS: Final = 10
"""Seconds to wait for a scheduler, chosen."""
_EACH: Final = 3
"""Groups under way for each worker, chosen. More keeps it busier, and leaves it more to do alone at the end."""
_KEPT: Final = 64
"""Shared values that a worker keeps, chosen: those of a build, and of some before it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that run one after another in one worker, under a name for messages and a number for whoever asked.

    `size` are the bytes of received files that they read, by which time and memory are limited; without such, None.
    """

    number: int
    name: str
    jobs: tuple[Job[Any], ...]
    size: int | None = None


Artifacts = tuple[bytes, ...]
Done = tuple[Group, Artifacts | Ended]


class Workers(Protocol):
    """Processes that work at groups of jobs."""

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """Each group with its artifacts as they are made; `Ended` for one that kills whoever works at it. The process
        that asks works at those of `here`."""
        ...


@dataclass(frozen=True, slots=True)
class Packer:
    """Pickles the inputs of jobs, those that are shared once a build: these are in `shared`, by their digests."""

    shared: dict[tuple[tuple[str, str], ...], Pickled] = field(default_factory=dict)

    def message(self, group: Group, known: Container[str]) -> tuple[Job[Any], ...]:
        """The jobs of a group for a worker. Of the shared values that it has been sent only the digests go along."""
        own: dict[int, Pickled] = {}

        def packed(value: Input[Any]) -> Input[Any]:
            if not value.shared:
                if id(value) not in own:
                    own[id(value)] = pickled(value.get())
                return replace(value, get=own[id(value)])
            key = tuple(value.digests.items())
            if key not in self.shared:
                self.shared[key] = pickled(value.get())
            whole = self.shared[key]
            return replace(value, get=replace(whole, data=b"") if whole.digest in known else whole)

        return tuple(job.with_inputs(packed) for job in group.jobs)


def digests(message: Sequence[Job[Any]]) -> set[str]:
    """The digests of the shared values in a message."""
    return {value.get.digest for job in message for value in named(job.inputs).values()
            if value.shared and isinstance(value.get, Pickled)}


def work(catalogue: Catalogue, message: Sequence[Job[Any]]) -> Artifacts:
    """The packed artifacts of a group. KeyError for a shared value that this process was never sent."""
    known = _values()

    def filled(value: Input[Any]) -> Input[Any]:
        get = value.get
        if not value.shared or not isinstance(get, Pickled):
            return value
        if get.data:
            known[get.digest] = get
        return replace(value, get=known[get.digest])

    return contract.run([job.with_inputs(filled) for job in message], catalogue)


def limited_work(catalogue: Catalogue, message: tuple[int | None, Sequence[Job[Any]]]) -> Artifacts:
    """As `work`, within the limit for a size; the process ends if it needs more."""
    size, jobs = message
    with nullcontext() if size is None else process_limits.held(size):
        return work(catalogue, jobs)


@cache
def _values() -> dict[str, Pickled]:
    """The shared values that this process has been sent, by their digests."""
    return {}


@dataclass(frozen=True, slots=True)
class Processes:
    """Workers in processes of this machine."""

    pool: Pool[Artifacts]
    catalogue: Catalogue
    packer: Packer = field(default_factory=Packer)

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """As `Workers.run`."""
        def message(group: Group, known: set[str]) -> tuple[int | None, Sequence[Job[Any]]]:
            made = self.packer.message(group, known)
            known |= digests(made)
            return group.size, made

        own = run_here(tuple(here), self.catalogue)
        return self.pool.run(groups, [AHEAD // _EACH] * len(groups), message, own)


def run_here(groups: Sequence[Group], catalogue: Catalogue) -> Iterator[Done]:
    """Groups with their artifacts by this process; those that are limited by a copy of it, if there can be one.

    `Ended` for a limited group that needs more than it may, or whose copy ends for another reason.
    """
    apart = [group for group in groups if group.size is not None and process_limits.can_fork()]
    for index, artifacts in process_pool.share(partial(_at, apart, catalogue), range(len(apart)), [1] * len(apart), 1):
        yield apart[index], artifacts
    yield from ((group, contract.run(group.jobs, catalogue)) for group in groups if group not in apart)


def _at(groups: Sequence[Group], catalogue: Catalogue, index: int) -> Artifacts:
    """The artifacts of one of some groups, within the limit for its size."""
    with process_limits.held(groups[index].size or 0):
        return contract.run(groups[index].jobs, catalogue)


class _All(Container[str]):
    """The digests of whatever there is."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers behind an executor, as Dask's is. They need this program and nothing of the project.

    `width` is how many there are; `died` is what the executor raises for a group that killed its workers. A worker that
    lacks a shared value answers None, and is sent them all.
    """

    executor: Executor
    width: int
    catalogue: Catalogue
    died: tuple[type[BaseException], ...] = ()
    packer: Packer = field(default_factory=Packer)

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """As `Workers.run`."""
        waiting, running = iter(groups), dict[Future[Artifacts | None], Group]()
        while True:
            for group in islice(waiting, max(0, self.width * _EACH - len(running))):
                running[self._submit(group, _All())] = group
            yield from run_here(tuple(here), self.catalogue)
            here = ()
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                group = running.pop(future)
                error = future.exception()
                if isinstance(error, self.died):
                    yield group, Ended(error=type(error).__name__)
                elif (artifacts := future.result()) is not None:
                    yield group, artifacts
                else:
                    running[self._submit(group, ())] = group

    def _submit(self, group: Group, known: Container[str]) -> Future[Artifacts | None]:
        return self.executor.submit(work_or_ask, self.catalogue, self.packer.message(group, known))


def work_or_ask(catalogue: Catalogue, message: Sequence[Job[Any]]) -> Artifacts | None:
    """The packed artifacts of a group; None if this process, which may serve many builds, lacks a shared value."""
    _settled()
    if len(_values()) > _KEPT:
        _values().clear()
    try:
        return work(catalogue, message)
    except KeyError as error:
        if error.args[0] in digests(message):
            return None
        raise


@cache
def _settled() -> None:
    process_pool.settle()


@contextmanager
def processes(count: int, catalogue: Catalogue) -> Iterator[Workers]:
    """Processes on this machine, the first of them starting at once. They are spawned: a fork would copy the locks of
    this process's threads."""
    with process_pool.opened(Pool(partial(limited_work, catalogue), count, memory=MEMORY)) as pool:
        pool.fill(1)
        yield Processes(pool, catalogue)


class SchedulerError(Exception):
    """There is no scheduler where one should be, or nothing that could talk to it."""


@contextmanager
def cluster(address: str, catalogue: Catalogue) -> Iterator[Workers]:
    """The workers of a Dask scheduler at an address such as tcp://host:8786."""
    try:
        # An optional dependency, which takes long to load.
        from distributed import Client, KilledWorker  # noqa: PLC0415

        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except ImportError:
        raise SchedulerError("Dask is not installed: pip install 'diptych[cluster]'") from None
    except (OSError, ValueError) as error:
        raise SchedulerError(f"there is no scheduler at {address}: {error}") from None
    with client:
        width = max(1, sum(client.nthreads().values()))
        yield Cluster(client.get_executor(pure=False), width, catalogue, (KilledWorker,))
