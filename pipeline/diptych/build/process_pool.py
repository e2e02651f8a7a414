"""A process pool. If a worker is killed, only its current task is lost; the tasks behind it go to another worker."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
AHEAD: Final = 200_000
"""Most work that waits for each worker, in units of the tasks' sizes, chosen. More keeps a worker busier while the
parent works, and leaves it more to do alone at the end."""
_MOST: Final = 32
"""Most tasks that wait for each worker, chosen. With more, a worker that is killed gives more of them back."""
_PATIENCE: Final = 10
"""Seconds to wait for the exit status of a worker that answers no more, chosen. If raised, one that hangs is ended
later."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a process without an answer: its exit status, negative for a signal, or the error of its work."""

    status: int = 0
    error: str = ""

    @property
    def cause(self) -> str:
        """The error, the signal or the exit status, as in `KeyError`, `SIGKILL` and `exit 3`."""
        if self.error or self.status >= 0:
            return self.error or f"exit {self.status}"
        return next((known.name for known in signal.Signals if known == -self.status), f"signal {-self.status}")


def ended_by(error: BaseException) -> Ended:
    """The end of some work by an error: its class, and the module and line where it was raised."""
    trace: TracebackType | None = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f", {trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace else ""
    return Ended(error=f"{type(error).__name__}{place}")


@dataclass(slots=True, eq=False)
class Worker:
    """A process, the parent's end of its pipe, and the tasks that it has not answered, in their order.

    `ahead` is the size of these tasks. `known` is for whoever writes the messages: what this process has been sent. A
    worker that is `full` holds too much memory, and gets no more tasks.
    """

    process: multiprocessing.process.BaseProcess
    wire: Connection
    waiting: deque[int] = field(default_factory=deque)
    ahead: int = 0
    known: set[str] = field(default_factory=set)
    full: bool = False


@dataclass(slots=True)
class Pool(Generic[Answer]):
    """Workers that answer messages by a function.

    If it is `forked`, a worker is a copy of the parent, as long as that has a single thread. A worker that holds more
    than `memory` bytes between two tasks is replaced; 0 is no limit.
    """

    work: Callable[[Any], Answer]
    count: int
    forked: bool = False
    memory: int = 0
    workers: list[Worker] = field(default_factory=list)

    def fill(self, most: int) -> None:
        """Starts workers until there are `count`, or `most` if that is less."""
        while len(self.workers) < min(self.count, most):
            self.workers.append(self._start())

    def run(self, tasks: Sequence[Task], sizes: Sequence[int], message: Callable[[Task, set[str]], Any],
            own: Iterator[tuple[Task, Answer | Ended]]) -> Iterator[tuple[Task, Answer | Ended]]:
        """The answer to each task, in any order, the largest first; `Ended` for one whose worker was killed or failed.

        `message` is what a worker is sent of a task, by the task and the worker's `known`. Meanwhile the parent takes
        from `own`, which works when it is asked.
        """
        queue = deque(sorted(range(len(tasks)), key=lambda place: -sizes[place]))
        self.fill(len(tasks))
        while queue or any(worker.waiting for worker in self.workers):
            self._feed(tasks, sizes, queue, message)
            done = next(own, None)
            if done is not None:
                yield done
            for worker in self._ready(block=done is None):
                place, answer = self._answer(worker, queue)
                worker.ahead -= sizes[place]
                yield tasks[place], answer
            self.fill(len(queue))
        yield from own

    def _feed(self, tasks: Sequence[Task], sizes: Sequence[int], queue: deque[int],
              message: Callable[[Task, set[str]], Any]) -> None:
        """Gives each worker enough to do until the parent looks again."""
        enough = min(AHEAD, sum(sizes[place] for place in queue) // (2 * len(self.workers) + 2))
        for worker in self.workers:
            while queue and len(worker.waiting) < _MOST and not worker.full and (
                    worker.ahead < max(enough, sizes[queue[0]], 1)):
                place = queue.popleft()
                worker.waiting.append(place)
                worker.ahead += sizes[place]
                # A worker that has ended does not answer; its tasks come back when that is noticed.
                with suppress(OSError):
                    worker.wire.send(message(tasks[place], worker.known))

    def _ready(self, *, block: bool) -> list[Worker]:
        """The workers that have answered, or have ended."""
        by_wire = {worker.wire: worker for worker in self.workers if worker.waiting}
        return [by_wire[wire] for wire in connection.wait(list(by_wire), None if block else 0)
                if isinstance(wire, Connection)]

    def _answer(self, worker: Worker, queue: deque[int]) -> tuple[int, Answer | Ended]:
        """The place of a worker's oldest task, and its answer; what is behind the task of a worker that has ended goes
        back into the queue."""
        place = worker.waiting.popleft()
        try:
            answer, memory = worker.wire.recv()
        except (EOFError, OSError) as error:
            worker.process.join(_PATIENCE)
            status = worker.process.exitcode
            answer, memory = ended_by(error) if status is None else Ended(status), 0
        if isinstance(answer, Ended):
            queue.extend(worker.waiting)
            self._end(worker)
            return place, answer
        worker.full = bool(self.memory) and memory > self.memory
        if worker.full and not worker.waiting:
            self._end(worker)
        return place, answer

    def _start(self) -> Worker:
        alone = self.forked and sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")
        parent_end, worker_end = context.Pipe()
        process = context.Process(target=_serve, args=(worker_end, self.work), daemon=True)
        process.start()
        worker_end.close()
        return Worker(process, parent_end)

    def _end(self, worker: Worker) -> None:
        self.workers.remove(worker)
        worker.process.terminate()
        worker.process.join()
        worker.wire.close()

    def close(self) -> None:
        """Ends all workers."""
        for worker in list(self.workers):
            self._end(worker)


@contextmanager
def opened(pool: Pool[Answer]) -> Iterator[Pool[Answer]]:
    """The pool, whose workers end with it."""
    try:
        yield pool
    finally:
        pool.close()


def share(work: Callable[[Task], Answer], tasks: Sequence[Task], sizes: Sequence[int],
          processes: int) -> Iterator[tuple[Task, Answer | Ended]]:
    """The answer to each task from other processes, in any order; `Ended` for one whose worker was killed or failed.

    `sizes` say how long each task takes, compared with the others. The parent works at none, which could kill it.
    """
    with opened(Pool(work, min(processes, len(tasks)), forked=True)) as pool:
        yield from pool.run(tasks, sizes, lambda task, _: task, iter(()))


def settle() -> None:
    """Tells the garbage collector that what is loaded stays, and to look less often: tasks leave few cycles behind."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def memory(field: int = 1) -> int:
    """Bytes that this process holds; 0 where the system does not say. Field 0 of proc_pid_statm(5) are those of its
    addresses."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _serve(wire: Connection, work: Callable[[Any], Answer]) -> None:
    # Ctrl-C stops the parent, and that one its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    messages: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(wire, messages), daemon=True).start()
    settle()
    answer: Answer | Ended | None = None
    while not isinstance(answer, Ended):
        try:
            answer = work(pickle.loads(messages.get()))  # noqa: S301 - from the parent
        except Exception as error:  # noqa: BLE001 - the parent says it
            answer = ended_by(error)
        wire.send((answer, memory()))


def _receive(wire: Connection, messages: SimpleQueue[bytes]) -> None:
    """Takes messages as they come, since the parent waits until a message is taken; ends this process with the parent,
    also where that is killed."""
    parent = multiprocessing.parent_process()
    sources: list[Connection | int] = [wire] if parent is None else [wire, parent.sentinel]
    with suppress(EOFError, OSError):
        while connection.wait(sources) == [wire]:
            messages.put(wire.recv_bytes())
    os._exit(1)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
