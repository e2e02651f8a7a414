"""`diptych confirm`: what an editor says of a work's facts → its work.toml, its folder and the term base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from diptych.commands import messages, output
from diptych.compile import address_lookup
from diptych.config.works import Work
from diptych.diagnostics import Catalogue, Diagnostic, Position, diagnostic
from diptych.files import atomic
from diptych.project import confirmation, load
from diptych.project.confirmation import Confirmation, Confirmed
from diptych.project.load import TERMS, WORKS, Schema, Source

_NOBODY_KNOWS: Final = "?"
"""The answer to a question that confirms a fact as unknown."""
_LATER: Final = "-"
"""The answer to a question that leaves a fact as it is."""


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of --set, each with an equals sign."""
    unequal = [pair for pair in values if "=" not in pair]
    if unequal:
        raise click.BadParameter(messages.line("write_fact", fact=unequal[0]))
    return values


SET = click.option(
    "--set", "values", multiple=True, metavar="FACT=VALUE", callback=_pairs,
    help="The value of a fact: date=2012-04-13, number=…, address=cn/guobanfa/2012/19, jurisdiction=cn, original=zho, "
         "issuer=… and translator=…, by id or name; issuer.kor=… is a name in Korean.")
UNKNOWN = click.option("--unknown", multiple=True, type=click.Choice(confirmation.UNKNOWABLE), metavar="FACT",
                       help=f"Nobody knows this fact: {', '.join(confirmation.UNKNOWABLE)}.")
YES = click.option("--yes", is_flag=True,
                   help="Ask nothing: all else is right as it is, or unknown where it is missing.")


def write(root: Path, source: Source, confirmed: Confirmed) -> tuple[Diagnostic, ...]:
    """Writes a confirmed work; V003 if another work has its new folder, B004 if it cannot be written."""
    folder = root / source.folder
    target = root / WORKS / confirmed.path
    if target != folder and target.exists():
        return (diagnostic("V003", Position(f"{WORKS}/{confirmed.path}"), folder=f"{WORKS}/{confirmed.path}"),)
    try:
        # The term base goes first: an entry that nothing refers to does no harm.
        add_terms(root, confirmed.terms)
        atomic.write(folder / "work.toml", confirmed.work)
        if target != folder:
            atomic.move_folder(folder, target, above=root / WORKS)
    except OSError as error:
        return (output.unwritten(source.folder, error),)
    return ()


def add_terms(root: Path, entries: str, head: str = "") -> None:
    """Writes entries at the end of the term base, which begins with `head` if there is none yet."""
    base = root / TERMS
    if entries:
        before = base.read_bytes() if base.is_file() else head.encode()
        atomic.write(base, before + entries.encode(), parents=True)


def _ask(source: Source) -> Confirmation:
    """The answers that an editor types to a question for each fact."""
    values, unknown, right = dict[str, str](), set[str](), set[str]()
    click.echo(messages.line("how_to_answer", work=source.work.path, unknown=_NOBODY_KNOWS, later=_LATER))
    for fact, certainty in confirmation.open_facts(source.work):
        present = confirmation.shown(source, fact)
        answer = str(click.prompt(f"{fact} ({certainty})", default=present or _LATER)).strip()
        if answer == _NOBODY_KNOWS:
            unknown.add(fact)
        elif answer == present:
            right.add(fact)
        elif answer != _LATER:
            values[fact] = answer
    return Confirmation(values, frozenset(unknown), frozenset(right))


def answered(work: Work, values: Sequence[str], unknown: Sequence[str], *, yes: bool) -> Confirmation:
    """The answers in options: `values` as FACT=VALUE, facts that are unknown.

    `yes` answers for all other facts: right, or unknown if they are missing.
    """
    pairs = {key.strip(): value.strip() for key, _, value in (pair.partition("=") for pair in values)}
    said = Confirmation(pairs, frozenset(unknown))
    rest = {fact: certainty for fact, certainty in confirmation.open_facts(work)
            if yes and fact not in said.given | said.unknown}
    nobody = frozenset(fact for fact, certainty in rest.items() if certainty == "missing")
    return Confirmation(pairs, said.unknown | nobody, frozenset(rest) - nobody)


def _source(root: Path, name: str, catalogue: Catalogue) -> tuple[Source, Schema]:
    """The work that a name means, and the knowledge in schema/; the findings on a broken file end the command."""
    known = output.value(load.schema(root), catalogue)
    read = load.sources(root, known)
    output.refuse(read.diagnostics, catalogue)
    sources = read.value or ()
    paths = output.value(address_lookup.paths(name, sources), catalogue)
    chosen = [source for source in sources if source.work.path in paths]
    if len(chosen) != 1:
        raise click.ClickException(messages.line("name_work", names=", ".join(source.work.path for source in chosen)))
    return chosen[0], known


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@SET
@UNKNOWN
@YES
@click.pass_obj
def confirm(root: Path, name: str, values: tuple[str, ...], unknown: tuple[str, ...], *, yes: bool) -> None:
    """Confirm the facts that `diptych add` read, guessed or could not fill.

    WORK is the work's folder below source/works, an IRI or a permalink; it may be left out where there is one work.
    Without options each fact is asked for. Facts that may be unknown are said nothing of."""
    catalogue = output.catalogue(root)
    source, known = _source(root, name, catalogue)
    asked = values or unknown or yes
    if not asked and not confirmation.open_facts(source.work):
        click.echo(messages.line("nothing_open", work=source.work.path))
        return
    answers = answered(source.work, values, unknown, yes=yes) if asked else _ask(source)
    data = (root / source.folder / "work.toml").read_bytes()
    confirmed = output.value(confirmation.confirm(source, data, known, answers), catalogue)
    output.refuse(write(root, source, confirmed), catalogue)
    still = ", ".join(confirmed.still)
    work = f"{WORKS}/{confirmed.path}"
    click.echo(messages.line("still_open", work=work, facts=still) if still else messages.line(
        "nothing_open", work=work))
