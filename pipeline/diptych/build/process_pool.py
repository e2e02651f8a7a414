"""Tasks shared among processes: this one works too, and one that is killed costs only the task that it had begun."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Final, Generic, TypeVar

Task = TypeVar("Task")
Made = TypeVar("Made")
_AHEAD: Final = 200_000
"""How much work waits for each process, by size, so that none stands idle while this one is busy."""
_MOST: Final = 32
"""How many tasks wait for each process at most: what is said of them must fit between the processes."""


@dataclass(slots=True)
class _Worker:
    """A process, what it is told and answers through, and the tasks that it has not answered, in their order, with
    their size."""

    process: multiprocessing.process.BaseProcess
    wire: Connection
    given: deque[int] = field(default_factory=deque)
    ahead: int = 0


@dataclass(slots=True)
class _Shared(Generic[Task, Made]):
    """Tasks by their places, the largest first; those that nobody has begun wait in `queue`, `left` by size."""

    tasks: Sequence[Task]
    sizes: Sequence[int]
    queue: deque[int]
    workers: list[_Worker]
    left: int

    def take(self) -> int:
        place = self.queue.popleft()
        self.left -= self.sizes[place]
        return place

    def back(self, places: Sequence[int]) -> None:
        self.queue.extend(places)
        self.left += sum(self.sizes[place] for place in places)

    @property
    def enough(self) -> int:
        """How much work shall wait for each process."""
        return min(_AHEAD, self.left // (2 * len(self.workers) + 2))

    def feed(self) -> None:
        """Gives each process enough to do until this one has done its next tasks."""
        for worker in self.workers:
            while self.queue and len(worker.given) < _MOST:
                if worker.ahead >= max(self.enough, self.sizes[self.queue[0]], 1):
                    break
                worker.given.append(self.take())
                worker.ahead += self.sizes[worker.given[-1]]
                # What a process that has ended was not told of comes back with the rest.
                with suppress(OSError):
                    worker.wire.send(self.tasks[worker.given[-1]])

    def answers(self, *, block: bool) -> Iterator[tuple[Task, Made | None]]:
        """What the processes have answered; None for the task that a process was at when it ended."""
        by_wire = {worker.wire: worker for worker in self.workers if worker.given}
        for wire in wait(list(by_wire), None if block else 0):
            worker = by_wire[wire]  # type: ignore[index]
            try:
                made = worker.wire.recv()
            except (EOFError, OSError):
                self.workers.remove(worker)
                lost = worker.given.popleft()
                self.back(worker.given)
                _end(worker)
                yield self.tasks[lost], None
            else:
                place = worker.given.popleft()
                worker.ahead -= self.sizes[place]
                yield self.tasks[place], made

    def own(self) -> Iterator[Task]:
        """What this process does before it looks after the others again: half of what waits for each of them."""
        most = self.enough // 2
        for _ in range(_MOST // 2):
            if not self.queue:
                break
            place = self.take()
            yield self.tasks[place]
            most -= self.sizes[place]
            if most <= 0:
                break


def share(work: Callable[[Task], Made], tasks: Sequence[Task], sizes: Sequence[int],
          processes: int) -> Iterator[tuple[Task, Made | None]]:
    """What comes of each task, in any order; None for one whose process was killed at it. `sizes` say how long each
    task takes, compared with the others."""
    largest_first = sorted(range(len(tasks)), key=lambda place: -sizes[place])
    workers = [_start(work) for _ in range(min(processes, len(tasks)) - 1)]
    shared: _Shared[Task, Made] = _Shared(tasks, sizes, deque(largest_first), workers, sum(sizes))
    try:
        while shared.queue or any(worker.given for worker in workers):
            shared.feed()
            yield from shared.answers(block=not shared.queue)
            # What was answered while this process was busy makes room for more.
            while shared.queue and any(worker.given and worker.wire.poll() for worker in workers):
                yield from shared.answers(block=False)
            shared.feed()
            for task in shared.own():
                yield task, work(task)
    finally:
        for worker in workers:
            _end(worker)


def _end(worker: _Worker) -> None:
    worker.process.terminate()
    worker.process.join()
    worker.wire.close()


def settle() -> None:
    """Tells the collector that what is loaded stays, and to look less often: conversions leave no cycles behind."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _start(work: Callable[[Task], Made]) -> _Worker:
    """A new process that answers tasks. It is a copy of this one, with all that is loaded, where that is safe."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, work), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _serve(wire: Connection, work: Callable[[Task], Made]) -> None:
    # Who stops the command stops the first process, and that one the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle()
    while True:
        try:
            task = wire.recv()
        except EOFError:
            return
        wire.send(work(task))
