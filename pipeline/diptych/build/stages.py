"""A project's works → what goes into build/ and site/, all of it made, and the findings on the way.

The order of the work: the texts of all works; then their products, while MkDocs makes the frame of the site; then what
needs those, and the search index; then the pages that all works share; at last their index, which lists all files. A
work with an error is left as it was published before, and the others go on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from diptych.anchors.ledger import FILE as LEDGER
from diptych.anchors.published_works import PresentWork, check
from diptych.build import plan, shared_site
from diptych.build.build_run import BuildRun, has_error
from diptych.build.inputs import project_inputs
from diptych.build.made_products import made_products, text_places
from diptych.build.options import Asked
from diptych.build.plan import Chosen
from diptych.build.planned_works import PlannedWorks
from diptych.build.report import UNCONFIRMED, WorksOutcome, refused
from diptych.build.runner import Made
from diptych.build.state import WorkState
from diptych.diagnostics import Diagnostic, Finding, Position, diagnostic
from diptych.files.install import Wanted
from diptych.products import akn_texts, project_code
from diptych.products.inputs import ProjectInputs
from diptych.project import portable_names
from diptych.project.load import WORKS


@dataclass(frozen=True, slots=True)
class Publication:
    """The files that go to their places, none if those must stay as they are; the findings; the state of works and of
    the rest; what MkDocs must know; the folders of all works, and of those that could not be made; the digest of what
    the products of every work were made by."""

    findings: tuple[Finding, ...]
    wanted: tuple[Wanted, ...] = ()
    works: Mapping[str, WorkState] = field(default_factory=dict)
    shared: tuple[Wanted, ...] = ()
    asked: Asked = field(default=Asked())
    folders: tuple[str, ...] = ()
    unmade: frozenset[str] = frozenset()
    made_by: str = ""

    def outcome(self, before: Mapping[str, WorkState]) -> WorksOutcome:
        """What became of the works; `before` are those that the last build published."""
        here = self.works if self.wanted else {}
        unmade = self.unmade if self.wanted else frozenset(self.folders)
        kept = tuple(name for name in self.folders if name in unmade & before.keys())
        return WorksOutcome(len(here.keys() - unmade), kept,
                       tuple(name for name in self.folders if name in unmade - before.keys()))


@dataclass(frozen=True, slots=True)
class _MadeTexts:
    """The folders of all works, and of those whose texts were made or found in the cache; those of them that can be
    published, by folder; the findings."""

    folders: tuple[str, ...]
    tried: tuple[str, ...]
    chosen: Mapping[str, Chosen]
    findings: tuple[Finding, ...]


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
    if has_error(loose) or run.order.release and any(item.code in UNCONFIRMED for item in findings):
        return Publication(findings, folders=texts.folders)
    works = PlannedWorks(texts.folders, texts.chosen, {}).without(frozenset(), run.before)
    gone = () if run.patch else run.described(_gone(run, project, texts))
    if has_error(gone):
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


def _published(run: BuildRun, project: ProjectInputs, works: PlannedWorks, findings: tuple[Finding, ...],
               tried: Collection[str]) -> Publication:
    """The chosen works with all their products, the others as they were; a work with an error in a product becomes one
    of the others, and what was made is then looked at again. `tried` are the folders of the works that changed."""
    _send_texts(run, works.chosen.values())
    while True:
        if not works.chosen or not run.patch and not _all_kept(run, works.old.values()):
            return Publication(findings)
        products = made_products(run, project, works)
        findings += products.findings
        if not products.whole:
            return Publication(findings)
        if not products.failed:
            break
        works = works.without(products.failed, run.before)
    states = products.states
    examples = [work.twins.example for work in works.chosen.values() if not work.twins.unlisted]
    published = [work.published for work in works.known]
    asked, unmade = shared_site.asked(project, published, examples), frozenset(tried) - works.chosen.keys()
    if run.patch:
        wanted = tuple(item for folder in works.chosen for item in states[folder].wanted)
        made_by = products.made_by if products.made_by == run.before.made_by else ""
        return Publication(findings, wanted, states, run.before.shared, asked, unmade=unmade, made_by=made_by)
    wanted = (*(item for state in states.values() for item in state.wanted), *products.shared)
    return Publication(findings, wanted, states, products.shared, asked, unmade=unmade, made_by=products.made_by)


def _send_texts(run: BuildRun, works: Iterable[Chosen]) -> None:
    """Has the texts written that are not in their places yet, while products are made of them."""
    for work in works if run.runner.stage else ():
        for wanted in text_places(run, work):
            if run.runner.stage and wanted not in run.before.of(work.folder).wanted:
                run.runner.stage.send(wanted, run.runner.cache.read(wanted.digest))


def _all_kept(run: BuildRun, works: Iterable[WorkState]) -> bool:
    """Whether all that is needed to publish some works again is in the cache."""
    return all(run.runner.cache.holds(digest) for work in works for digest in work.artifacts)
