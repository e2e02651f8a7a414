"""A project's works → what is to stand in build/ and site/, all of it made, and what was found on the way.

The order of the work: the texts of all works; then their products, while MkDocs makes the frame of the site;
then what needs those, and the search index; then the pages that all works share. A work in which something has an error
is left as it was published before, and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from diptych.build import inputs, plan, shared_site
from diptych.build.inputs import ProjectInputs, Shared
from diptych.build.mkdocs_process import Asked
from diptych.build.options import BuildRun
from diptych.build.plan import Chosen, Plan, task_names
from diptych.build.runner import Made, Todo
from diptych.build.state import WorkState
from diptych.citations import csl_styles
from diptych.diagnostics import Finding, Position, Severity, diagnostic
from diptych.files.install import Wanted
from diptych.products import akn_texts
from diptych.products.akn_texts import Edition
from diptych.products.contract import KINDS
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import load
from diptych.render.site.permalinks import Range


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to stand where, nothing if that must stay as it is; the findings; what to remember of works and of the
    rest; and what MkDocs must know."""

    findings: tuple[Finding, ...]
    wanted: tuple[Wanted, ...] = ()
    works: Mapping[str, WorkState] = field(default_factory=dict)
    shared: tuple[Wanted, ...] = ()
    asked: Asked = field(default=Asked((), glossary=False))


@dataclass(frozen=True, slots=True)
class _Products:
    """What was made of the chosen works, by the names of the tasks, and for all of them; the folders of works that
    failed, and whether what all works share is whole."""

    made: Mapping[str, Made]
    findings: tuple[Finding, ...]
    failed: frozenset[str]
    shared: tuple[Wanted, ...]
    whole: bool


def publication(run: BuildRun) -> Publication:
    """All that is to be published, made."""
    schema = load.schema(run.root)
    if schema.value is None:
        return Publication(run.said(schema.diagnostics))
    options = site_options(run.root)
    known = inputs.knowledge(run.root, schema.value, run.read, options.value or SiteOptions())
    needed = any("press" in kind.needs for kind in run.order.kinds)
    press, fonts = inputs.press(run.root, (options.value or SiteOptions()).url) if needed else (None, ())
    terms = load.terms(run.root, known.schema).diagnostics
    loose = run.said((*terms, *csl_styles.citations(run.root).diagnostics, *options.diagnostics, *fonts))
    run.maker.tell("reading and validating")
    every = dict(plan.texts(run.root, known))
    todos = {folder: todo for folder, todo in every.items() if not run.patch or _changed(run, folder, todo)}
    if not every:
        loose += run.said((diagnostic("C011", Position(load.WORKS), folder=load.WORKS),))
    made = run.maker.make(todos.values())
    texts = {folder: made[todo.task.name] for folder, todo in todos.items()}
    heads = {folder: run.maker.head(one) for folder, one in texts.items() if one.digest}
    findings = (*loose, *(one for head in heads.values() for one in akn_texts.findings(head, run.maker.catalogue)),
                *(one for text in texts.values() if not text.digest for one in text.findings))
    chosen = plan.choose(todos, texts, heads)
    if _errors(loose):
        return Publication(findings)
    values = {**known.values, **({"press": press} if press else {})}
    return _published(run, known, values, list(every), chosen, findings)


def _changed(run: BuildRun, folder: str, todo: Todo) -> bool:
    """Whether a work is not what was published last."""
    return folder not in run.before.works or run.before.works[folder].key != todo.task.key


def _published(run: BuildRun, known: ProjectInputs, values: Mapping[str, Shared], folders: Sequence[str],
               chosen: Mapping[str, Chosen], findings: tuple[Finding, ...]) -> Publication:
    """The chosen works with all their products, the others as they were; a work with an error in a product becomes one
    of the others, and what was made is then looked at again."""
    _send(run, chosen.values())
    while True:
        old = {folder: run.before.works[folder] for folder in folders
               if folder not in chosen and folder in run.before.works}
        if not chosen or not run.patch and not _hold(run, old.values()):
            return Publication(findings)
        made = _products(run, known, values, chosen, old)
        findings += made.findings
        if not made.whole:
            return Publication(findings)
        if not made.failed:
            break
        chosen = {folder: one for folder, one in chosen.items() if folder not in made.failed}
    works = {folder: _work(run, chosen[folder], made.made) if folder in chosen else old[folder]
             for folder in folders if folder in chosen or folder in old}
    asked = shared_site.asked(values, chosen, old)
    if run.patch:
        return Publication(findings, tuple(one for name in chosen for one in works[name].wanted), works,
                           run.before.shared,
                       asked)
    wanted = (*(one for work in works.values() for one in work.wanted), *made.shared)
    return Publication(findings, wanted, works, made.shared, asked)


def _hold(run: BuildRun, works: Iterable[WorkState]) -> bool:
    """Whether all that is needed to publish some works again is there."""
    return all(run.maker.cache.holds(one) for work in works for one in work.bundles)


def _products(run: BuildRun, known: ProjectInputs, values: Mapping[str, Shared], chosen: Mapping[str, Chosen],
              old: Mapping[str, WorkState]) -> _Products:
    """All products of the chosen works, and of all works together."""
    published = (*(one.twins.published for one in chosen.values()), *(work.published for work in old.values()))
    paths = dict(pair for pairs in published for pair in pairs)
    ranges = frozenset[Range]().union(*(one.twins.ranges for one in chosen.values()),
                                      *(one.ranges for one in old.values()))
    # The texts of a work go to one worker many times, and travel once if they are the same object.
    load = lru_cache(maxsize=4)(run.maker.bundle)
    there = Plan(run.root, known, values, paths, ranges, load, run.places)
    with shared_site.framing(run, values, chosen) as framed:
        run.maker.tell("making the site and the PDFs" if run.order.site else "making the PDFs")
        first = [kind for kind in run.order.kinds if not kind.after and shared_site.SHELLS not in kind.needs]
        made = run.maker.make(todo for one in chosen.values() for kind in first for todo in there.todos(one, kind, {}))
        frame = framed()
    if frame.shells is not None:
        there = replace(there, values={**values, **shared_site.shared_values(frame.shells)})
    rest = [kind for kind in run.order.kinds
            if kind not in first and (frame.shells is not None or shared_site.SHELLS not in kind.needs)]
    made |= run.maker.make((*shared_site.index_todo(run, values, chosen, old, made),
                            *shared_site.pages_todo(run, there.values, chosen, old, made),
                            *(todo for one in chosen.values() for kind in rest
                              for todo in there.todos(one, kind, made))))
    findings, failed = _failures(run, chosen, made)
    shared = [*frame.wanted, *shared_site.indexed(run, made)]
    shared += shared_site.listed(made)
    together = [made[name] for name in shared_site.TOGETHER if name in made]
    beside = (*run.said(frame.problems), *(item for one in together for item in one.findings))
    return _Products(made, (*findings, *beside), failed, tuple(shared), whole=not _errors(beside))


def _failures(run: BuildRun, chosen: Mapping[str, Chosen], made: Mapping[str, Made]) -> tuple[
        tuple[Finding, ...], frozenset[str]]:
    """The findings on products, at the author's places, and the works of which one could not be made."""
    found: list[Finding] = []
    failed: set[str] = set()
    every = ((work, edition) for work in chosen.values() for edition in work.twins.editions)
    for (one, edition), kind in product(every, run.order.kinds):
        for part, name in zip(kind.parts(edition.languages), task_names(kind, edition), strict=True):
            told = made.get(name, Made("", ()))
            failed |= {one.folder} if told.failed else set()
            found += (_placed(run, item, one, edition, part) for item in told.findings)
    return tuple(found), frozenset(failed)


def _placed(run: BuildRun, item: Finding, one: Chosen, edition: Edition, part: str) -> Finding:
    if item.position or not item.eid:
        return item
    languages = part.split("-") if part else edition.languages
    return replace(item, position=akn_texts.place(run.maker.bundle(one.made), edition, languages, item.eid))


def _texts(run: BuildRun, one: Chosen) -> tuple[Wanted, ...]:
    """The texts of a work and the proof of them, where they are to stand."""
    path = one.twins.path
    return (Wanted(f"akn {path}", one.made.digest, run.places(f"build/akn/{path}", f"site/akn/{path}"), ".xml"),
            Wanted(f"proof {path}", one.made.digest, run.places(f"build/report/{path}", f"site/akn/{path}"),
                   akn_texts.PROOF))


def _send(run: BuildRun, works: Iterable[Chosen]) -> None:
    """Has the texts written that do not stand there yet, while products are made of them."""
    for one in works if run.maker.stage else ():
        known = run.before.works[one.folder].wanted if one.folder in run.before.works else ()
        for wanted in _texts(run, one):
            if run.maker.stage and wanted not in known:
                run.maker.stage.send(wanted, run.maker.cache.read(wanted.digest))


def _work(run: BuildRun, one: Chosen, made: Mapping[str, Made]) -> WorkState:
    """What is published of a work, and where."""
    wanted = [*_texts(run, one)]
    for edition, kind in product(one.twins.editions, KINDS):
        places = run.places(*plan.placed(kind, edition))
        wanted += [Wanted(name, made[name].digest, places) for name in task_names(kind, edition)
                   if name in made and places]
    left = {one.name for one in wanted}
    if run.order.keep and one.folder in run.before.works:
        wanted += [was for was in run.before.works[one.folder].wanted
                   if was.name not in left and was.name.split()[0] in run.order.without]
    entries = tuple(made[f"{shared_site.ENTRY} {edition.path}"].digest for edition in one.twins.editions)
    return WorkState(tuple(wanted), entries, one.twins.published, one.twins.ranges, one.key)


def _errors(findings: Iterable[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)
