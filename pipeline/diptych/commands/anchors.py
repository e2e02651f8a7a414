"""`diptych anchors`: shows and edits the ledgers of published addresses, source/works/…/anchors.toml."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from diptych.anchors import declare
from diptych.anchors import ledger as ledgers
from diptych.anchors.compare import Comparison, compare
from diptych.anchors.ledger import Anchors, Ledger
from diptych.build import build
from diptych.compile import versions
from diptych.compile.work import Compiled
from diptych.diagnostics import Diagnostic, Result
from diptych.project import load

WORK = click.option("--work", "name", metavar="PATH",
                    help="The work's folder below source/works, where there are several.")
VERSION = click.option("--version", "dated", type=click.DateTime(("%Y-%m-%d",)),
                       help="The dated version whose addresses are meant; if not said: the newest, dated or not.")


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
    works = [part for work in _works(root, name) for part in versions.published(work)]
    if form == "json":
        click.echo(json.dumps([_plain(work) for work in works], ensure_ascii=False, indent=2))
        return
    for work in works:
        told = _compared(work)
        dated = f" @{work.source.ledger.version}" * bool(work.source.ledger.version)
        states = _states(work.source.ledger.anchors) or "nothing is published"
        click.echo(f"{work.source.work.path}{dated}: {states}")
        found = {old: f" (now at {new}?)" for old, new in told.relocated}
        for word, eids in _differences(told).items():
            for eid in eids:
                click.echo(f"  {word:9} {eid}{found.get(eid, '')}")


@anchors.command()
@click.option("--date", required=True, type=click.DateTime(("%Y-%m-%d",)), help="The day of publication.")
@click.option("--same", multiple=True, metavar="ID", help="This clause is the same although it reads quite otherwise.")
@WORK
@VERSION
@click.pass_obj
def accept(root: Path, date: datetime.datetime, same: tuple[str, ...], name: str | None,
           dated: datetime.datetime | None) -> None:
    """Write down new addresses and new words of published clauses, as published on a day."""
    for work in _works(root, name, one=bool(same)):
        _write(root, work, versions.accept(work, date.date().isoformat(), same, _day(dated)))


@anchors.command()
@click.argument("old")
@click.argument("new", nargs=-1, required=True)
@click.option("--merged", is_flag=True, help="NEW is another clause that took this one in.")
@WORK
@VERSION
@click.pass_obj
def move(root: Path, old: str, new: tuple[str, ...], name: str | None, dated: datetime.datetime | None,
         *, merged: bool) -> None:
    """Say that the clause at OLD stands at NEW now, with all that is inside it; if at several, that it was split."""
    work = _works(root, name, one=True)[0]
    _write(root, work, versions.declare(
        work, lambda ledger, _: declare.move(ledger, old, new, merged=merged), _day(dated)))


@anchors.command()
@click.argument("unit", default="")
@WORK
@VERSION
@click.pass_obj
def renumber(root: Path, unit: str, name: str | None, dated: datetime.datetime | None) -> None:
    """Say that all clauses that were found elsewhere have moved there; with UNIT, only those of that unit."""
    work = _works(root, name, one=True)[0]
    _write(root, work, versions.declare(
        work, lambda ledger, told: declare.renumber(ledger, told, unit), _day(dated)))


@anchors.command()
@click.argument("eid", metavar="ID")
@click.option("--why", required=True, help="The reason, for readers of the page that stays at the address.")
@WORK
@VERSION
@click.pass_obj
def withdraw(root: Path, eid: str, why: str, name: str | None, dated: datetime.datetime | None) -> None:
    """Say that the clause at ID, with all that is inside it, was withdrawn."""
    work = _works(root, name, one=True)[0]
    _write(root, work, versions.declare(
        work, lambda ledger, _: declare.withdraw(ledger, eid, why), _day(dated)))


@anchors.command()
@click.argument("eids", nargs=-1, required=True, metavar="ID…")
@WORK
@VERSION
@click.pass_obj
def translated(root: Path, eids: tuple[str, ...], name: str | None, dated: datetime.datetime | None) -> None:
    """Say that the translation at each ID, and of all inside it, holds for the original as it was last accepted."""
    work = _works(root, name, one=True)[0]
    _write(root, work, versions.declare(work, lambda ledger, _: declare.translated(ledger, eids), _day(dated)))


def _day(date: datetime.datetime | None) -> str:
    return date.date().isoformat() if date else ""


def _works(root: Path, name: str | None, *, one: bool = False) -> Sequence[Compiled]:
    """The works of a project, or the one that is named; with `one` there must be one."""
    try:
        catalogue = load.catalogue(root)
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


def _write(root: Path, work: Compiled, made: Result[Anchors]) -> None:
    """Writes a work's ledger with a declaration in it, and says what is left to declare."""
    ledger = work.source.ledger
    if made.value is None:
        raise click.ClickException(_words(root, made.diagnostics))
    (root / ledger.file).write_text(ledgers.toml(made.value), encoding="utf-8")
    now = replace(work, source=replace(work.source, ledger=Ledger(made.value, ledger.file)))
    left = Counter(word for part in versions.published(now) for word, eids in _differences(_compared(part)).items()
                   for _ in eids)
    still = ", ".join(f"{count} {word}" for word, count in left.items())
    click.echo(f"{ledger.file}: {_states(made.value)}" + (f"; still {still}" if still else ""))


def _compared(work: Compiled) -> Comparison:
    return compare(work.source.ledger, versions.documents(work))


def _words(root: Path, found: Sequence[Diagnostic]) -> str:
    described = map(load.catalogue(root).describe, found)
    return "\n".join(f"{one.code}: {one.message}\n    {one.hint}" for one in described)


def _plain(work: Compiled) -> dict[str, object]:
    told = _compared(work)
    return {"work": work.source.work.path, "version": work.source.ledger.version or None,
            "published": Counter(one.state for one in work.source.ledger.anchors),
            **_differences(told), "found": dict(told.relocated)}


def _differences(told: Comparison) -> dict[str, list[str]]:
    """The eIds that differ from the ledger, by how they do."""
    return {"new": [*told.new], "reworded": [*told.reworded], "vanished": [one.id for one in told.vanished],
            "replaced": [one.id for one in told.replaced]}


def _states(found: Anchors) -> str:
    counts = Counter(anchor.state for anchor in found)
    return ", ".join(f"{counts[state]} {state}" for state in ledgers.State if counts[state])
