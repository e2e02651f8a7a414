"""`diptych review`: the differences between the texts of each pair."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.compile import address_lookup
from diptych.compile.address_lookup import Cited
from diptych.compile.work import compile_work
from diptych.diagnostics import Catalogue, Diagnostic, Severity
from diptych.language.equivalents import NOTHING
from diptych.project import load
from diptych.project.load import Schema
from diptych.review import sarif
from diptych.review.work import Reviewed, ReviewEntry, reviewed


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@click.option("--format", "form", type=click.Choice(("text", "json", "sarif")), default="text",
              help="Words for people, JSON, or SARIF 2.1.0 for other tools.")
@click.option("--all", "everything", is_flag=True, help="Show doubtful findings too, with negations and lists.")
@click.pass_obj
def review(root: Path, name: str, form: str, *, everything: bool) -> None:
    """Hold each translation against its original: numbers, names, terms, marks, words left out or written twice.

    WORK is a work or a clause of one: a folder below source/works, an IRI or a permalink; all works if none is named.
    What is found does not change the exit status; `diptych explain` explains a finding, a [[waiver]] in editorial.toml
    accepts it. Each finding has a confidence: how many such findings were right in the texts that the checks were made
    from; in other texts fewer are. Below 70 % it is shown with --all alone."""
    catalogue = output.catalogue(root)
    schema = output.value(load.schema(root), catalogue)
    works, failed = _works(root, name, schema, catalogue)
    same = load.equivalents(root, schema).value or NOTHING
    pairs = [(item, cited) for cited in works for item in reviewed(cited.work, schema, same, everything=everything)]
    reviews = [_cited_part(item, cited) for item, cited in pairs]
    entries = [entry for item in reviews for entry in item.entries]
    for cited in works:
        if len(cited.expressions) == 1 == len(cited.work.source.work.expressions):
            click.echo(messages.line("no_translation", work=cited.work.source.work.path), err=True)
    if form == "text":
        for item in reviews:
            _print(item, catalogue)
        _print_counts(entries, catalogue, complete=not failed)
        _print_doubtful([item for item, cited in pairs if not cited.language and not cited.eid])
    else:
        report = sarif.plain(entries, catalogue) if form == "json" else sarif.sarif(
            entries, catalogue, complete=not failed)
        output.show_json(report)
    idle = [catalogue.describe(waiver) for item in reviews for waiver in item.diagnostics]
    output.show(idle, catalogue)
    sys.exit(1 if failed or idle else 0)


def _works(root: Path, name: str, schema: Schema, catalogue: Catalogue) -> tuple[Sequence[Cited], bool]:
    """The works to review, with the clause that is named, and whether one of them cannot be read; prints errors."""
    sources = load.sources(root, schema)
    paths = output.value(address_lookup.paths(name, sources.value or ()), catalogue)
    works = [compile_work(source, schema) for source in sources.value or () if source.work.path in paths]
    output.show_errors((*sources.diagnostics, *(item for work in works for item in work.diagnostics)), catalogue)
    failed = catalogue.has_errors(sources.diagnostics) or any(
        len(work.expressions) < len(work.source.work.expressions) for work in works)
    return output.value(address_lookup.clauses(name, works), catalogue), failed


def _cited_part(item: Reviewed, cited: Cited) -> Reviewed:
    """The part of a review that is about the clause, or the translation, that was named."""
    def is_cited(waiver: Diagnostic) -> bool:
        return cited.holds(dict(waiver.facts)["place"])

    _, language = item.review.languages
    return replace(item, entries=tuple(entry for entry in item.entries if cited.holds(entry.eid, language)),
                   diagnostics=tuple(filter(is_cited, item.diagnostics)))


def _print(item: Reviewed, catalogue: Catalogue) -> None:
    """Prints the languages of a review, then every clause with its findings."""
    if item.entries:
        click.echo(f"{item.work}: {', '.join(item.review.languages)}")
    for eid, group in groupby(item.entries, key=lambda entry: entry.eid):
        click.echo(eid)
        for entry in group:
            _print_entry(entry, catalogue)


def _print_counts(entries: Sequence[ReviewEntry], catalogue: Catalogue, *, complete: bool) -> None:
    """Prints the number of findings of each kind; that there are none only if all texts were reviewed."""
    counts = Counter((entry.finding.code, entry.discrepancy.waiver is not None) for entry in entries)
    for (code, is_waived), count in sorted(counts.items()):
        title = messages.localised_code(catalogue.codes[code]).title
        click.echo(f"{count:5} {code} {messages.line('kind_waived', title=title) if is_waived else title}")
    if not entries and complete:
        click.echo(messages.line("no_findings"))


def _print_doubtful(whole: Sequence[Reviewed]) -> None:
    """Prints the number of doubtful findings that are not shown in works that are reviewed as a whole."""
    if doubtful := sum(item.review.doubtful for item in whole):
        click.echo(messages.line("doubtful_findings", count=doubtful))


def _print_entry(entry: ReviewEntry, catalogue: Catalogue) -> None:
    finding, waiver = messages.localised(catalogue.describe(entry.finding)), entry.discrepancy.waiver
    severity = messages.severity(Severity.WAIVED if waiver else finding.severity)
    share = f"{entry.discrepancy.confidence:.0%}"
    click.echo(f"  {finding.position}: {severity} {finding.code} ({share}): {finding.message}")
    for (language, place), span in zip(entry.places, entry.discrepancy.spans, strict=False):
        if span:
            click.echo(f"      {language} {place.position.line}:{place.position.column} {place.text}")
    click.echo(f"      {waiver.reason if waiver else finding.hint}")
