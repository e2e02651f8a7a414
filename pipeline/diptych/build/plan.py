"""A project's works → the tasks that a build must see to, each with its named inputs and the job that does it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from diptych.anchors.ledger import FILE as LEDGER
from diptych.anchors.ledger import Ledger
from diptych.build import inputs
from diptych.build.inputs import ProjectInputs, Shared
from diptych.build.runner import Made, Todo
from diptych.build.task import Task, digest
from diptych.files.artifact import Bundle, Head
from diptych.products import akn_texts
from diptych.products.akn_texts import Edition, Twins
from diptych.products.contract import KINDS, VERSIONS, Given, Job, ProductKind, Value, value
from diptych.project import load
from diptych.project.load import Source
from diptych.render.site.permalinks import Range

EDITORIAL: Final = "editorial.toml"


class ChangedError(Exception):
    """A source changed while it was being read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A work that is to be published: its folder in the project, what is known of its texts, their bundle, and the key
    of the task that made it."""

    folder: str
    twins: Twins
    made: Made
    key: str


def texts(root: Path, known: ProjectInputs) -> Iterator[tuple[str, Todo]]:
    """The folder of every work, with the making of its Akoma Ntoso."""
    own: dict[str, dict[str, str]] = {path.relative_to(root).as_posix(): {} for path in load.folders(root)}
    for path, told in known.files.items():
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder in own:
                own[folder][path.removeprefix(f"{folder}/")] = told
    for folder, files in own.items():
        task = Task(f"akn {folder}", {**files, **known.digests(("schema", "termbase"))})
        yield folder, Todo(task, _compiling(root, folder, files, known), folder)


def _compiling(root: Path, folder: str, files: Mapping[str, str], known: ProjectInputs) -> Callable[[], Job]:
    def job() -> Job:
        read = load.in_folder(root / folder, root, known.schema, ())
        if inputs.below(root / folder) != files:
            raise ChangedError(folder)
        shared = {"source": value(pickle.dumps(read.value)), "found": value(pickle.dumps(read.diagnostics)),
                  **inputs.sent({name: known.values[name] for name in ("schema", "termbase")})}
        return Job(akn_texts.MAKE, Given("", (), shared))

    return job


@dataclass(frozen=True, slots=True)
class Plan:
    """What products of works are made of: shared values by name, what is published at which path, the ranges of
    clauses that are cited, how a bundle is got from the cache, and which of some places are filled."""

    root: Path
    known: ProjectInputs
    values: Mapping[str, Shared]
    published: Mapping[str, str]
    ranges: frozenset[Range]
    load: Callable[[Made], Bundle]
    filled: Callable[..., tuple[str, ...]]

    def todos(self, chosen: Chosen, kind: ProductKind, made: Mapping[str, Made]) -> Iterator[Todo]:
        """The parts of a product of a work in all its editions; `made` are those that were made before it, by the names
        of their tasks."""
        for edition in chosen.twins.editions:
            needs = [name for name in (*kind.needs, "program", "libraries") if name != VERSIONS]
            values = {name: self._value(name, chosen) for name in needs}
            names = [name for other in KINDS if other.name in kind.after for name in task_names(other, edition)]
            after = {name: made[name] for name in names if name in made}
            if any(one.failed for one in after.values()):
                continue
            dated = _dated(chosen.twins) if VERSIONS in kind.needs else ()
            inputs = {**{name: value.digest for name, value in values.items()},
                      **dict(text for one in (edition, *dated) for text in one.texts),
                      **({"lineage": digest(edition.lineage)} if dated else {}),
                      **{name: one.digest for name, one in after.items()}}
            given = self._given(chosen, edition, dated, values, list(after.values()))
            for part, name in zip(kind.parts(edition.languages), task_names(kind, edition), strict=True):
                yield Todo(Task(name, inputs), partial(_job, kind, given, part), chosen.folder, kind.heavy,
                           self.filled(*placed(kind, edition)))

    def _given(self, chosen: Chosen, edition: Edition, dated: Sequence[Edition], values: Mapping[str, Shared],
               after: Sequence[Made]) -> Callable[[], Given]:
        def given() -> Given:
            files = self.load(chosen.made).by_name
            return Given(
                edition.path, _texts(edition, files), inputs.sent(values),
                dict(file for one in after for file in self.load(one).files), edition.version,
                tuple((one.version, _texts(one, files)) for one in dated),
                {eid: tuple(origin) for eid, origin in json.loads(edition.lineage).items()})

        return given

    def _value(self, name: str, chosen: Chosen) -> Shared:
        """A shared value, or one that is this work's own."""
        work = chosen.twins
        if name == "links":
            found = {iri: self.published[iri] for iri in work.links if iri in self.published}
            return inputs.value(found, *(f"{iri} {path}" for iri, path in sorted(found.items())))
        if name == "ranges":
            cited = frozenset(one for one in self.ranges if one[0] == f"/akn/{work.path}")
            return inputs.value(cited, *map(" ".join, sorted(cited)))
        if name == "ledger":
            return self._ledger(chosen.folder)
        return self._waivers(chosen.folder) if name == "editorial" else self.values[name]

    def _waivers(self, folder: str) -> Shared:
        """What the editor of a work accepts of what is found in it."""
        return self._own(folder, EDITORIAL, (), lambda source: source.editorial.waivers)

    def _ledger(self, folder: str) -> Shared:
        """The ledger of a work in all its versions."""
        nothing = Ledger((), f"{folder}/{LEDGER}")
        return self._own(folder, LEDGER, nothing, lambda source: Ledger(source.ledger.anchors, source.ledger.file))

    def _own(self, folder: str, file: str, nothing: object, get: Callable[[Source], object]) -> Shared:
        """What a file of a work says; nothing for a work without the file."""
        told = self.known.files.get(f"{folder}/{file}", "")

        def sent() -> Value:
            if not told and not (self.root / folder / file).exists():
                return value(pickle.dumps(nothing))
            read = load.in_folder(self.root / folder, self.root, self.known.schema, ()).value
            if read is None or inputs.below(self.root / folder).get(file, "") != told:
                raise ChangedError(folder)
            return value(pickle.dumps(get(read)))

        return Shared(told, sent)


def task_names(kind: ProductKind, edition: Edition) -> list[str]:
    """The names of the tasks that make the parts of a product of an edition."""
    return [" ".join(filter(None, (kind.name, edition.path, part))) for part in kind.parts(edition.languages)]


def placed(kind: ProductKind, edition: Edition) -> tuple[str, ...]:
    """Where a product of an edition stands."""
    return tuple(place.format(path=edition.path) for place in kind.places)


def _job(kind: ProductKind, given: Callable[[], Given], part: str) -> Job:
    return Job(kind.make, given(), part)


def _dated(work: Twins) -> tuple[Edition, ...]:
    """The versions of a work at their dated addresses, the oldest first."""
    return tuple(sorted((one for one in work.editions if one.version), key=lambda one: one.version))


def _texts(edition: Edition, files: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name.rpartition("/")[2], files[name]) for name, _ in edition.texts)


def choose(todos: Mapping[str, Todo], found: Mapping[str, Made], heads: Mapping[str, Head]) -> dict[str, Chosen]:
    """The works whose texts were made without an error, by folder."""
    chosen = {}
    for folder, made in found.items():
        known = akn_texts.twins(heads[folder]) if folder in heads else None
        if known is not None and not made.failed:
            chosen[folder] = Chosen(folder, known, made, todos[folder].task.key)
    return chosen
