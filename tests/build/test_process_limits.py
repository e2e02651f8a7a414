"""The work at one file ends within its limit, and with it nothing but its process."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import partial

import pytest
from diptych.build import process_limits, process_pool
from diptych.build.process_pool import Ended, share

from tests.conftest import ROOT


def test_a_limit_grows_with_the_file() -> None:
    assert process_limits.limit(0) == process_limits.Limit(10, 500)
    assert process_limits.limit(3 << 20) == process_limits.Limit(40, 650)


@pytest.mark.parametrize("greedy", ["time", "memory"])
def test_a_process_beyond_its_limit_ends_alone(greedy: str) -> None:
    answers = dict(share(briefly, ["a", greedy, "b"], [1, 1, 1], 2))
    ended = answers.pop(greedy)
    assert answers == {"a": "a", "b": "b"}
    assert isinstance(ended, Ended)
    assert process_limits.broken_off("a", 0, ended) == process_limits.broken_off("a", 0)
    assert process_limits.broken_off("a", 0).code == "T020"


@pytest.mark.parametrize(("ended", "cause"), [
    (Ended(-signal.SIGKILL), "SIGKILL"), (Ended(-signal.SIGSEGV), "SIGSEGV"), (Ended(-signal.SIGTERM), "SIGTERM"),
    (Ended(-99), "signal 99"), (Ended(1), "exit 1"), (Ended(error="RecursionError"), "RecursionError"),
    (Ended(-signal.SIGXCPU, "EOFError"), "EOFError")])
def test_a_process_that_ends_for_another_reason_is_no_greedy_one(ended: Ended, cause: str) -> None:
    found = process_limits.broken_off("a", 0, ended)
    assert (found.code, dict(found.facts)) == ("T026", {"cause": cause})


def briefly(task: str) -> str | None:
    """The work within a second. A worker that is no copy of this process knows of no patch but its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process_limits, "limit", lambda _: process_limits.Limit(1, 200))
        return process_limits.limited(work, len, task)


def work(task: str) -> str:
    if task == "memory":
        return str(len(bytes(400 << 20)))
    while task == "time":
        pass
    return task


@pytest.mark.parametrize("greedy", ["time", "memory"])
def test_where_there_can_be_no_copy_this_process_is_bounded(greedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "limit", lambda _: process_limits.Limit(1, 200))
    monkeypatch.setattr(process_limits, "can_fork", lambda: False)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(process_limits.LimitError):
        process_limits.apart(partial(work, greedy), 1)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert process_limits.apart(partial(work, "a"), 1) == "a"


def test_time_that_is_over_before_the_work_begins_leaves_no_limit_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def over(_: int) -> int:
        os.kill(os.getpid(), signal.SIGXCPU)
        return 1 << 40

    monkeypatch.setattr(process_limits, "can_fork", lambda: False)
    monkeypatch.setattr(process_pool, "memory", over)
    before = [resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGXCPU)]
    with pytest.raises(process_limits.LimitError):
        process_limits.apart(partial(work, "a"), 1)
    assert [resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGXCPU)] == before


APART = """
import os
import re
import signal
from diptych.build import process_limits, task_pool
from diptych.config import diagnostic_codes
from diptych.diagnostics import Result
from diptych.products.contract import Job
from tests.build.test_process_limits import NoInputs

process_limits.limit = lambda size: process_limits.Limit(1, 200)

def endless(*_):
    re.match("(a+)+$", "a" * 40 + "b")

def refused():
    raise KeyError("a")

def deep():
    return deep()

def killed():
    os.kill(os.getpid(), signal.SIGKILL)

def answer(work):
    try:
        return process_limits.apart(work, 1)
    except Exception as error:
        return repr(error)

print(answer(endless), answer(lambda: len(bytes(400 << 20))), answer(refused), answer(lambda: 7))
print(answer(deep), answer(killed), answer(lambda: os._exit(3)), sep="\\n")
process_limits.can_fork = lambda: False
print(answer(deep))
process_limits.can_fork = lambda: True
groups = [task_pool.Group(number, name, (Job(make, NoInputs()),), 1) for number, (name, make) in enumerate([
    ("good", lambda *_: Result((("a", b"a"),))), ("bad", endless), ("deep", lambda *_: deep()),
    ("last", lambda *_: Result((("a", b"a"),)))])]
done = task_pool.run_here(groups, diagnostic_codes.packaged())
print(sorted((group.name, getattr(made, "cause", "")) for group, made in done))
"""
"""A library that does not come back, memory, an error and an answer; other ends of a process; then both in a build."""


@dataclass(frozen=True)
class NoInputs:
    """A job that needs nothing."""


def test_code_that_does_not_come_back_ends_with_its_copy_of_the_process() -> None:
    said = subprocess.run([sys.executable, "-c", APART], capture_output=True, text=True, cwd=ROOT, check=False,
                          env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'pipeline'}"})
    deep = "EndedError(Ended(status=0, error='RecursionError, __main__:20'))"
    assert said.stdout.splitlines() == [
        "LimitError() LimitError() KeyError('a') 7", deep, "EndedError(Ended(status=-9, error=''))",
        "EndedError(Ended(status=3, error=''))", deep,
        "[('bad', 'SIGXCPU'), ('deep', 'RecursionError, __main__:20'), ('good', ''), ('last', '')]"], said.stderr
    assert not said.stderr
