"""A project's works → what goes into build/ and site/, all of it made, and the findings on the way.

The order of the work: the texts of all works; then their products, while MkDocs makes the frame of the site; then what
needs those, and the search index; then the pages that all works share; at last their index, which lists all files. A
work with an error is left as it was published before, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from diptych.akn import iri
from diptych.akn.cross_references import ReferringClause
from diptych.anchors.ledger import FILE as LEDGER
from diptych.anchors.published_works import PresentWork, check, recorded_ranges
from diptych.build import plan, shared_site
from diptych.build.digests import Reading
from diptych.build.inputs import project_inputs
from diptych.build.options import Asked, Order
from diptych.build.plan import Chosen, Plan, placed, task_names
from diptych.build.report import UNCONFIRMED, WorksOutcome, refused
from diptych.build.runner import Made, Runner, Todo
from diptych.build.shared_site import Frame
from diptych.build.state import State, WorkState
from diptych.diagnostics import Diagnostic, Finding, Position, Severity, diagnostic
from diptych.files.install import Wanted
from diptych.products import akn_texts, past_works, project_code
from diptych.products.akn_texts import Edition
from diptych.products.inputs import ProjectInputs
from diptych.products.registry import ENTRY, KINDS, RECORD, SEARCH, ProductKind
from diptych.project import portable_names
from diptych.project.load import WORKS
from diptych.render.site.page_shells import Shells


@dataclass(frozen=True, slots=True)
class BuildRun:
    """A build under way: where, with what, what is ordered, what the last one left, the digests of the project's files
    and of the program's parts, and the shells if MkDocs has made them already. A `patch` makes only the works that
    changed, and leaves all that is made of several works as it was."""

    root: Path
    stage: Path
    runner: Runner
    order: Order
    before: State
    reading: Reading
    shells: Shells | None = None
    patch: bool = False

    @property
    def kinds(self) -> tuple[ProductKind[Any], ...]:
        """The kinds of products that are made."""
        return tuple(kind for kind in KINDS if kind.name not in self.order.without and (
            not kind.places or self.order.places(*kind.places)))

    def described(self, items: Iterable[Diagnostic]) -> tuple[Finding, ...]:
        """Diagnostics in words."""
        return tuple(map(self.runner.catalogue.describe, items))


@dataclass(frozen=True, slots=True)
class Publication:
    """The files that go to their places, none if those must stay as they are; the findings; the state of works and of
    the rest; what MkDocs must know; the folders of all works, and of those that could not be made."""

    findings: tuple[Finding, ...]
    wanted: tuple[Wanted, ...] = ()
    works: Mapping[str, WorkState] = field(default_factory=dict)
    shared: tuple[Wanted, ...] = ()
    asked: Asked = field(default=Asked())
    folders: tuple[str, ...] = ()
    unmade: frozenset[str] = frozenset()

    def outcome(self, before: Mapping[str, WorkState]) -> WorksOutcome:
        """What became of the works; `before` are those that the last build published."""
        here = self.works if self.wanted else {}
        unmade = self.unmade if self.wanted else frozenset(self.folders)
        kept = tuple(name for name in self.folders if name in unmade & before.keys())
        return WorksOutcome(len(here.keys() - unmade), kept,
                       tuple(name for name in self.folders if name in unmade - before.keys()))


@dataclass(frozen=True, slots=True)
class _Works:
    """The works of a build: those that are made, and those that stay as they were published, by folder; all folders."""

    folders: Sequence[str]
    chosen: Mapping[str, Chosen]
    old: Mapping[str, WorkState]

    @property
    def known(self) -> list[akn_texts.Twins | WorkState]:
        """What is known of each work, in the order of the folders."""
        both: dict[str, akn_texts.Twins | WorkState] = {folder: work.twins for folder, work in self.chosen.items()}
        both |= self.old
        return [both[folder] for folder in self.folders if folder in both]

    def without(self, failed: frozenset[str], before: State) -> _Works:
        """The same works, some of which stay as they were."""
        chosen = {folder: work for folder, work in self.chosen.items() if folder not in failed}
        old = {folder: before.works[folder] for folder in self.folders
               if folder not in chosen and folder in before.works}
        return _Works(self.folders, chosen, old)


@dataclass(frozen=True, slots=True)
class _MadeTexts:
    """The folders of all works, and of those whose texts were made or found in the cache; those of them that can be
    published, by folder; the findings."""

    folders: tuple[str, ...]
    tried: tuple[str, ...]
    chosen: Mapping[str, Chosen]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Products:
    """The products of the chosen works, by the names of the tasks, and of all of them; the findings, the folders of
    works that failed, and whether what all works share is whole."""

    made: Mapping[str, Made]
    findings: tuple[Finding, ...]
    failed: frozenset[str]
    shared: tuple[Wanted, ...]
    whole: bool


def publication(run: BuildRun) -> Publication:
    """All that is to be published, made."""
    printed = any(kind.needs("print_settings") for kind in run.kinds)
    inputs = project_inputs(run.root, run.runner.catalogue, run.reading, printed=printed,
                            unmade=run.order.unmade)
    unsafe = () if run.order.trusted else tuple(project_code.check(run.root))
    if inputs.value is None or unsafe:
        return Publication(run.described((*inputs.diagnostics, *unsafe)))
    project = inputs.value
    run.runner.tell("reading and validating")
    texts = _made_texts(run, project)
    named = portable_names.check(path for path in run.reading.files if path.startswith(f"{WORKS}/"))
    nothing = () if texts.folders else (diagnostic("C011", Position(WORKS), folder=WORKS),)
    loose = run.described((*inputs.diagnostics, *nothing, *named))
    findings = (*loose, *texts.findings)
    findings = refused(findings) if run.order.release else findings
    if _errors(loose) or run.order.release and any(item.code in UNCONFIRMED for item in findings):
        return Publication(findings, folders=texts.folders)
    works = _Works(texts.folders, texts.chosen, {}).without(frozenset(), run.before)
    gone = () if run.patch else run.described(_gone(run, project, texts))
    if _errors(gone):
        return Publication((*findings, *gone), folders=texts.folders)
    return replace(_published(run, project, works, findings, texts.tried), folders=texts.folders)


def _made_texts(run: BuildRun, project: ProjectInputs) -> _MadeTexts:
    """The texts of all works; of a patch those that changed. Works that name others are made again by these."""
    every = dict(plan.texts(run.root, project, run.reading.files))
    todos = {folder: todo for folder, todo in every.items()
             if not run.patch or run.before.of(folder).key != todo.task.key}
    made = run.runner.make(todos.values())
    results = {folder: made[todo.task.name] for folder, todo in todos.items()}
    notes = _notes_of_texts(run, results)
    works = {folder: twins for folder, (twins, _) in notes.items()}
    if run.patch:
        works |= plan.unchanged(works, run.before.works, run.runner.kept_head)
    again = dict(plan.citing(todos, project, works))
    made = run.runner.make(again.values())
    newer = {folder: made[todo.task.name] for folder, todo in again.items()}
    results |= newer
    notes = {folder: note for folder, note in (notes | _notes_of_texts(run, newer)).items() if results[folder].digest}
    findings = (*(item for _, found in notes.values() for item in found),
                *(item for result in results.values() if not result.digest for item in result.findings))
    chosen = {folder: Chosen(folder, twins, results[folder], todos[folder].task.key)
              for folder, (twins, _) in notes.items() if twins.editions and not results[folder].failed}
    return _MadeTexts(tuple(every), tuple(results), chosen, findings)


def _notes_of_texts(run: BuildRun, results: Mapping[str, Made]) -> dict[str, tuple[akn_texts.Twins,
                                                                                  tuple[Finding, ...]]]:
    """What other products must know of the texts of works, and the findings on them, by folder."""
    heads = ((folder, run.runner.head(result.digest)) for folder, result in results.items() if result.digest)
    return {folder: (akn_texts.twins(head), tuple(akn_texts.findings(head, run.runner.catalogue)))
            for folder, head in heads}


def _gone(run: BuildRun, project: ProjectInputs, texts: _MadeTexts) -> Iterator[Diagnostic]:
    """K008 to K011: what was published and is not there any more. Of works with errors nothing is said."""
    works = {folder: work.twins for folder, work in texts.chosen.items()}
    present = [PresentWork(work.path, frozenset(name for edition in work.editions for name in edition.languages),
                           frozenset(edition.version for edition in work.editions if edition.version),
                           f"{folder}/{LEDGER}" in run.reading.files, frozenset(work.single))
               for folder, work in works.items()]
    unread = [folder.removeprefix(f"{WORKS}/") for folder in texts.folders if folder not in works]
    return check(project.published.get(), present, unread)


def _published(run: BuildRun, project: ProjectInputs, works: _Works, findings: tuple[Finding, ...],
               tried: Collection[str]) -> Publication:
    """The chosen works with all their products, the others as they were; a work with an error in a product becomes one
    of the others, and what was made is then looked at again. `tried` are the folders of the works that changed."""
    _send_texts(run, works.chosen.values())
    while True:
        if not works.chosen or not run.patch and not _all_kept(run, works.old.values()):
            return Publication(findings)
        products = _products(run, project, works)
        findings += products.findings
        if not products.whole:
            return Publication(findings)
        if not products.failed:
            break
        works = works.without(products.failed, run.before)
    states = {folder: _state(run, works.chosen[folder], products.made) if folder in works.chosen else works.old[folder]
              for folder in works.folders if folder in works.chosen or folder in works.old}
    examples = [work.twins.example for work in works.chosen.values() if not work.twins.unlisted]
    published = [work.published for work in works.known]
    asked, unmade = shared_site.asked(project, published, examples), frozenset(tried) - works.chosen.keys()
    if run.patch:
        wanted = tuple(item for folder in works.chosen for item in states[folder].wanted)
        return Publication(findings, wanted, states, run.before.shared, asked, unmade=unmade)
    wanted = (*(item for state in states.values() for item in state.wanted), *products.shared)
    return Publication(findings, wanted, states, products.shared, asked, unmade=unmade)


def _all_kept(run: BuildRun, works: Iterable[WorkState]) -> bool:
    """Whether all that is needed to publish some works again is in the cache."""
    return all(run.runner.cache.holds(digest) for work in works for digest in work.artifacts)


def _products(run: BuildRun, project: ProjectInputs, works: _Works) -> _Products:
    """All products of the chosen works, and of all works together."""
    known, chosen = works.known, works.chosen.values()
    referring: dict[str, list[ReferringClause]] = {}
    for item in (clause for work in known for clause in work.referring):
        referring.setdefault(item.target, []).append(item)
    # The files of a work are asked for many times, by one product after another.
    load = lru_cache(maxsize=4)(run.runner.artifact)
    ranges = recorded_ranges(project.published.get()).union(*(work.ranges for work in known))
    there = Plan(project, run.reading.files, dict(pair for work in known for pair in work.published),
                 plan.ranges_by_work(ranges), load, run.runner.head, run.order.places, referring)
    first = [kind for kind in run.kinds if not any(map(kind.needs, ("pdfs", "shells", "beside")))]
    run.runner.tell("making the site and the PDFs" if run.order.site else "making the PDFs")
    framing: AbstractContextManager[Callable[[], Frame]] = nullcontext(lambda: Frame(shells=run.shells))
    if run.shells is None and run.order.site:
        framing = shared_site.framing(run.root, run.stage, run.runner, run.reading.files, project, works.chosen,
                                      trusted=run.order.trusted)
    with framing as wait:
        made = run.runner.make(there.todos(chosen, first, {}))
        frame = wait()
    if frame.shells is not None:
        there = replace(there, project=shared_site.with_shells(project, frame.shells))
    later = [kind for kind in run.kinds if kind not in first and (frame.shells is not None or not kind.needs("shells"))]
    rest = [kind for kind in later if not kind.needs("beside")]
    # What lists the files beside a page is itself such a file; the record of a work lists it too.
    lists = [[kind for kind in later if kind.needs("beside") and bool(kind.places) is beside]
             for beside in (True, False)]
    together, groups = _shared_todos(run, there.project, works, made), _search_groups(run, there.project, works, made)
    made |= run.runner.make((*together, *groups, *there.todos(chosen, rest, made)))
    for last in lists:
        made |= run.runner.make(there.todos(chosen, last, made))
    index = _index_todos(run, there.project, works, made)
    index += _search_todos(run, there.project, {todo.task.name: made[todo.task.name].digest for todo in groups})
    made |= run.runner.make(index)
    together += [*groups, *index]
    findings, failed = _failures(run, works.chosen, made)
    results = [made[todo.task.name] for todo in together]
    beside = (*run.described(frame.problems), *(item for result in results for item in result.findings))
    kept = (wanted for wanted in run.before.shared
            if run.order.keep and wanted.name == shared_site.INDEX and shared_site.INDEX not in made)
    shared = (*frame.wanted, *kept, *(Wanted(todo.task.name, result.digest, todo.places)
                                      for todo, result in zip(together, results, strict=True) if todo.places))
    return _Products(made, (*findings, *beside), failed, shared, whole=not _errors(beside))


def _shared_todos(run: BuildRun, project: ProjectInputs, works: _Works, made: Mapping[str, Made]) -> list[Todo]:
    """The pages that list all works, as far as they are ordered and all is there for them."""
    todos = []
    if run.order.site and not run.patch and project.frame and not any(result.failed for result in made.values()):
        entries = shared_site.entries(run.runner, _notes(works, ENTRY, made))
        todos += shared_site.pages_todos(project, project.frame, entries)
    if run.order.site and not run.patch and project.shells and past_works.has_past(project.published.get()):
        todos.append(shared_site.past_todo(project))
    return todos


def _search_groups(run: BuildRun, project: ProjectInputs, works: _Works, made: Mapping[str, Made]) -> list[Todo]:
    """The parts of the search index, if it is ordered."""
    if SEARCH.name in run.order.without or not run.order.site:
        return []
    parts = {folder: made[f"{SEARCH.name} {work.twins.path}"].digest for folder, work in works.chosen.items()
             if not work.twins.unlisted}
    parts |= {folder: wanted.digest for folder, work in works.old.items() for wanted in work.wanted
              if wanted.name.startswith(f"{SEARCH.name} ") and "@" not in wanted.name}
    return shared_site.search_groups(run.runner, project, {
        folder: parts[folder] for folder in works.folders if parts.get(folder)})


def _search_todos(run: BuildRun, project: ProjectInputs, groups: Mapping[str, str]) -> list[Todo]:
    """The search index, if it is ordered and all groups are there, whose digests are given by the names of tasks."""
    ordered = run.order.site and SEARCH.name not in run.order.without
    return [shared_site.index_todo(run.runner, project, groups)] if ordered and all(groups.values()) else []


def _index_todos(run: BuildRun, project: ProjectInputs, works: _Works, made: Mapping[str, Made]) -> list[Todo]:
    """The pages of the index of all works, if it is ordered and all is there for it."""
    if not run.order.site or run.patch or not project.frame or any(result.failed for result in made.values()):
        return []
    return shared_site.index_pages(run.runner, project, project.frame, _notes(works, RECORD, made))


def _notes(works: _Works, kind: ProductKind[Any], made: Mapping[str, Made]) -> Mapping[str, tuple[str, ...]]:
    """The digests of the notes of a kind on each work, by folder: of the chosen works and of those that stay."""
    notes = {folder: tuple(made[f"{kind.name} {edition.path}"].digest for edition in work.twins.editions)
             for folder, work in works.chosen.items() if not work.twins.unlisted} | {
        folder: work.notes.get(kind.name, ()) for folder, work in works.old.items()}
    return {folder: notes[folder] for folder in works.folders if folder in notes}


def _failures(run: BuildRun, works: Mapping[str, Chosen], made: Mapping[str, Made]) -> tuple[
        tuple[Finding, ...], frozenset[str]]:
    """The findings on products, at the author's places, and the folders of works of which one could not be made."""
    findings: list[Finding] = []
    failed: set[str] = set()
    every = ((work, edition) for work in works.values() for edition in work.twins.editions)
    for (work, edition), kind in product(every, run.kinds):
        for part, name in zip(kind.parts(edition), task_names(kind, edition), strict=True):
            result = made.get(name, Made(""))
            failed |= {work.folder} if result.failed else set()
            findings += (_placed(run, item, work, edition, part) for item in result.findings)
    return tuple(findings), frozenset(failed)


def _placed(run: BuildRun, item: Finding, work: Chosen, edition: Edition, part: str) -> Finding:
    if item.position or not item.eid:
        return item
    languages = iri.languages(part) if part else edition.languages
    return replace(item, position=akn_texts.place(run.runner.artifact(work.made), edition, languages, item.eid))


def _texts(run: BuildRun, work: Chosen) -> tuple[Wanted, ...]:
    """The places of the texts of a work, of their pictures and of their proof."""
    path, digest, places = work.twins.path, work.made.digest, run.order.places
    own = places(f"build/akn/{path}", f"site/akn/{path}")
    kinds = sorted({name.rpartition(".")[2] for edition in work.twins.editions for name in edition.pictures})
    return (Wanted(f"akn {path}", digest, own, ".xml"),
            *(Wanted(f"{kind} {path}", digest, own, f".{kind}") for kind in kinds),
            Wanted(f"proof {path}", digest, places(f"build/report/{path}", f"site/akn/{path}"), akn_texts.PROOF))


def _send_texts(run: BuildRun, works: Iterable[Chosen]) -> None:
    """Has the texts written that are not in their places yet, while products are made of them."""
    for work in works if run.runner.stage else ():
        for wanted in _texts(run, work):
            if run.runner.stage and wanted not in run.before.of(work.folder).wanted:
                run.runner.stage.send(wanted, run.runner.cache.read(wanted.digest))


def _state(run: BuildRun, work: Chosen, made: Mapping[str, Made]) -> WorkState:
    """The places of all that is published of a work."""
    wanted = [*_texts(run, work)]
    for edition, kind in product(work.twins.editions, KINDS):
        places = run.order.places(*placed(kind, edition))
        wanted += [Wanted(name, made[name].digest, places) for name in task_names(kind, edition)
                   if name in made and places]
    names = {item.name for item in wanted}
    if run.order.keep:
        wanted += [item for item in run.before.of(work.folder).wanted
                   if item.name not in names and item.name.split()[0] in run.order.without]
    listed = () if work.twins.unlisted else work.twins.editions
    notes = {kind.name: tuple(made[f"{kind.name} {edition.path}"].digest for edition in listed)
             for kind in (ENTRY, RECORD)}
    cited = work.twins.citable
    return WorkState(tuple(wanted), notes, work.twins.published, work.twins.ranges, work.key, work.twins.referring,
                     cited.work.iri if cited else "", cited.known if cited else ())


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
