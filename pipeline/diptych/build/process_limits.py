"""Limits of processor time and memory for the work at one file, so that no file takes a process for good.

The system holds them: a process beyond its time is ended by a signal, one beyond its memory gets no more.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import FrameType
from typing import Final, TypeVar, cast

from diptych.build import process_pool
from diptych.build.process_pool import Ended
from diptych.diagnostics import Diagnostic, Position, diagnostic

_SECONDS: Final = 10
"""Seconds of processor time for any file, and for each megabyte of it, chosen: usual texts take a hundredth."""
_MEGABYTES: Final = 500, 50
"""Megabytes of memory for any file, and for each megabyte of it, chosen: usual texts take a tenth."""
_MEGABYTE: Final = 1 << 20
_UNKNOWN: Final = 1 << 46
"""Bytes of addresses, more than a process can have: where the system does not say how many it has."""
_OUT_OF_MEMORY: Final = 97
"""Exit status of a process that got no more memory, chosen: neither Python nor a shell has it. Its value has no other
effect."""
Task = TypeVar("Task")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds of processor time and megabytes of memory that a process may take in addition to what it has taken."""

    seconds: int
    megabytes: int


def limit(size: int) -> Limit:
    """The limit for a file of so many bytes."""
    fixed, each = _MEGABYTES
    return Limit(_SECONDS + _SECONDS * size // _MEGABYTE, fixed + each * size // _MEGABYTE)


class LimitError(Exception):
    """A process took more time or memory than it may."""


class EndedError(Exception):
    """A process ended for another reason, its `cause`."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended)
        self.ended = ended


def broken_off(file: str, size: int, ended: Ended | None = None) -> Diagnostic:
    """The finding on a file of so many bytes at which a process ended.

    T020: it took more than it may, as is known without `ended`. T026: it ended for another reason.
    """
    if ended is not None and not _is_over(ended):
        return diagnostic("T026", Position(file), cause=ended.cause)
    most = limit(size)
    return diagnostic("T020", Position(file), seconds=most.seconds, megabytes=most.megabytes)


def _is_over(ended: Ended) -> bool:
    """Whether a process that was `held` ended since it took more than it may."""
    return not ended.error and ended.status in (-signal.SIGXCPU, _OUT_OF_MEMORY)


def apart(work: Callable[[], Answer], size: int) -> Answer:
    """The answer of some work, done by a copy of this process within the limit for so many bytes.

    Raises LimitError where the copy needs more, EndedError where it is killed or nests calls too deeply, and whatever
    the work raises. Where there can be no copy, this process works; then code of a library that does not come back is
    not stopped.
    """
    if not can_fork():
        with _bounded(size):
            return _shallow(work)
    context = multiprocessing.get_context("fork")
    parent_end, child_end = context.Pipe(duplex=False)
    process = context.Process(target=_send_answer, args=(child_end, work, size), daemon=True)
    process.start()
    child_end.close()
    with parent_end:
        try:
            answer, error = parent_end.recv()
        except EOFError:
            process.join()
            ended = Ended(process.exitcode or 0)
            answer, error = None, LimitError() if _is_over(ended) else EndedError(ended)
        finally:
            process.join()
    if error is not None:
        raise error
    return cast("Answer", answer)


def can_fork() -> bool:
    """Whether a copy of this process can work: beside threads it would inherit their locks for good."""
    return sys.platform == "linux" and threading.active_count() == 1


def _send_answer(wire: Connection, work: Callable[[], Answer], size: int) -> None:
    """Sends the answer of some work, or what it raised; ends if it needs more than it may."""
    # What is inherited is no garbage of this process: looking through it takes seconds in a large one.
    gc.freeze()
    try:
        with held(size):
            outcome = _shallow(work), None
    except Exception as error:  # noqa: BLE001 - the parent raises it
        wire.send((None, error))
        return
    wire.send(outcome)


def _shallow(work: Callable[[], Answer]) -> Answer:
    """The answer of some work. Raises EndedError where it nests calls too deeply, by what the file is like."""
    try:
        return work()
    except RecursionError as error:
        raise EndedError(process_pool.ended_by(error)) from None


@contextmanager
def held(size: int) -> Iterator[None]:
    """Holds a process of its own within the limit for so many bytes: the process ends if it needs more.

    Where the system knows no limit of memory, there is none.
    """
    before = _allowed()
    _lower(resource.RLIMIT_CORE, 0)
    _hold(limit(size))
    try:
        yield
    except MemoryError:
        # What is left of the process is not to be relied on.
        os._exit(_OUT_OF_MEMORY)
    finally:
        _allow(before)


def limited(work: Callable[[Task], Answer], size: Callable[[Task], int], task: Task) -> Answer:
    """The answer to a task within the limit for its size in bytes; the process ends if it needs more."""
    with held(size(task)):
        return work(task)


@contextmanager
def _bounded(size: int) -> Iterator[None]:
    """Holds this process within the limit for so many bytes. Raises LimitError, for memory too.

    Processor time is noticed between two steps of Python, and in the main thread alone.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before, handler = _allowed(), signal.getsignal(signal.SIGXCPU)
    try:
        signal.signal(signal.SIGXCPU, _exceeded)
        _hold(limit(size))
        yield
    except MemoryError as error:
        raise LimitError from error
    finally:
        # A signal that came just before is raised within the inner block, and the limits are lifted all the same.
        try:
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        finally:
            _allow(before)
            signal.signal(signal.SIGXCPU, handler)


def _exceeded(_number: int, _frame: FrameType | None) -> None:
    raise LimitError


Allowed = dict[int, tuple[int, int]]
"""What a process may take of each kind: the limit, and how far it may be raised."""


def _allowed() -> Allowed:
    return {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)}


def _allow(limits: Allowed) -> None:
    for kind, values in limits.items():
        resource.setrlimit(kind, values)


def _hold(most: Limit) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + most.seconds)
    _lower(resource.RLIMIT_AS, (process_pool.memory(0) or _UNKNOWN) + most.megabytes * _MEGABYTE)


def _lower(kind: int, soft: int) -> None:
    """Sets a limit that this process may raise again; not above what it has been allowed."""
    hard = resource.getrlimit(kind)[1]
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
