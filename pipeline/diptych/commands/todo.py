"""`diptych todo`: what a translator has still to do."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from diptych import interface_text
from diptych.build import build
from diptych.commands import output
from diptych.compile import translation_status as todo_
from diptych.compile.translation_status import TaskKind, TranslationTask

_WIDTH = 60
_HOLDS = (". Where a translation still holds: diptych anchors accept --date … writes down the new original, then "
          "diptych anchors translated ID")
_TITLES = {"untranslated": "not translated yet", "outdated": "translated before the original changed"}


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              help="Words for people, or JSON for machines.")
@click.pass_obj
def todo(root: Path, name: str, form: str) -> None:
    """List the clauses that are not translated yet, and those whose original changed since they were.

    WORK is the work's folder below source/works, or one that holds several; all works if none is named."""
    catalogue = output.catalogue(root)
    works, loose = build.compiled(root)
    path = name.strip("/").removeprefix("source/works/")
    chosen = [work for work in works if f"{work.source.work.path}/".startswith(f"{path}/" if path else "")]
    if works and not chosen:
        raise click.BadParameter(f"there is no work {name}")
    unread = [item for work in chosen if len(work.expressions) < len(work.source.work.expressions)
              for item in work.diagnostics if catalogue.has_errors([item])]
    output.show([catalogue.describe(item) for item in (*loose, *unread)], catalogue)
    tasks = {work.source.work.path: todo_.todo(work) for work in chosen if work.expressions}
    refused = catalogue.has_errors((*loose, *unread))
    if form == "json":
        click.echo(json.dumps([{"work": work, **asdict(task)} for work, found in tasks.items() for task in found],
                              ensure_ascii=False, indent=2))
    elif tasks or not refused:
        _tell(tasks)
    sys.exit(1 if refused else 0)


def _tell(tasks: Mapping[str, Sequence[TranslationTask]]) -> None:
    """The tasks of each work, language by language, then how many there are."""
    for work, found in tasks.items():
        for (language, kind), group in groupby(sorted(found, key=lambda task: (task.language, task.kind)),
                                               key=lambda task: (task.language, task.kind)):
            click.echo(f"{work}: {_TITLES[kind]}" + f" ({interface_text.own_name(language)})" * bool(language))
            for task in group:
                shown = f"{task.number} {task.words}".replace("\n", " ").strip()
                click.echo(f"  {task.eid:24} {shown[:_WIDTH]}{'…' * (len(shown) > _WIDTH)}")
    counts = Counter(task.kind for found in tasks.values() for task in found)
    click.echo(", ".join(f"{count} {_TITLES[kind]}" for kind, count in counts.items())
               + _HOLDS * bool(counts[TaskKind.OUTDATED])
               if counts else "Everything is translated, and no original has changed since.")
