"""Tasks → their bundles: from the cache what was made before, from workers what was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from diptych.build.cache import Cache
from diptych.build.task import Task, why
from diptych.build.task_pool import Group, Workers
from diptych.diagnostics import Catalogue, Finding, Position, Severity, diagnostic
from diptych.files.artifact import Bundle, Head, head, pack, unpack
from diptych.files.install import Stage, Wanted
from diptych.products import contract
from diptych.products.contract import Job

FEW = 6
"""So many groups of light jobs are done here sooner than another process starts."""
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Todo:
    """A task and the job that does it, which is put together only if it must be done. Todos of one lane go to one
    worker together; a lane of its own is for what takes long. What is made is written for its `places` at once."""

    task: Task
    job: Callable[[], Job]
    lane: str
    heavy: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What a task made: its bundle's digest, and the findings; no digest where the worker died."""

    digest: str
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether nothing of it may be published."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass
class Maker:
    """A cache and workers, which start when they are needed, and the stage of what is to be published. `reasons` say of
    each task that was done why."""

    cache: Cache
    catalogue: Catalogue
    tell: Tell
    open: Callable[[], Workers]
    stage: Stage | None = None
    reasons: list[tuple[str, str]] = field(default_factory=list)
    started: list[Workers] = field(default_factory=list)

    def workers(self) -> Workers:
        """The workers, which are started the first time."""
        if not self.started:
            self.started.append(self.open())
        return self.started[0]

    def make(self, todos: Iterable[Todo]) -> dict[str, Made]:
        """What each task makes, by its name."""
        made: dict[str, Made] = {}
        lanes: dict[str, list[Todo]] = {}
        for todo in todos:
            found = self.known(todo.task)
            if found is not None:
                made[todo.task.name] = found
                continue
            lanes.setdefault(todo.task.name if todo.heavy else todo.lane, []).append(todo)
        return made | self._done(list(lanes.values()))

    def known(self, task: Task) -> Made | None:
        """What a task made that is done by other means than jobs, if it is in the cache."""
        found = self._found(task)
        if found is None:
            self.reasons.append((task.name, why(task, self.cache.tasks.get(task.name))))
        return found

    def keep(self, task: Task, made: Bundle) -> Made:
        """What such a task made, now in the cache."""
        return Made(self.cache.put(task, pack(made), len(made.findings)), made.findings)

    def bundle(self, made: Made) -> Bundle:
        """The files that a task made."""
        return unpack(self.cache.read(made.digest))

    def head(self, made: Made) -> Head:
        """What a task made, without the content of its files."""
        return head(self.cache.read(made.digest))

    def _done(self, lanes: Sequence[Sequence[Todo]]) -> dict[str, Made]:
        light = [number for number, lane in enumerate(lanes) if not lane[0].heavy]
        here = light if len(light) <= FEW else []
        own = (_group(lanes, number) for number in here)
        sent = (_group(lanes, number) for number in range(len(lanes)) if number not in set(here))
        done = self.workers().run(sent, self.catalogue, own) if len(here) < len(lanes) else (
            (group, contract.run(group.jobs, self.catalogue)) for group in own)
        made: dict[str, Made] = {}
        for count, (group, bundles) in enumerate(done, 1):
            lane = lanes[group.number]
            made |= {todo.task.name: self._kept(todo, data)
                     for todo, data in zip(lane, bundles or [None] * len(lane), strict=True)}
            if len(lanes) <= 100 or count % (len(lanes) // 100) == 0 or count == len(lanes):
                self.tell(f"{group.name} ({count} of {len(lanes)})" if len(lanes) > FEW else group.name)
        return made

    def _kept(self, todo: Todo, data: bytes | None) -> Made:
        if data is None:
            died = diagnostic("B003", Position(todo.lane), product=todo.task.name)
            return Made("", (self.catalogue.describe(died),))
        findings = head(data).findings
        made = Made(self.cache.put(todo.task, data, len(findings)), findings)
        if self.stage and todo.places and not made.failed:
            self.stage.send(Wanted(todo.task.name, made.digest, todo.places), data)
        return made

    def _found(self, task: Task) -> Made | None:
        known = self.cache.find(task)
        if known is None:
            return None
        return Made(known[0], head(self.cache.read(known[0])).findings if known[1] else ())


def _group(lanes: Sequence[Sequence[Todo]], number: int) -> Group:
    lane = lanes[number]
    return Group(number, lane[0].task.name, tuple(todo.job() for todo in lane))
