"""`diptych anchors move-work`, `withdraw-work`, `withdraw-language`, `redate`: what became of published works."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import click

from diptych.akn import iri
from diptych.akn.names import DOCUMENT_TYPES
from diptych.anchors import published_works as ledger
from diptych.anchors.published_works import RecordedState, RecordedWorks
from diptych.commands import messages, output
from diptych.commands.dates import DATE, iso
from diptych.diagnostics import Result
from diptych.files import atomic
from diptych.project import load

_UNWRITABLE = frozenset({"Cc", "Cs"})
"""Unicode categories of characters that no file can have: controls, and bytes that are no UTF-8."""


def _reason(_: click.Context, __: click.Parameter, words: str) -> str:
    """A reason; BadParameter for one without words, or with characters that the ledger cannot have."""
    if not words.strip() or any(unicodedata.category(sign) in _UNWRITABLE for sign in words):
        raise click.BadParameter(messages.line("no_reason"))
    return words


WHY = click.option("--why", required=True, callback=_reason,
                   help="The reason, for readers of the page that stays at the address.")

WHEN = click.option("--date", required=True, type=DATE, help="The day since which the address has ended.")


def declare(root: Path, change: Callable[[RecordedWorks], Result[RecordedWorks]]) -> RecordedWorks:
    """The ledger of published works after a change, which is written down; its findings end the command."""
    known = output.catalogue(root)
    schema = output.value(load.schema(root), known)
    works = output.value(change(output.value(load.published(root, schema), known)), known)
    with output.writing(ledger.FILE, known):
        atomic.write(root / ledger.FILE, ledger.toml(works).encode())
    return works


def _said(works: RecordedWorks) -> None:
    """Prints the number of works in each state."""
    counts = (f"{count} {messages.line(f'state_{state}')}" for state in RecordedState
              if (count := sum(work.state is state for work in works)))
    click.echo(f"{ledger.FILE}: {messages.line('list_joiner').join(counts)}")


def _path(work: str) -> str:
    """The path below akn/ of a work: its IRI, its permalink, or the path itself."""
    named = iri.anywhere(work)
    return named.work.removeprefix(iri.ROOT) if named else work.strip("/")


def _recorded(works: RecordedWorks, name: str) -> str:
    """The path below akn/ of a recorded work that is named as `_path` allows, or by its folder below source/works."""
    path = _path(name)
    known = [work.path for work in works]
    in_folder = [other for other in known if re.sub("/[^/]+", "", other, count=1) == path]
    return in_folder[0] if path not in known and len(in_folder) == 1 else path


def _new_path(old: str, name: str) -> str:
    """The path below akn/ of the work that one at the path `old` has become; a folder has no type, so that of `old`."""
    country, _, rest = _path(name).rpartition("source/works/")[2].partition("/")
    steps = [*old.split("/"), ""]
    return f"{country}/{rest}" if rest.partition("/")[0] in DOCUMENT_TYPES else f"{country}/{steps[1]}/{rest}"


@click.command("move-work")
@click.argument("old")
@click.argument("new")
@WHEN
@click.pass_obj
def move_work(root: Path, old: str, new: str, date: datetime.datetime) -> None:
    """Say that the published work OLD is NEW now: its folder was renamed, or its type changed.

    OLD and NEW are IRIs, permalinks, or paths below akn/, as in cn/act/guobanfa/2012/19."""
    def moved(works: RecordedWorks) -> Result[RecordedWorks]:
        recorded = _recorded(works, old)
        return ledger.move(works, recorded, _new_path(recorded, new), iso(date))

    _said(declare(root, moved))


@click.command("withdraw-work")
@click.argument("work")
@WHY
@WHEN
@click.pass_obj
def withdraw_work(root: Path, work: str, why: str, date: datetime.datetime) -> None:
    """Say that the published WORK was withdrawn; its folder can go."""
    _said(declare(root, lambda works: ledger.withdraw(works, _recorded(works, work), why, iso(date))))


@click.command("withdraw-language")
@click.argument("work")
@click.argument("language")
@WHY
@click.pass_obj
def withdraw_language(root: Path, work: str, language: str, why: str) -> None:
    """Say that the text of WORK in LANGUAGE was withdrawn."""
    _said(declare(root, lambda works: ledger.withdraw_language(works, _recorded(works, work), language, why)))


@click.command()
@click.argument("work")
@click.argument("old", type=DATE)
@click.argument("new", type=DATE)
@click.pass_obj
def redate(root: Path, work: str, old: datetime.datetime, new: datetime.datetime) -> None:
    """Say that the version of WORK that was published with the date OLD has the date NEW."""
    _said(declare(root, lambda works: ledger.redate(works, _recorded(works, work), iso(old), iso(new))))
