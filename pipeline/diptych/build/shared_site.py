"""The parts of a site that all works share: the frame by MkDocs, the search index, the pages that list all works, the
index of works for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec

from diptych.build import mkdocs_process
from diptych.build.digests import Digests
from diptych.build.options import Asked
from diptych.build.plan import Chosen, todo
from diptych.build.runner import Made, Runner, Todo
from diptych.build.state import State
from diptych.build.task import Task, digest
from diptych.diagnostics import Diagnostic, Result
from diptych.files.artifact import Artifact
from diptych.files.install import Wanted
from diptych.products import catalogue, pages, past_works, search
from diptych.products.catalogue import GuideInputs, IndexInputs
from diptych.products.contract import Files, Input, Inputs
from diptych.products.inputs import ProjectInputs, collect
from diptych.products.pages import ListPageInputs, SharedPageInputs, WorkEntry
from diptych.products.past_works import PastWorkInputs
from diptych.products.registry import SEARCH
from diptych.products.search import SearchGroupInputs, SearchIndexInputs
from diptych.render.site.page_shells import Shells
from diptych.render.site.shared_pages import ListPart
from diptych.render.site.site_index import AT_ONCE, WorkRecord

_FRAME: Final = "frame"
_BESIDE: Final = ("source/works/", "source/terms.toml", "source/published.toml", "source/releases.toml", "schema/")
"""Files of a project of which MkDocs makes nothing. The rest are pages, a project's own templates, and settings."""
INDEX: Final = "index"
_LISTED: Final = 2_000
"""Works for which there is another part of the pages that list them, chosen. Raised, each part takes more memory;
lowered, all works are read more often."""
_ENTRIES: Final = msgspec.json.Decoder(WorkEntry)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a site that MkDocs makes: where its files go, the shells of pages, and what went wrong."""

    wanted: tuple[Wanted, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    shells: Shells | None = None


def with_shells(project: ProjectInputs, shells: Shells) -> ProjectInputs:
    """The values that works share, with the shells: those that the pages of works need, and all."""
    of_works = shells.of_works()
    return replace(
        project,
        shells=Input({"shells": digest(mkdocs_process.encoded(of_works))}, lambda: of_works, shared=True),
        frame=Input({"frame": digest(mkdocs_process.encoded(shells))}, lambda: shells, shared=True))


@contextmanager
def framing(root: Path, stage: Path, runner: Runner, read: Digests, project: ProjectInputs,  # noqa: PLR0913
            works: Mapping[str, Chosen], *, trusted: bool) -> Iterator[tuple[Frame | None, Callable[[], Frame]]]:
    """MkDocs at work on the frame, if it must be made again; gives the one that is there, and a function that waits."""
    twins = [work.twins for work in works.values()]
    wish = asked(project, [work.published for work in twins], [work.example for work in twins if not work.unlisted])
    date = max(work.twins.date for work in works.values())
    inputs = {path: sha for path, sha in read.items() if not path.startswith(_BESIDE)}
    for value in (project.theme, project.interface, project.code, project.settings, project.publisher):
        inputs |= value.digests
    task = Task(_FRAME, {**inputs, "works": digest(*wish.pages, date, str(wish.glossary), wish.example)})
    known = runner.known(task)
    if known is not None:
        frame = _frame(runner, known)
        yield frame, lambda: frame
        return
    folder = stage / "frame"
    with mkdocs_process.making(root, folder, wish, date, trusted=trusted) as process:
        def wait() -> Frame:
            made = mkdocs_process.made(root, folder, process)
            if made.value is None:
                return Frame(problems=made.diagnostics)
            files, shells = made.value
            return _frame(runner, runner.keep(task, Artifact(files, (), msgspec.Raw(shells))))

        yield None, wait


def shells_before(runner: Runner, before: State) -> Shells | None:
    """The shells in which the last build published its pages; None if they are not in the cache any more."""
    kept = [wanted for wanted in before.shared if wanted.name == _FRAME and runner.cache.holds(wanted.digest)]
    return mkdocs_process.decoded(runner.head(kept[0].digest).note) if kept else None


def _frame(runner: Runner, made: Made) -> Frame:
    shells = mkdocs_process.decoded(runner.head(made.digest).note)
    return Frame((Wanted(_FRAME, made.digest, ("site",)),), (), shells)


def shared_todo(name: str, make: Callable[[Inputs, str], Result[Files]], kind: type[Inputs], project: ProjectInputs,
                *places: str, **own: Input[Any]) -> Todo:
    """A product that all works share, made of values of the project and of its `own`."""
    return replace(todo(name, make, collect(kind, project, **own), project, name), places=places)


def search_groups(runner: Runner, project: ProjectInputs, parts: Mapping[str, str]) -> list[Todo]:
    """The parts of the search index of successive works; `parts` are the digests of those of each work, by folder."""
    def group(number: int, digests: Mapping[str, str]) -> Todo:
        notes = Input(digests, lambda: tuple(bytes(runner.head(part).note) for part in digests.values()))
        made = shared_todo(f"search group {number}", search.group, SearchGroupInputs, project, notes=notes)
        return replace(made, lane=made.task.name)

    every = list(parts.items())
    return [group(number, dict(every[start:start + search.AT_ONCE]))
            for number, start in enumerate(range(0, len(every), search.AT_ONCE), 1)]


def index_todo(runner: Runner, project: ProjectInputs, groups: Mapping[str, str]) -> Todo:
    """The search index of all works; `groups` are the digests of its groups, by their names. They are read one after
    another in this process, which need not hold them all."""
    notes = Input(groups, lambda: (bytes(runner.head(part).note) for part in groups.values()))
    index = shared_todo(INDEX, search.shared, SearchIndexInputs, project, *SEARCH.places, groups=notes)
    return replace(index, lane=INDEX, here=True)


@dataclass(frozen=True, slots=True)
class StoredEntries:
    """The entries of all works, read from the cache whenever they are asked for: all together take much memory."""

    runner: Runner
    artifacts: Sequence[str]

    def __iter__(self) -> Iterator[WorkEntry]:
        """The entries, one after another."""
        return (_ENTRIES.decode(self.runner.head(entry).note) for entry in self.artifacts)


def entries(runner: Runner, notes: Mapping[str, Sequence[str]]) -> Input[Iterable[WorkEntry]]:
    """The entries of all works; `notes` are the digests of those of each work, by folder."""
    artifacts = _numbered(notes)
    return Input(artifacts, lambda: StoredEntries(runner, tuple(artifacts.values())))


def pages_todos(project: ProjectInputs, frame: Input[Shells], entries: Input[Iterable[WorkEntry]]) -> list[Todo]:
    """The pages that list all works, in parts; the lists of their changes with what programs must know of the site.
    This process makes them, which has the cache."""
    count = -(-len(entries.digests) // _LISTED) or 1
    parts = [ListPart(language, number, count) for language in project.settings.get().interfaces.languages
             for number in range(count)]
    todos = [*(shared_todo(f"lists {part.language} {part.number + 1}", pages.lists, ListPageInputs, project, "site",
                           entries=entries, part=_part(part)) for part in parts),
             shared_todo("shared pages", pages.shared, SharedPageInputs, project, "site", entries=entries),
             shared_todo("guides", catalogue.guides, GuideInputs, project, "site", entries=entries,
                         site_name=_site_name(frame))]
    return [replace(each, here=True) for each in todos]


def _part(part: ListPart) -> Input[ListPart]:
    return Input({"part": digest(part.language, str(part.number), str(part.of))}, lambda: part)


def past_todo(project: ProjectInputs) -> Todo:
    """The pages of the addresses of works, languages and dates that ended."""
    return shared_todo("past works", past_works.make, PastWorkInputs, project, "site")


def index_pages(runner: Runner, project: ProjectInputs, frame: Input[Shells],
                notes: Mapping[str, Sequence[str]]) -> list[Todo]:
    """The pages of the index of works, each a task; `notes` are the digests of the records of each work, by folder."""
    folders = list(notes)
    parts = [folders[start:start + AT_ONCE] for start in range(0, len(folders), AT_ONCE)] or [[]]
    name = _site_name(frame)

    def page(number: int, part: Sequence[str]) -> Todo:
        artifacts = _numbered({folder: notes[folder] for folder in part})
        paging = number, len(parts)
        records = Input(artifacts, lambda: tuple(msgspec.json.decode(runner.head(record).note, type=WorkRecord)
                                                 for record in artifacts.values()))
        return shared_todo(f"index page {number}", catalogue.page, IndexInputs, project, "site", records=records,
                           paging=Input({"paging": digest(*map(str, paging))}, lambda: paging), site_name=name)

    return [page(number, part) for number, part in enumerate(parts, 1)]


def _numbered(notes: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """The digests of notes, by the folder of the work and the number of the edition."""
    return {f"{folder} {number or ''}".strip(): note for folder, of_work in notes.items()
            for number, note in enumerate(of_work)}


def _site_name(frame: Input[Shells]) -> Input[str]:
    name = frame.get().site_name
    return Input({"site name": digest(name)}, lambda: name)


def asked(project: ProjectInputs, published: Iterable[Sequence[tuple[str, str]]],
          examples: Iterable[str] = ()) -> Asked:
    """What MkDocs must know of the works; `published` has the IRIs of each with the paths of their pages, `examples`
    the IRI of a clause of each."""
    of_works, known = list(published), project.interface.get()
    paths = {path for pairs in of_works for _, path in pairs}
    paths |= {known.home(language) + pairs[0][1] for pairs in of_works for language in known.languages}
    return Asked(tuple(sorted(paths)), glossary=project.explained_ids.digests != {"terms": digest()},
                 example=next(iter(examples), ""))
