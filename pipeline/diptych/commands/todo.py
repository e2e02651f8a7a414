"""`diptych todo`: the tasks of translators."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from diptych import interface_text
from diptych.build import build
from diptych.commands import messages, output
from diptych.compile import address_lookup, translation_status
from diptych.compile.address_lookup import Cited
from diptych.compile.translation_status import TaskKind, TranslationTask

_WIDTH: Final = 60
"""Characters of a clause that are printed, chosen to keep a line below 100. A higher number lets lines wrap."""


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@output.FORMAT
@click.pass_obj
def todo(root: Path, name: str, form: str) -> None:
    """List the clauses that are not translated yet, and those whose original changed since they were.

    WORK is a work or a clause of one: an IRI, a permalink, the work's folder below source/works, or one that holds
    several works; all works if none is named."""
    catalogue = output.catalogue(root)
    works, loose = build.compiled(root)
    paths = output.value(address_lookup.paths(name, (work.source for work in works)), catalogue)
    chosen = [work for work in works if work.source.work.path in paths]
    unread = [item for work in chosen if len(work.expressions) < len(work.source.work.expressions)
              for item in work.diagnostics if catalogue.has_errors([item])]
    output.show([catalogue.describe(item) for item in (*loose, *unread)], catalogue)
    tasks = {cited.work.source.work.path: _tasks(cited)
             for cited in output.value(address_lookup.clauses(name, chosen), catalogue) if cited.expressions}
    refused = catalogue.has_errors((*loose, *unread))
    if form == "json":
        output.show_json([{"work": work, **asdict(task)} for work, items in tasks.items() for task in items])
    elif tasks or not refused:
        expressions = [each for work in chosen for each in work.source.work.expressions]
        _print(tasks, has_translations=any(each.translation for each in expressions))
    sys.exit(1 if refused else 0)


def _tasks(cited: Cited) -> list[TranslationTask]:
    """The tasks of the clause or translation that is named, or of the whole work."""
    return [task for task in translation_status.todo(cited.work) if cited.holds(task.eid, task.language)]


def _group(task: TranslationTask) -> tuple[str, TaskKind]:
    return task.language, task.kind


def _print(tasks: Mapping[str, Sequence[TranslationTask]], *, has_translations: bool) -> None:
    """Prints the tasks of each work, language by language, then their counts."""
    for work, items in tasks.items():
        for (language, kind), group in groupby(sorted(items, key=_group), key=_group):
            click.echo(f"{work}: {messages.line(kind)}" + f" ({interface_text.own_name(language)})" * bool(language))
            for task in group:
                words = f"{task.number} {task.words}".replace("\n", " ").strip()
                version = messages.line("of_version", date=task.translated_from) if task.translated_from else ""
                click.echo(f"  {task.eid:24} {version}{words[:_WIDTH]}{'…' * (len(words) > _WIDTH)}")
    done = "all_translated" if has_translations else "nothing_translated"
    counts = Counter(task.kind for items in tasks.values() for task in items)
    numbers = messages.line("list_joiner").join(f"{count} {messages.line(kind)}" for kind, count in counts.items())
    hint = messages.line("still_holds") if counts[TaskKind.OUTDATED] else ""
    click.echo(numbers + hint if counts else messages.line(done))
