"""A project's works → the tasks of a build, each with its named inputs and its job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from diptych.akn import iri
from diptych.akn.cross_references import ReferringClause
from diptych.anchors.ledger import FILE as LEDGER
from diptych.build.digests import ChangedError, Digests, file_digest
from diptych.build.runner import Made, Todo
from diptych.build.state import WorkState
from diptych.build.task import Task, digest
from diptych.compile import citable_works
from diptych.config import works
from diptych.diagnostics import Diagnostic
from diptych.files.artifact import Artifact, Head
from diptych.products import akn_texts
from diptych.products.akn_texts import AknInputs, Edition, Twins
from diptych.products.contract import Files, Input, Job, Texts, digests, pickled
from diptych.products.inputs import EditionInputs, ProjectInputs, collect
from diptych.products.registry import BESIDE, KINDS, PDF, ProductKind
from diptych.project import load
from diptych.project.load import Schema, Source
from diptych.render.site.site_index import Digest

EDITORIAL: Final = "editorial.toml"
NONE_CITED: Final[Input[tuple[works.ReferencedWork, ...]]] = Input({}, tuple)
"""No other works of the project, before the names of all are known."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A work that is to be published: its folder in the project, its texts, their result, and the key of their task."""

    folder: str
    twins: Twins
    made: Made
    key: str


def texts(root: Path, project: ProjectInputs, read: Digests) -> Iterator[tuple[str, Todo]]:
    """The folder of every work, with the making of its Akoma Ntoso."""
    own: dict[str, dict[str, str]] = {path.relative_to(root).as_posix(): {} for path in load.folders(root)}
    for path, sha in read.items():
        folder = path
        while folder := folder.rpartition("/")[0]:
            if folder in own:
                own[folder][path.removeprefix(f"{folder}/")] = sha
    for folder, files in own.items():
        source = Input(files, partial(_source, root, folder, files, project.schema))
        made = todo(f"akn {folder}", akn_texts.make, AknInputs(source, project.schema, project.terms, NONE_CITED),
                    project, folder)
        yield folder, replace(made, size=partial(load.size, root / folder))


def citing(todos: Mapping[str, Todo], project: ProjectInputs, works: Mapping[str, Twins]) -> Iterator[tuple[str, Todo]]:
    """The folder of every work that names other works of the project, with the making of its Akoma Ntoso by these.

    `works` are all works by their folders; those in `todos` are made.
    """
    named = citable_works.all_cited({folder: texts.citable for folder, texts in works.items() if texts.citable})
    for folder, cited in named.items():
        if folder in todos:
            made, value = todos[folder], pickled(cited)
            inputs = replace(made.job.inputs, cited=Input({"cited works": digest(msgspec.json.encode(cited))}, value))
            again = todo(f"references {folder}", akn_texts.make, inputs, project, folder)
            yield folder, replace(again, size=made.size)


def unchanged(changed: Mapping[str, Twins], before: Mapping[str, WorkState],
              head: Callable[[str], Head | None]) -> Mapping[str, Twins]:
    """The works that stay as they were published, by their folders, as others cite them.

    Those that a changed work names are read by the digests of their texts; `head` is None for texts that are gone. Of
    the others the names alone are known.
    """
    names = {folder: citable_works.by_name_alone(state.iri, state.names)
             for folder, state in before.items() if state.names and folder not in changed}
    asking = {folder: texts.citable for folder, texts in changed.items() if texts.citable}
    found = citable_works.all_cited({**names, **asking})
    named = {work.iri for folder in asking for work in found.get(folder, ())}
    known = {folder: Twins(citable=work) for folder, work in names.items()}
    for folder in (folder for folder, work in names.items() if work.work.iri in named):
        made = before[folder].text
        texts = head(made) if made else None
        known[folder] = akn_texts.twins(texts) if texts else known[folder]
    return known


def todo(name: str, make: Callable[[Any, str], Any], inputs: Any, project: ProjectInputs, lane: str) -> Todo:
    """A task that is made in one go."""
    return Todo(Task(name, {**digests(inputs), **project.code.digests}), Job(make, inputs), lane)


def _source(root: Path, folder: str, files: Digests, schema: Input[Schema]) -> tuple[
        Source | None, tuple[Diagnostic, ...]]:
    """A work's sources with the findings on them, read once; ChangedError if a file is not what its digest says."""
    here, seen = root / folder, dict[str, str]()

    def read(path: Path) -> bytes | None:
        data = load.file_bytes(path)
        seen[path.relative_to(here).as_posix()] = file_digest(data)
        return data

    result = load.in_folder(here, root, schema.get(), (), read)
    if any(files.get(name, "") != sha for name, sha in seen.items() if not name.startswith("../")):
        raise ChangedError(folder)
    return result.value, result.diagnostics


@dataclass(frozen=True, slots=True)
class Plan:
    """The making of products of works: the values that works share, the digests of a project's files, the path of each
    published IRI, by the IRI of a work the ranges of its clauses that are or were cited, how an artifact and its head
    are got, which of some places are filled, and by the IRI of a work the clauses of others that name it."""

    project: ProjectInputs
    read: Digests
    published: Mapping[str, str]
    ranges: Mapping[str, frozenset[str]]
    load: Callable[[Made], Artifact]
    head: Callable[[str], Head]
    filled: Callable[..., tuple[str, ...]]
    referring: Mapping[str, Sequence[ReferringClause]] = field(default_factory=dict)

    def todos(self, works: Iterable[Chosen], kinds: Sequence[ProductKind[Any]],
              made: Mapping[str, Made]) -> Iterator[Todo]:
        """The parts of some kinds of products of works in all their editions.

        `made` are the results of the kinds before, by the names of their tasks. Of a PDF that failed nothing is made.
        """
        for work, edition in ((each, edition) for each in works for edition in each.twins.editions):
            values = self._edition(work, edition, made)
            pdfs = _results(PDF, edition, made)
            for kind in (kind for kind in kinds if not (kind.listing and work.twins.unlisted)):
                if not (kind.needs("pdfs") and any(pdf.failed for pdf in pdfs.values())):
                    yield from self._parts(work, edition, kind, values)

    def _parts(self, work: Chosen, edition: Edition, kind: ProductKind[Any], values: EditionInputs) -> Iterator[Todo]:
        inputs = collect(kind.inputs, self.project, values)
        named = {**digests(inputs), **self.project.code.digests}
        places = self.filled(*placed(kind, edition))
        for part, name in zip(kind.parts(edition), task_names(kind, edition), strict=True):
            yield Todo(Task(name, named), Job(kind.make, inputs, part), work.folder, kind.heavy, places)

    def _edition(self, work: Chosen, edition: Edition, made: Mapping[str, Made]) -> EditionInputs:
        pdfs = _results(PDF, edition, made)
        beside = {name: result for kind in KINDS if BESIDE in kind.places
                  for name, result in _results(kind, edition, made).items() if result.digest}
        dated = sorted((each for each in work.twins.editions if each.version), key=lambda each: each.version)
        lineages = {each.version: each.lineage for each in dated}
        links, ranges, referring = self.surroundings(work.twins)

        def file(name: str) -> str:
            return self.read.get(f"{work.folder}/{name}", "")

        def printed() -> Files:
            return tuple(item for pdf in pdfs.values() for item in self.load(pdf).files)

        return EditionInputs(
            texts=Input(dict(edition.texts) | _asked(edition), partial(self._texts, work, edition)),
            versions=Input(dict(text for each in dated for text in each.texts),
                           lambda: tuple(self._texts(work, each) for each in dated)),
            lineages=Input({"lineage": digest(msgspec.json.encode(lineages))} if dated else {}, lambda: lineages),
            links=links, ranges=ranges,
            # References name a work, not its versions.
            referring=Input({}, tuple) if edition.version else referring,
            ledger=Input({"ledger": file(LEDGER)}, lambda: akn_texts.ledger(self.load(work.made))),
            waivers=Input({"editorial": file(EDITORIAL)}, lambda: akn_texts.waivers(self.load(work.made))),
            pdfs=Input({name: pdf.digest for name, pdf in pdfs.items()}, printed),
            beside=Input(dict(edition.texts) | {
                name: result.digest for name, result in beside.items()}, partial(self._beside, work, edition, beside)))

    def surroundings(self, work: Twins) -> tuple[
            Input[Mapping[str, str]], Input[frozenset[str]], Input[tuple[ReferringClause, ...]]]:
        """What the products of a work take from other works: the paths of the pages that it leads to, by IRI, the
        ranges of its clauses, and the clauses that name it."""
        links = {iri: self.published[iri] for iri in work.links if iri in self.published}
        home = f"{iri.ROOT}{work.path}"
        ranges, referring = self.ranges.get(home, frozenset()), tuple(self.referring.get(home, ()))
        lines = (f"{iri} {path}" for iri, path in sorted(links.items()))
        return (Input({"links": digest(*lines)}, lambda: links),
                Input({"ranges": digest(*sorted(ranges))}, lambda: ranges),
                Input({"referring": digest(msgspec.json.encode(referring))} if referring else {}, lambda: referring))

    def _beside(self, work: Chosen, edition: Edition, made: Mapping[str, Made]) -> tuple[Digest, ...]:
        """The files beside the page of an edition: its texts with their proof, and the products that are made."""
        folder = f"@{edition.version}/" if edition.version else ""
        texts = {*(name for name, _ in edition.texts), f"{folder}{akn_texts.PROOF}"}
        files = (*(file for file in self.head(work.made.digest).files if file.name in texts),
                 *(file for result in made.values() for file in self.head(result.digest).files))
        return tuple(Digest(file.name.removeprefix(folder), file.sha256, file.size) for file in files)

    def _texts(self, work: Chosen, edition: Edition) -> Texts:
        files = self.load(work.made).by_name
        return Texts(tuple((name.rpartition("/")[2], files[name]) for name, _ in edition.texts), edition.version,
                     edition.pairs, tuple((name.rpartition("/")[2], files[name]) for name in edition.pictures))


def ranges_by_work(ranges: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The IRIs of ranges of clauses, by the IRI of their work."""
    made: dict[str, set[str]] = {}
    for cited in ranges:
        made.setdefault(cited.partition(f"/{iri.MARK}")[0], set()).add(cited)
    return {work: frozenset(of_work) for work, of_work in made.items()}


def _asked(edition: Edition) -> dict[str, str]:
    """The digest of the pairs of languages that work.toml asks for; none if they are the usual ones."""
    usual = edition.pairs == works.pairs(edition.languages)
    return {} if usual else {"pairs": digest(*("-".join(pair) for pair in edition.pairs))}


def task_names(kind: ProductKind[Any], edition: Edition) -> list[str]:
    """The names of the tasks that make the parts of a product of an edition."""
    return [" ".join(filter(None, (kind.name, edition.path, part))) for part in kind.parts(edition)]


def _results(kind: ProductKind[Any], edition: Edition, made: Mapping[str, Made]) -> dict[str, Made]:
    """The results of a kind of products of an edition, by the names of the tasks."""
    return {name: made[name] for name in task_names(kind, edition) if name in made}


def placed(kind: ProductKind[Any], edition: Edition) -> tuple[str, ...]:
    """The folders of a product of an edition."""
    return tuple(place.format(path=edition.path) for place in kind.places)
