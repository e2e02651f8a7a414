"""Tasks → their artifacts: those of the cache, and from workers the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from diptych.build import process_limits, task_pool
from diptych.build.cache import Cache
from diptych.build.process_pool import Ended
from diptych.build.task import Task, why
from diptych.build.task_pool import Artifacts, Done, Group, Workers
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Severity, diagnostic
from diptych.files.artifact import Artifact, Head, head, pack, unpack
from diptych.files.install import Stage, Wanted
from diptych.products.contract import Job

FEW: Final = 6
"""Groups of light jobs that this process does itself, chosen: another process takes longer to start. With more, one
that builds a single work waits less and one that builds several waits longer."""
AT_ONCE: Final = 1000
"""Groups of jobs that are planned at once, chosen. Each takes some 30 kB of memory; with fewer, workers wait more often
for the last ones."""
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Todo:
    """A task and its job. Todos of one lane go to one worker together; a heavy one has a lane of its own. Its files are
    written for its `places` as soon as they are there. `size` gives the bytes of the received files that it reads. This
    process does one that is to be done `here`."""

    task: Task
    job: Job[Any]
    lane: str
    heavy: bool = False
    places: tuple[str, ...] = ()
    size: Callable[[], int] | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The result of a task: the digest of its artifact, empty where the worker died, and the findings."""

    digest: str
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing of it may be published."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass
class Runner:
    """A cache, `workers` that start when they are first asked for and stop at the `end`, and the stage for what is to
    be published. `reasons` has each task that was done, and why."""

    cache: Cache
    catalogue: Catalogue
    tell: Tell
    workers: Callable[[], Workers]
    end: Callable[[], None] = lambda: None
    stage: Stage | None = None
    reasons: list[tuple[str, str]] = field(default_factory=list)

    def make(self, todos: Iterable[Todo]) -> dict[str, Made]:
        """The result of each task, by its name."""
        results: dict[str, Made] = {}
        lanes: dict[str, list[Todo]] = {}
        for todo in todos:
            known = self.known(todo.task)
            if known is not None:
                results[todo.task.name] = known
                continue
            lane = todo.task.name if todo.heavy else todo.lane
            if len(lanes) >= AT_ONCE and lane not in lanes:
                results |= self._work(list(lanes.values()))
                lanes = {}
            lanes.setdefault(lane, []).append(todo)
        return results | self._work(list(lanes.values()))

    def known(self, task: Task) -> Made | None:
        """The result of a task, if it is in the cache."""
        entry = self.cache.find(task)
        if entry is None:
            self.reasons.append((task.name, why(task, self.cache.before(task))))
            return None
        digest, count = entry
        return Made(digest, head(self.cache.read(digest)).findings if count else ())

    def keep(self, task: Task, artifact: Artifact) -> Made:
        """The result of a task that is done by other means than a job, now in the cache."""
        return Made(self.cache.put(task, pack(artifact), len(artifact.findings)), artifact.findings)

    def artifact(self, made: Made) -> Artifact:
        """The files of a result."""
        return unpack(self.cache.read(made.digest))

    def head(self, digest: str) -> Head:
        """The head of an artifact."""
        return head(self.cache.read(digest))

    def kept_head(self, digest: str) -> Head | None:
        """The head of an artifact; None if the cache has it no more."""
        return self.head(digest) if self.cache.holds(digest) else None

    def _work(self, lanes: Sequence[Sequence[Todo]]) -> dict[str, Made]:
        groups = [Group(number, lane[0].task.name, tuple(todo.job for todo in lane), _size(lane))
                  for number, lane in enumerate(lanes)]
        light = [group for group in groups if not lanes[group.number][0].heavy]
        here = [group for group in light if len(light) <= FEW or lanes[group.number][0].here]
        numbers = {group.number for group in here}
        sent = [group for group in groups if group.number not in numbers]
        results: dict[str, Made] = {}
        for count, (group, artifacts) in enumerate(self._done(sent, here), 1):
            lane = lanes[group.number]
            results |= {todo.task.name: self._kept(todo, data)
                        for todo, data in zip(lane, _of_each(artifacts, lane), strict=True)}
            if len(lanes) <= 100 or count % (len(lanes) // 100) == 0 or count == len(lanes):
                self.tell(f"{group.name} ({count} of {len(lanes)})" if len(lanes) > FEW else group.name)
        return results

    def _done(self, sent: Sequence[Group], here: Sequence[Group]) -> Iterable[Done]:
        return self.workers().run(sent, here) if sent else task_pool.run_here(here, self.catalogue)

    def _kept(self, todo: Todo, data: bytes | Ended) -> Made:
        if isinstance(data, Ended):
            return Made("", (self.catalogue.describe(_died(todo, data)),))
        findings = head(data).findings
        result = Made(self.cache.put(todo.task, data, len(findings)), findings)
        if self.stage and todo.places and not result.failed:
            self.stage.send(Wanted(todo.task.name, result.digest, todo.places), data)
        return result


def _size(lane: Sequence[Todo]) -> int | None:
    """The bytes of the received files that some tasks read; None if they read none."""
    sizes = [todo.size() for todo in lane if todo.size]
    return sum(sizes) if sizes else None


def _of_each(made: Artifacts | Ended, lane: Sequence[Todo]) -> Sequence[bytes | Ended]:
    """The artifact of each task of a lane, or how the worker of all of them ended."""
    return [made] * len(lane) if isinstance(made, Ended) else made


def _died(todo: Todo, ended: Ended) -> Diagnostic:
    """B003 for a task whose worker died; T020 or T026 if it read received files."""
    if todo.size is None:
        return diagnostic("B003", Position(todo.lane), product=todo.task.name, cause=ended.cause)
    return process_limits.broken_off(todo.lane, todo.size(), ended)
