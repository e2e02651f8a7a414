"""What all works share on a site, made once for all: the frame by MkDocs, the search index, the front page, the
glossary, the feed and the sitemap."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from diptych.build import inputs as knowledge
from diptych.build import mkdocs_process
from diptych.build.inputs import Shared
from diptych.build.mkdocs_process import Asked
from diptych.build.options import BuildRun
from diptych.build.plan import Chosen
from diptych.build.runner import Made, Todo
from diptych.build.state import WorkState
from diptych.build.task import Task, digest
from diptych.diagnostics import Diagnostic
from diptych.files.artifact import Bundle
from diptych.files.install import Wanted
from diptych.interface_text import LANGUAGES
from diptych.products import search
from diptych.products.contract import Given, Job
from diptych.render.site.page_shells import Shells
from diptych.render.site.pages import home

SHELLS: Final = "shells"
ENTRY: Final = "entry"
_FRAME: Final = "frame"
_SEARCH: Final = "search"
_PAGES: Final = "shared pages"
TOGETHER: Final = ("index", _PAGES)
"""The names of the tasks that make one product of all works."""
_INDEX: Final = "diptych.products.search:shared"
_SHARED_PAGES: Final = "diptych.products.pages:shared"


@dataclass(frozen=True, slots=True)
class SitePart:
    """A part of a site that another program makes: what is to stand where, and what went wrong; of the frame the
    shells too."""

    wanted: tuple[Wanted, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    shells: Shells | None = None


@contextmanager
def framing(run: BuildRun, values: Mapping[str, Shared],
            chosen: Mapping[str, Chosen]) -> Iterator[Callable[[], SitePart]]:
    """MkDocs at work on the frame, if it must be made anew; gives what waits for it."""
    if run.shells is not None or not run.order.site:
        yield lambda: SitePart(shells=run.shells)
        return
    wish, date = asked(values, chosen, {}), max(one.twins.date for one in chosen.values())
    inputs = {path: told for path, told in run.read.items() if path.startswith(("mkdocs.yml", "source/pages/"))}
    names = ("theme", "interface", "program", "libraries", "site")
    inputs |= {name: values[name].digest for name in names} | {"works": digest(*wish.pages, date, str(wish.glossary))}
    task = Task(_FRAME, inputs)
    known = run.maker.known(task)
    if known is not None:
        yield lambda: _frame(run, known)
        return
    folder = run.stage / "frame"
    with mkdocs_process.making(run.root, folder, wish, date) as process:
        def wait() -> SitePart:
            made = mkdocs_process.made(run.root, folder, process)
            if made.value is None:
                return SitePart(problems=made.diagnostics)
            files, shells = made.value
            return _frame(run, run.maker.keep(task, Bundle(files, (), mkdocs_process.plain(shells))))

        yield wait


def shells_before(run: BuildRun) -> Shells | None:
    """The shells that the last build published its pages in; None if they are not in the cache any more."""
    digests = [one.digest for one in run.before.shared if one.name == _FRAME and run.maker.cache.holds(one.digest)]
    return mkdocs_process.shells(run.maker.head(Made(digests[0], ())).note) if digests else None


def _frame(run: BuildRun, made: Made) -> SitePart:
    return SitePart((Wanted(_FRAME, made.digest, ("site",)),), (), mkdocs_process.shells(run.maker.head(made).note))


def index_todo(run: BuildRun, values: Mapping[str, Shared], chosen: Mapping[str, Chosen], old: Mapping[str, WorkState],
               made: Mapping[str, Made]) -> Iterator[Todo]:
    """The search index of all works; none where they are not searched."""
    if _SEARCH in run.order.without or not run.order.site:
        return
    of_works = {folder: made[f"{_SEARCH} {one.twins.path}"].digest for folder, one in chosen.items()}
    of_works |= {folder: wanted.digest for folder, work in old.items() for wanted in work.wanted
                 if wanted.name.startswith(f"{_SEARCH} ") and "@" not in wanted.name}
    inputs = {folder: of_works[folder] for folder in run.folders if of_works.get(folder)}

    def job() -> Job:
        notes = {folder: json.dumps(run.maker.head(Made(one, ())).note).encode() for folder, one in inputs.items()}
        return Job(_INDEX, Given("", (), {}, notes))

    shared = {name: values[name].digest for name in ("program", "libraries")}
    yield Todo(Task("index", {**inputs, **shared}), job, "index", heavy=True)


def indexed(run: BuildRun, made: Mapping[str, Made]) -> tuple[Wanted, ...]:
    """The search index where it is to stand: the one that was made, or the one that is to be kept."""
    if "index" in made:
        return (Wanted("index", made["index"].digest, run.places(f"site/{search.FOLDER}")),)
    return tuple(one for one in run.before.shared if run.order.keep and one.name == "index")


def pages_todo(run: BuildRun, values: Mapping[str, Shared], chosen: Mapping[str, Chosen], old: Mapping[str, WorkState],
               made: Mapping[str, Made]) -> Iterator[Todo]:
    """The pages and files that list all works; none where they stay as they were, or something has failed already."""
    if not run.order.site or run.patch or "frame" not in values or any(one.failed for one in made.values()):
        return
    of_works = {folder: tuple(made[f"{ENTRY} {edition.path}"].digest for edition in one.twins.editions)
                for folder, one in chosen.items()} | {folder: work.entries for folder, work in old.items()}
    entries = {f"{folder} {number or ''}".strip(): entry for folder in run.folders
               for number, entry in enumerate(of_works.get(folder, ()))}
    needs = ("frame", "site", "explained", "interface", "templates", "program", "libraries")
    needed = {name: values[name] for name in needs}
    inputs = {**{name: value.digest for name, value in needed.items()}, **entries}

    def job() -> Job:
        files = {name: json.dumps(run.maker.head(Made(entry, ())).note).encode() for name, entry in entries.items()}
        return Job(_SHARED_PAGES, Given("", (), knowledge.sent(needed), files))

    yield Todo(Task(_PAGES, inputs), job, _PAGES)


def listed(made: Mapping[str, Made]) -> tuple[Wanted, ...]:
    """The pages that list all works where they are to stand, if they were made."""
    return (Wanted(_PAGES, made[_PAGES].digest, ("site",)),) if _PAGES in made else ()


def shared_values(shells: Shells) -> Mapping[str, Shared]:
    """The shells as products need them: those of works, and all."""
    of_works = shells.of_works()
    return {SHELLS: knowledge.value(of_works, mkdocs_process.text(of_works), common=True),
            "frame": knowledge.value(shells, mkdocs_process.text(shells), common=True)}


def asked(values: Mapping[str, Shared], chosen: Mapping[str, Chosen], old: Mapping[str, WorkState]) -> Asked:
    """What MkDocs must know of the works."""
    published = (*(one.twins.published for one in chosen.values()), *(work.published for work in old.values()))
    paths = {path for pairs in published for _, path in pairs}
    paths |= {home(language) + pairs[0][1] for pairs in published for language in LANGUAGES}
    return Asked(tuple(sorted(paths)), glossary=values["terms"].digest != digest())
