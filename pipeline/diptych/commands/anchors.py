"""`diptych anchors`: shows and edits the ledgers of published addresses, source/works/…/anchors.toml."""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path
from typing import Final

import click

from diptych.akn.iri import Address
from diptych.anchors import declare
from diptych.anchors import ledger as ledgers
from diptych.anchors.compare import Comparison, compare
from diptych.anchors.ledger import Anchors, Ledger
from diptych.anchors.published_works import RecordedWorks
from diptych.anchors.published_works import accepted as accepted_work
from diptych.build import build
from diptych.build.built_texts import unbuilt
from diptych.build.report import UNCONFIRMED, refused
from diptych.commands import declared_works, messages, output
from diptych.commands.dates import DATE, iso
from diptych.compile import address_lookup, note_series, versions
from diptych.compile.work import Compiled
from diptych.diagnostics import Catalogue, Diagnostic, Result
from diptych.files import atomic
from diptych.render.site.permalinks import cited_ranges, ranges_of

WORK = click.option("--work", "name", metavar="WORK", default="",
                    help="The work, where there are several: its folder below source/works, an IRI or a permalink.")
VERSION = click.option("--version", "dated", type=DATE,
                       help="The dated version whose addresses are meant; if not said: the newest, dated or not.")
EDITORIAL: Final = "editorial.toml"
"""The file of a version with the editor's entries."""
_ADDRESS: Final = re.compile("[/~#]")
"""Pattern of the characters that distinguish an address of a clause from its id."""


def _meant(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options that name a work and a version, and with the project's folder."""
    return WORK(VERSION(click.pass_obj(command)))


@dataclass(frozen=True, slots=True)
class _Project:
    """A project: its codes, its works, and the findings beside theirs."""

    root: Path
    catalogue: Catalogue
    works: tuple[Compiled, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Clauses:
    """Clauses of one work, by eId; `version` is the date of the addresses that are meant, empty for the newest."""

    project: _Project
    work: Compiled
    eids: tuple[str, ...]
    version: str

    def declare(self, declaration: Callable[[Ledger, Comparison], Result[Anchors]]) -> None:
        """Writes the ledger of the work with a declaration of what became of the clauses."""
        _write(self.project, self.work, versions.declare(self.work, declaration, self.version))


@click.group()
def anchors() -> None:
    """Keep the ledgers of published addresses: show them, accept new ones, say what became of old ones."""


for _command in (declared_works.move_work, declared_works.withdraw_work, declared_works.withdraw_language,
                 declared_works.redate):
    anchors.add_command(_command)


@anchors.command()
@WORK
@output.FORMAT
@click.pass_obj
def status(root: Path, name: str, form: str) -> None:
    """Show what each address holds, beside what its work's ledger says."""
    parts = [part for work in _named(_project(root), name) for part in versions.published(work)]
    if form == "json":
        output.show_json([_plain(part) for part in parts])
        return
    for part in parts:
        comparison = _compared(part)
        dated = f" @{part.source.ledger.version}" * bool(part.source.ledger.version)
        states = _states(part.source.ledger.anchors) or messages.line("nothing_published")
        click.echo(f"{part.source.work.path}{dated}: {states}")
        moved = {old: messages.line("now_at", place=new) for old, new in comparison.relocated}
        for word, eids in _differences(comparison).items():
            for eid in eids:
                click.echo(f"  {messages.line(f'difference_{word}'):9} {eid}{moved.get(eid, '')}")


@anchors.command()
@click.option("--date", required=True, type=DATE, help="The day of publication.")
@click.option("--same", multiple=True, metavar="ID", help="This clause is the same although it reads quite otherwise.")
@_meant
def accept(root: Path, date: datetime.datetime, same: tuple[str, ...], name: str,
           dated: datetime.datetime | None) -> None:
    """Write down new addresses and new words of published clauses, as published on a day; all must be confirmed."""
    project, day = _project(root), iso(date)
    if same:
        clauses = _clauses(project, same, name, dated)
        _named(project, clauses.work.source.work.path, whole=True)
        _confirmed(project, [clauses.work])
        _write(project, clauses.work, versions.accept(clauses.work, day, clauses.eids, clauses.version))
        return
    works = _named(project, name, whole=True)
    _confirmed(project, works)
    output.refuse([item for work in works for item in unbuilt(root, work)], project.catalogue)
    for work in works:
        declared = versions.accept(work, day, (), iso(dated))
        output.value(declared, project.catalogue)
        _write(project, _with_notes(project, work), declared)
    ranges = cited_ranges(text for work in project.works for part in versions.published(work)
                          for text in versions.documents(part))
    declared_works.declare(root, lambda known: Result(reduce(partial(_accepted, ranges), works, known)))


@anchors.command()
@click.argument("old")
@click.argument("new", nargs=-1, required=True)
@click.option("--merged", is_flag=True, help="NEW is another clause that took this one in.")
@_meant
def move(root: Path, old: str, new: tuple[str, ...], name: str, dated: datetime.datetime | None,
         *, merged: bool) -> None:
    """Say that the clause at OLD stands at NEW now, with all that is inside it; if at several, that it was split.

    OLD and NEW are ids, or addresses of clauses."""
    clauses = _clauses(_project(root), (old, *new), name, dated)
    start, *ends = clauses.eids
    clauses.declare(lambda ledger, comparison: declare.move(ledger, start, tuple(ends), merged=merged,
                                                             now=comparison.texts))


@anchors.command()
@click.argument("unit", default="")
@_meant
def renumber(root: Path, unit: str, name: str, dated: datetime.datetime | None) -> None:
    """Say that all clauses that were found elsewhere have moved there; with UNIT, only those of that unit."""
    clauses = _clauses(_project(root), (unit,) if unit else (), name, dated)
    clauses.declare(lambda ledger, comparison: declare.renumber(ledger, comparison, *clauses.eids))


@anchors.command()
@click.argument("clause", metavar="ID")
@declared_works.WHY
@_meant
def withdraw(root: Path, clause: str, why: str, name: str, dated: datetime.datetime | None) -> None:
    """Say that the clause at ID, an id or an address, with all that is inside it, was withdrawn."""
    clauses = _clauses(_project(root), (clause,), name, dated)
    clauses.declare(lambda ledger, _: declare.withdraw(ledger, clauses.eids[0], why))


@anchors.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@_meant
def translated(root: Path, ids: tuple[str, ...], name: str, dated: datetime.datetime | None) -> None:
    """Say that the translation at each ID, and of all inside it, holds for the original as it was last accepted."""
    clauses = _clauses(_project(root), ids, name, dated)
    clauses.declare(lambda ledger, _: declare.translated(ledger, clauses.eids))


def _project(root: Path) -> _Project:
    return _Project(root, output.catalogue(root), *build.compiled(root))


def _named(project: _Project, name: str, *, whole: bool = False) -> list[Compiled]:
    """The works that a name means. A work without a readable text ends the command, with its errors.

    If the works are to be `whole`, any error in them does.
    """
    paths = output.value(address_lookup.paths(name, (work.source for work in project.works)), project.catalogue)
    works = [work for work in project.works if work.source.work.path in paths]
    unread = [item for work in works if whole or len(work.expressions) < len(work.source.work.expressions)
              for item in work.diagnostics if project.catalogue.has_errors([item])]
    # What became of published addresses (K) is what these commands are to say.
    blocking = [item for item in (*project.diagnostics, *unread)
                if not item.code.startswith("K") and project.catalogue.has_errors([item])]
    if blocking:
        output.show([project.catalogue.describe(item) for item in blocking], project.catalogue)
        raise click.ClickException(messages.line("sources_have_errors"))
    return works


def _confirmed(project: _Project, works: Sequence[Compiled]) -> None:
    """Ends the command if something about the site or these works is not confirmed."""
    found = (*project.diagnostics, *(item for work in works for item in work.diagnostics))
    findings = refused(project.catalogue.describe(item) for item in found if item.code in UNCONFIRMED)
    if findings:
        output.show(findings, project.catalogue)
        sys.exit(1)


def _accepted(ranges: frozenset[str], known: RecordedWorks, work: Compiled) -> RecordedWorks:
    """The ledger of published works with a work as it is now; `ranges` are the IRIs of the ranges that texts cite."""
    parts = versions.published(work)
    before = [anchor.id for anchor in work.source.ledger.anchors]
    cited = ranges_of(versions.documents(work)[0].work_iri, ranges)
    ids = dict.fromkeys((*before, *(eid for part in parts for eid in _compared(part).texts), *cited))
    return accepted_work(known, versions.present(work), tuple(ids))


def _clauses(project: _Project, ids: Sequence[str], name: str, dated: datetime.datetime | None) -> _Clauses:
    """The clauses with these ids or addresses; all must be of one work and of one version."""
    works, addresses = _named(project, name), []
    for clause in (text if _ADDRESS.search(text) else f"~{text}" for text in ids):
        address = address_lookup.named(clause)
        if address is None or not address.first or address.first != address.last:
            raise click.ClickException(messages.line("no_clause", clause=clause))
        addresses.append(address)
        works = [work for work in _named(project, clause) if work in works]
    if len(works) != 1:
        names = ", ".join(work.source.work.path for work in works or project.works)
        raise click.ClickException(messages.line("name_one_work", names=names))
    dates = {iso(dated), *(_date(works[0], address) for address in addresses)} - {""}
    known = {part.source.ledger.version for part in versions.published(works[0])}
    if len(dates) > 1 or not dates <= known:
        names = ", ".join(sorted(known - {""})) or messages.line("none")
        raise click.ClickException(messages.line("name_one_version", names=names))
    return _Clauses(project, works[0], tuple(address.first for address in addresses), "".join(dates))


def _date(work: Compiled, address: Address) -> str:
    """The date of the version that an address names; empty if it names none."""
    version = address_lookup.version_of(work, address) if address.date else work
    return address.date if version is None else version.source.ledger.version


def _with_notes(project: _Project, work: Compiled) -> Compiled:
    """The work, whose ledger knows the highest number of a note, once the notes of all versions have theirs on disk."""
    for version in (*work.earlier, work):
        file = project.root / version.source.folder / EDITORIAL
        before = file.read_bytes() if file.is_file() else b""
        after = note_series.recorded(before, version.source.editorial, version.notes)
        if after != before:
            with output.writing(f"{version.source.folder}/{EDITORIAL}", project.catalogue):
                atomic.write(file, after)
    given = note_series.highest(version.notes for version in (*work.earlier, work))
    ledger = replace(work.source.ledger, notes=max(work.source.ledger.notes, given))
    return replace(work, source=replace(work.source, ledger=ledger))


def _write(project: _Project, work: Compiled, declared: Result[Anchors]) -> None:
    """Writes a work's ledger after a declaration, and prints what is still to declare."""
    ledger, new = work.source.ledger, output.value(declared, project.catalogue)
    with output.writing(ledger.file, project.catalogue):
        atomic.write(project.root / ledger.file, ledgers.toml(new, ledger.notes).encode())
    now = replace(work, source=replace(work.source, ledger=Ledger(new, ledger.file)))
    counts = Counter(word for part in versions.published(now) for word, eids in _differences(_compared(part)).items()
                     for _ in eids)
    joiner = messages.line("list_joiner")
    still = joiner.join(f"{count} {messages.line(f'difference_{word}')}" for word, count in counts.items())
    click.echo(f"{ledger.file}: {_states(new)}" + (messages.line("still_to_declare", count=still) if still else ""))


def _compared(work: Compiled) -> Comparison:
    return compare(work.source.ledger, versions.documents(work))


def _plain(part: Compiled) -> dict[str, object]:
    comparison = _compared(part)
    return {"work": part.source.work.path, "version": part.source.ledger.version or None,
            "published": Counter(anchor.state for anchor in part.source.ledger.anchors),
            **_differences(comparison), "found": dict(comparison.relocated)}


def _differences(comparison: Comparison) -> dict[str, list[str]]:
    """The eIds that differ from the ledger, by the kind of difference."""
    return {"new": [*comparison.new], "reworded": [*comparison.reworded],
            "vanished": [anchor.id for anchor in comparison.vanished],
            "replaced": [anchor.id for anchor in comparison.replaced]}


def _states(published: Anchors) -> str:
    counts = Counter(anchor.state for anchor in published)
    parts = (f"{counts[state]} {messages.line(f'state_{state}')}" for state in ledgers.State if counts[state])
    return messages.line("list_joiner").join(parts)
