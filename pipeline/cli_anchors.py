"""`diptych anchors`: shows and edits the ledgers of published addresses, source/works/…/anchors.toml."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from pipeline import build, declarations, project
from pipeline import ledger as ledgers
from pipeline.anchors import Comparison, compare
from pipeline.compile import Compiled
from pipeline.diagnostics import Diagnostic, Result
from pipeline.ledger import Anchors, Ledger

WORK = click.option("--work", "name", metavar="PATH",
                    help="The work's folder below source/works, where there are several.")
Declare = Callable[[Ledger, Comparison], Result[Anchors]]


@click.group()
def anchors() -> None:
    """Keep the ledgers of published addresses: show them, accept new ones, say what became of old ones."""


@anchors.command()
@WORK
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              help="Words for people, or JSON for machines.")
@click.pass_obj
def status(root: Path, name: str | None, form: str) -> None:
    """Show what each address holds, beside what its work's ledger says."""
    works = _works(root, name)
    if form == "json":
        click.echo(json.dumps([_plain(work) for work in works], ensure_ascii=False, indent=2))
        return
    for work in works:
        told = _compared(work, work.source.ledger)
        click.echo(f"{work.source.work.path}: {_states(work.source.ledger.anchors) or 'nothing is published'}")
        found = {old: f" (now at {new}?)" for old, new in told.found}
        for word, eids in _differences(told).items():
            for eid in eids:
                click.echo(f"  {word:9} {eid}{found.get(eid, '')}")


@anchors.command()
@click.option("--date", required=True, type=click.DateTime(("%Y-%m-%d",)), help="The day of publication.")
@click.option("--same", multiple=True, metavar="ID", help="This clause is the same although it reads quite otherwise.")
@WORK
@click.pass_obj
def accept(root: Path, date: datetime.datetime, same: tuple[str, ...], name: str | None) -> None:
    """Write down new addresses and new words of published clauses, as published on a day."""
    works = _works(root, name, one=bool(same))
    for work in works:
        _declare(root, work, lambda ledger, told: declarations.accept(ledger, told, date.date().isoformat(), same))


@anchors.command()
@click.argument("old")
@click.argument("new", nargs=-1, required=True)
@click.option("--merged", is_flag=True, help="NEW is another clause that took this one in.")
@WORK
@click.pass_obj
def move(root: Path, old: str, new: tuple[str, ...], name: str | None, *, merged: bool) -> None:
    """Say that the clause at OLD stands at NEW now, with all that is inside it; if at several, that it was split."""
    work = _works(root, name, one=True)[0]
    _declare(root, work, lambda ledger, _: declarations.move(ledger, old, new, merged=merged))


@anchors.command()
@click.argument("unit", default="")
@WORK
@click.pass_obj
def renumber(root: Path, unit: str, name: str | None) -> None:
    """Say that all clauses that were found elsewhere have moved there; with UNIT, only those of that unit."""
    _declare(root, _works(root, name, one=True)[0], lambda ledger, told: declarations.renumber(ledger, told, unit))


@anchors.command()
@click.argument("eid", metavar="ID")
@click.option("--why", required=True, help="The reason, for readers of the page that stays at the address.")
@WORK
@click.pass_obj
def withdraw(root: Path, eid: str, why: str, name: str | None) -> None:
    """Say that the clause at ID, with all that is inside it, was withdrawn."""
    _declare(root, _works(root, name, one=True)[0], lambda ledger, _: declarations.withdraw(ledger, eid, why))


def _works(root: Path, name: str | None, *, one: bool = False) -> Sequence[Compiled]:
    """The works of a project, or the one that is named; with `one` there must be one."""
    try:
        catalogue = project.catalogue(root)
    except OSError:
        raise click.ClickException(f"{root} is no Diptych project: go to one, or name it with -C.") from None
    works, loose = build.compiled(root)
    known = [work for work in works if name in (None, work.source.work.path)]
    findings = [item for item in (*loose, *(item for work in known for item in work.diagnostics))
                if not item.code.startswith("K")]
    if catalogue.has_errors(findings):
        raise click.ClickException("the sources have errors; `diptych check` shows them")
    if not known or one and len(known) > 1:
        names = ", ".join(work.source.work.path for work in works)
        raise click.ClickException(f"name one work with --work: {names}")
    return known


def _declare(root: Path, work: Compiled, declare: Declare) -> None:
    """Writes a work's ledger with a declaration in it, and says what is left to declare."""
    ledger = work.source.ledger
    made = declare(ledger, _compared(work, ledger))
    if made.value is None:
        raise click.ClickException(_words(root, made.diagnostics))
    (root / ledger.file).write_text(ledgers.toml(made.value), encoding="utf-8")
    differences = _differences(_compared(work, Ledger(made.value, ledger.file)))
    left = [f"{len(eids)} {word}" for word, eids in differences.items() if eids]
    click.echo(f"{ledger.file}: {_states(made.value)}" + (f"; still {', '.join(left)}" if left else ""))


def _compared(work: Compiled, ledger: Ledger) -> Comparison:
    return compare(ledger, [one.document for one in work.expressions])


def _words(root: Path, found: Sequence[Diagnostic]) -> str:
    described = map(project.catalogue(root).describe, found)
    return "\n".join(f"{one.code}: {one.message}\n    {one.hint}" for one in described)


def _plain(work: Compiled) -> dict[str, object]:
    told = _compared(work, work.source.ledger)
    return {"work": work.source.work.path, "published": Counter(one.state for one in work.source.ledger.anchors),
            **_differences(told), "found": dict(told.found)}


def _differences(told: Comparison) -> dict[str, list[str]]:
    """The eIds that differ from the ledger, by how they do."""
    return {"new": [*told.new], "reworded": [*told.reworded], "vanished": [one.id for one in told.vanished],
            "replaced": [one.id for one in told.replaced]}


def _states(found: Anchors) -> str:
    counts = Counter(anchor.state for anchor in found)
    return ", ".join(f"{counts[state]} {state}" for state in ledgers.State if counts[state])
