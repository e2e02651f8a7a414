"""`diptych todo`: what a translator has still to do."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from pipeline import build, terminal
from pipeline import todo as todo_
from pipeline.render import interface
from pipeline.todo import Kind

_WIDTH = 60
_TITLES = {"untranslated": "not translated yet", "outdated": "translated before the original changed"}


@click.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              help="Words for people, or JSON for machines.")
@click.pass_obj
def todo(root: Path, form: str) -> None:
    """List the clauses that are not translated yet, and those whose original changed since they were."""
    catalogue = terminal.catalogue(root)
    works, loose = build.compiled(root)
    terminal.show([catalogue.describe(item) for item in loose], catalogue)
    tasks = {work.source.work.path: todo_.todo(work) for work in works}
    if form == "json":
        click.echo(json.dumps([{"work": work, **asdict(task)} for work, found in tasks.items() for task in found],
                              ensure_ascii=False, indent=2))
        return
    for work, found in tasks.items():
        for (language, kind), group in groupby(sorted(found, key=lambda task: (task.language, task.kind)),
                                               key=lambda task: (task.language, task.kind)):
            click.echo(f"{work}: {_TITLES[kind]}" + f" ({interface.own_name(language)})" * bool(language))
            for task in group:
                shown = f"{task.number} {task.words}".replace("\n", " ").strip()
                click.echo(f"  {task.eid:24} {shown[:_WIDTH]}{'…' * (len(shown) > _WIDTH)}")
    counts = Counter(task.kind for found in tasks.values() for task in found)
    click.echo(", ".join(f"{count} {_TITLES[kind]}" for kind, count in counts.items())
               + ". When a translation still holds: diptych anchors translated ID" * bool(counts[Kind.OUTDATED])
               if counts else "Everything is translated, and no original has changed since.")
