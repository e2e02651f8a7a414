"""Groups of jobs → their artifacts, in processes of this machine or of a cluster: few are under way at a time, and a
worker that dies takes nothing with it but the group that it was at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any, Final, Protocol

from diptych.build import process_pool
from diptych.build.process_pool import AHEAD, Pool, Worker
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
    """Jobs that run one after another in one worker, under a name for messages and a number for whoever asked."""

    number: int
    name: str
    jobs: tuple[Job[Any], ...]


Artifacts = tuple[bytes, ...]
Done = tuple[Group, Artifacts | None]


@dataclass(frozen=True, slots=True)
class Message:
    """A group on its way to a worker: its jobs with pickled inputs, the shared ones by their digests alone; the shared
    values that the worker has not been sent, and the digest of the catalogue of findings, one of these values."""

    jobs: tuple[Job[Any], ...]
    values: Mapping[str, bytes]
    catalogue: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """The digests of shared values that a worker has not been sent."""

    digests: tuple[str, ...]


class Workers(Protocol):
    """Processes that work at groups of jobs."""

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """Each group with its artifacts as they are made; None for one that kills whoever works at it. The process
        that asks works at those of `here`."""
        ...


@dataclass
class Packer:
    """Writes the messages of a build. Shared values are pickled once; `values` are their bytes by digest."""

    catalogue: Catalogue
    shared: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)
    values: dict[str, bytes] = field(default_factory=dict)

    def message(self, group: Group, known: set[str]) -> Message:
        """The message for a worker that has been sent the values `known`, which grow by this message."""
        message = self.bare(group)
        sent = self.named(message) - known
        known |= sent
        return replace(message, values={digest: self.values[digest] for digest in sent})

    def bare(self, group: Group) -> Message:
        """The message without any shared value."""
        own: dict[int, Pickled] = {}

        def packed(value: Input[Any]) -> Input[Any]:
            if value.shared:
                return replace(value, get=Pickled(self._digest(value), b""))
            if id(value) not in own:
                own[id(value)] = pickled(value.get())
            return replace(value, get=own[id(value)])

        words = self._digest(Input({"catalogue": ""}, lambda: self.catalogue, shared=True))
        return Message(tuple(job.with_inputs(packed) for job in group.jobs), {}, words)

    @staticmethod
    def named(message: Message) -> set[str]:
        """The digests of the shared values that a message needs."""
        return {message.catalogue, *(value.get.digest for job in message.jobs for value in named(job.inputs).values()
                                     if value.shared and isinstance(value.get, Pickled))}

    def _digest(self, value: Input[Any]) -> str:
        key = tuple(value.digests.items())
        if key not in self.shared:
            made = pickled(value.get())
            self.shared[key], self.values[made.digest] = made.digest, made.data
        return self.shared[key]


def work(message: Message) -> Artifacts:
    """The packed artifacts of a group. What the message does not bring this process has been sent before."""
    known = _values()
    known |= message.values

    def filled(value: Input[Any]) -> Input[Any]:
        get = value.get
        return replace(value, get=replace(get, data=known[get.digest])) if (
            value.shared and isinstance(get, Pickled)) else value

    catalogue: Catalogue = Pickled(message.catalogue, known[message.catalogue])()
    return contract.run([job.with_inputs(filled) for job in message.jobs], catalogue)


@cache
def _values() -> dict[str, bytes]:
    """The shared values that this process has been sent, by their digests."""
    return {}


@dataclass(frozen=True, slots=True)
class Processes:
    """Workers in processes of this machine."""

    pool: Pool[Artifacts]
    packer: Packer

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """As `Workers.run`."""
        def message(group: Group, worker: Worker) -> Message:
            return self.packer.message(group, worker.known)

        own = ((group, contract.run(group.jobs, self.packer.catalogue)) for group in here)
        return self.pool.run(groups, [AHEAD // _EACH] * len(groups), message, own)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers behind an executor, as Dask's is. They need this program and nothing of the project.

    `width` is how many there are; `died` is what the executor raises for a group that killed its workers.
    """

    executor: Executor
    width: int
    packer: Packer
    died: tuple[type[BaseException], ...] = ()

    def run(self, groups: Sequence[Group], here: Iterable[Group] = ()) -> Iterator[Done]:
        """As `Workers.run`."""
        waiting, running = iter(groups), dict[Future[Artifacts | Lacking], Group]()
        while True:
            for group in islice(waiting, max(0, self.width * _EACH - len(running))):
                running[self.executor.submit(work_or_ask, self.packer.bare(group))] = group
            yield from ((group, contract.run(group.jobs, self.packer.catalogue)) for group in here)
            here = ()
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                group = running.pop(future)
                made = None if isinstance(future.exception(), self.died) else future.result()
                if isinstance(made, Lacking):
                    values = {digest: self.packer.values[digest] for digest in made.digests}
                    message = replace(self.packer.bare(group), values=values)
                    running[self.executor.submit(work_or_ask, message)] = group
                else:
                    yield group, made


def work_or_ask(message: Message) -> Artifacts | Lacking:
    """The packed artifacts of a group, or the shared values that this process lacks. It may serve many builds."""
    known = _values()
    if len(known) > _KEPT:
        known.clear()
    lacking = Packer.named(message) - message.values.keys() - known.keys()
    if lacking:
        return Lacking(tuple(sorted(lacking)))
    _settled()
    return work(message)


@cache
def _settled() -> None:
    process_pool.settle()


@contextmanager
def processes(count: int, catalogue: Catalogue) -> Iterator[Workers]:
    """Processes on this machine, the first of them starting at once. They are spawned: a fork would copy the locks of
    this process's threads."""
    packer = Packer(catalogue)
    with process_pool.opened(Pool(work, count, memory=MEMORY)) as pool:
        pool.fill(1)
        yield Processes(pool, packer)


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
        yield Cluster(client.get_executor(pure=False), width, Packer(catalogue), (KilledWorker,))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
