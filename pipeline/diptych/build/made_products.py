"""The chosen works of a build → all their products and those of all works together, and the state of each work.

The order: products of the texts, while MkDocs makes the frame of the site; what needs those; what lists all works; the
search index and the index of works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from diptych.akn import iri
from diptych.akn.cross_references import ReferringClause
from diptych.anchors.published_works import recorded_ranges
from diptych.build import plan, planned_works, shared_site
from diptych.build.build_run import BuildRun, has_error
from diptych.build.plan import Chosen, Plan, placed, task_names
from diptych.build.planned_works import PlannedWorks
from diptych.build.runner import Made, Todo
from diptych.build.shared_site import Frame
from diptych.build.state import WorkState
from diptych.diagnostics import Finding
from diptych.files.install import Wanted
from diptych.products import akn_texts, past_works
from diptych.products.akn_texts import Edition
from diptych.products.inputs import ProjectInputs
from diptych.products.registry import ENTRY, KINDS, RECORD, SEARCH, ProductKind


@dataclass(frozen=True, slots=True)
class MadeProducts:
    """The state of the works of a build; the findings, the folders of works that failed, what all works share, and
    whether that is whole; the digest of what the products of every work were made by."""

    states: Mapping[str, WorkState]
    findings: tuple[Finding, ...]
    failed: frozenset[str]
    shared: tuple[Wanted, ...]
    whole: bool
    made_by: str


def made_products(run: BuildRun, project: ProjectInputs, works: PlannedWorks) -> MadeProducts:
    """All products of the chosen works, and of all works together."""
    there = _plan(run, project, works)
    around = planned_works.surroundings(there, works.chosen)
    first = [kind for kind in run.kinds if not any(map(kind.needs, ("pdfs", "shells", "beside")))]
    run.runner.tell("making the site and the PDFs" if run.order.site else "making the PDFs")
    frame = Frame(shells=run.shells)
    framing: AbstractContextManager[tuple[Frame | None, Callable[[], Frame]]] = nullcontext((frame, lambda: frame))
    if run.shells is None and run.order.site:
        framing = shared_site.framing(run.root, run.stage, run.runner, run.reading.files, project, works.chosen,
                                      trusted=run.order.trusted)
    with framing as (ready, wait):
        if ready:
            works = _with_unchanged(run, _framed(project, ready), works, around)
        made = run.runner.make(there.todos(works.changed.values(), first, {}))
        frame = wait()
    there = replace(there, project=_framed(project, frame))
    later = [kind for kind in run.kinds if kind not in first and (frame.shells is not None or not kind.needs("shells"))]
    together, made = _later(run, there, works, later, made)
    findings, failed = _failures(run, works.changed, made)
    results = [made[todo.task.name] for todo in together]
    beside = (*run.described(frame.problems), *(item for result in results for item in result.findings))
    kept = (wanted for wanted in run.before.shared
            if run.order.keep and wanted.name == shared_site.INDEX and shared_site.INDEX not in made)
    shared = (*frame.wanted, *kept, *(Wanted(todo.task.name, result.digest, todo.places)
                                      for todo, result in zip(together, results, strict=True) if todo.places))
    kept_findings = (item for state in works.unchanged.values() for item in state.findings)
    every = (*kept_findings, *(item for of_work in findings.values() for item in of_work), *beside)
    states = {} if failed else _states(run, works, made, around, findings)
    return MadeProducts(states, every, failed, shared, not has_error(beside), planned_works.shared_inputs(
        there.project, run.order))


def _plan(run: BuildRun, project: ProjectInputs, works: PlannedWorks) -> Plan:
    """The plan of the products of works, by what is known of all works."""
    known = works.known
    referring: dict[str, list[ReferringClause]] = {}
    for item in (clause for work in known for clause in work.referring):
        referring.setdefault(item.target, []).append(item)
    # The files of a work are asked for many times, by one product after another.
    load = lru_cache(maxsize=4)(run.runner.artifact)
    ranges = recorded_ranges(project.published.get()).union(*(work.ranges for work in known))
    return Plan(project, run.reading.files, dict(pair for work in known for pair in work.published),
                plan.ranges_by_work(ranges), load, run.runner.head, run.order.places, referring)


def _framed(project: ProjectInputs, frame: Frame) -> ProjectInputs:
    return project if frame.shells is None else shared_site.with_shells(project, frame.shells)


def _with_unchanged(run: BuildRun, project: ProjectInputs, works: PlannedWorks,
                    around: Mapping[str, str]) -> PlannedWorks:
    """The works, those marked that need not be planned, whose artifacts count as used."""
    if run.patch or planned_works.shared_inputs(project, run.order) != run.before.made_by:
        return works
    same = planned_works.unchanged(run.before, works.chosen, around, run.runner.cache)
    run.runner.cache.use_again({digest for state in same.values() for digest in state.artifacts}, run.before.turn)
    return replace(works, unchanged=same)


def _later(run: BuildRun, there: Plan, works: PlannedWorks, kinds: Sequence[ProductKind[Any]],
           made: Mapping[str, Made]) -> tuple[list[Todo], dict[str, Made]]:
    """What all works share, and the results of all tasks, with those of the kinds that need other products."""
    rest, chosen, results = [kind for kind in kinds if not kind.needs("beside")], works.changed.values(), dict(made)
    # What lists the files beside a page is itself such a file; the record of a work lists it too.
    lists = [[kind for kind in kinds if kind.needs("beside") and bool(kind.places) is beside]
             for beside in (True, False)]
    together = _shared_todos(run, there.project, works, results)
    groups = _search_groups(run, there.project, works, results)
    results |= run.runner.make((*together, *groups, *there.todos(chosen, rest, results)))
    for last in lists:
        results |= run.runner.make(there.todos(chosen, last, results))
    index = _index_todos(run, there.project, works, results)
    index += _search_todos(run, there.project, {todo.task.name: results[todo.task.name].digest for todo in groups})
    results |= run.runner.make(index)
    return [*together, *groups, *index], results


def _shared_todos(run: BuildRun, project: ProjectInputs, works: PlannedWorks, made: Mapping[str, Made]) -> list[Todo]:
    """The pages that list all works, as far as they are ordered and all is there for them."""
    todos = []
    if run.order.site and not run.patch and project.frame and not any(result.failed for result in made.values()):
        entries = shared_site.entries(run.runner, _notes(works, ENTRY, made))
        todos += shared_site.pages_todos(project, project.frame, entries)
    if run.order.site and not run.patch and project.shells and past_works.has_past(project.published.get()):
        todos.append(shared_site.past_todo(project))
    return todos


def _search_groups(run: BuildRun, project: ProjectInputs, works: PlannedWorks, made: Mapping[str, Made]) -> list[Todo]:
    """The parts of the search index, if it is ordered."""
    if SEARCH.name in run.order.without or not run.order.site:
        return []
    parts = {folder: made[f"{SEARCH.name} {work.twins.path}"].digest for folder, work in works.changed.items()
             if not work.twins.unlisted}
    parts |= {folder: wanted.digest for folder, work in works.kept.items() for wanted in work.wanted
              if wanted.name.startswith(f"{SEARCH.name} ") and "@" not in wanted.name}
    return shared_site.search_groups(run.runner, project, {
        folder: parts[folder] for folder in works.folders if parts.get(folder)})


def _search_todos(run: BuildRun, project: ProjectInputs, groups: Mapping[str, str]) -> list[Todo]:
    """The search index, if it is ordered and all groups are there, whose digests are given by the names of tasks."""
    ordered = run.order.site and SEARCH.name not in run.order.without
    return [shared_site.index_todo(run.runner, project, groups)] if ordered and all(groups.values()) else []


def _index_todos(run: BuildRun, project: ProjectInputs, works: PlannedWorks, made: Mapping[str, Made]) -> list[Todo]:
    """The pages of the index of all works, if it is ordered and all is there for it."""
    if not run.order.site or run.patch or not project.frame or any(result.failed for result in made.values()):
        return []
    return shared_site.index_pages(run.runner, project, project.frame, _notes(works, RECORD, made))


def _notes(works: PlannedWorks, kind: ProductKind[Any], made: Mapping[str, Made]) -> Mapping[str, tuple[str, ...]]:
    """The digests of the notes of a kind on each work, by folder: of the chosen works and of those that stay."""
    notes = {folder: tuple(made[f"{kind.name} {edition.path}"].digest for edition in work.twins.editions)
             for folder, work in works.changed.items() if not work.twins.unlisted} | {
        folder: work.notes.get(kind.name, ()) for folder, work in works.kept.items() if work.is_listed}
    return {folder: notes[folder] for folder in works.folders if folder in notes}


def _failures(run: BuildRun, works: Mapping[str, Chosen], made: Mapping[str, Made]) -> tuple[
        Mapping[str, Sequence[Finding]], frozenset[str]]:
    """The findings on the products of works, at the author's places, and the works of which one could not be made."""
    findings: dict[str, list[Finding]] = {}
    failed: set[str] = set()
    every = ((work, edition) for work in works.values() for edition in work.twins.editions)
    for (work, edition), kind in product(every, run.kinds):
        for part, name in zip(kind.parts(edition), task_names(kind, edition), strict=True):
            result = made.get(name, Made(""))
            failed |= {work.folder} if result.failed else set()
            findings.setdefault(work.folder, []).extend(
                _placed(run, item, work, edition, part) for item in result.findings)
    return findings, frozenset(failed)


def _placed(run: BuildRun, item: Finding, work: Chosen, edition: Edition, part: str) -> Finding:
    if item.position or not item.eid:
        return item
    languages = iri.languages(part) if part else edition.languages
    return replace(item, position=akn_texts.place(run.runner.artifact(work.made), edition, languages, item.eid))


def text_places(run: BuildRun, work: Chosen) -> tuple[Wanted, ...]:
    """The places of the texts of a work, of their pictures and of their proof."""
    path, digest, places = work.twins.path, work.made.digest, run.order.places
    own = places(f"build/akn/{path}", f"site/akn/{path}")
    kinds = sorted({name.rpartition(".")[2] for edition in work.twins.editions for name in edition.pictures})
    return (Wanted(f"akn {path}", digest, own, ".xml"),
            *(Wanted(f"{kind} {path}", digest, own, f".{kind}") for kind in kinds),
            Wanted(f"proof {path}", digest, places(f"build/report/{path}", f"site/akn/{path}"), akn_texts.PROOF))


def _states(run: BuildRun, works: PlannedWorks, made: Mapping[str, Made], around: Mapping[str, str],
            findings: Mapping[str, Sequence[Finding]]) -> Mapping[str, WorkState]:
    """The state of all works that are published, by folder."""
    new = {folder: replace(_state(run, work, made), surroundings=around[folder],
                           findings=tuple(findings.get(folder, ()))) for folder, work in works.changed.items()}
    states = {**works.kept, **new}
    return {folder: states[folder] for folder in works.folders if folder in states}


def _state(run: BuildRun, work: Chosen, made: Mapping[str, Made]) -> WorkState:
    """The places of all that is published of a work."""
    wanted = [*text_places(run, work)]
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
