"""`diptych verify-citations`: what the citations of the project's works in any text are worth."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.commands.published_works import cited_by_texts
from diptych.diagnostics import Position, Result
from diptych.project import load
from diptych.project.load import Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.formats.plain_text import encoding
from diptych.readers.formats.plain_text.plain_paragraphs import plain_paragraphs
from diptych.readers.formats.web_pages import html_page
from diptych.readers.formats.web_pages.page_paragraphs import page_links, page_paragraphs
from diptych.review.cited_sources import citation_report
from diptych.review.cited_sources.citations import (
    WRONG,
    Citation,
    CitationVerdict,
    CitedWorks,
    citations,
    linked_addresses,
)


@click.command(name="verify-citations")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=output.FILE)
@click.option("--format", "form", type=click.Choice(("text", "json", "sarif")), default="text",
              help="Words for people, JSON, or SARIF 2.1.0 for other tools.")
@click.pass_obj
def verify_citations(root: Path, files: Sequence[Path], form: str) -> None:
    """Check the citations of this project's works in texts of anyone: plain text, Markdown, HTML, DOCX, HWPX.

    A citation is an address, or a title or number with a clause. Each exists, has moved, was withdrawn, or is wrong:
    no such clause, another title or number, other words than those quoted. The exit status is 1 if one is wrong."""
    catalogue = output.catalogue(root)
    schema = output.value(load.schema(root), catalogue)
    works = cited_by_texts(root, schema, catalogue)
    found: list[Citation] = []
    for file in files:
        cited = output.value(output.limited(partial(_cited, file, schema, works), [file], catalogue), catalogue)
        found.extend(cited)
    if form == "text":
        _print(found)
    else:
        titles = {verdict: messages.line(f"citation_{verdict}") for verdict in CitationVerdict}
        report = citation_report.plain(found) if form == "json" else citation_report.log(found, said, titles)
        output.show_json(report)
    sys.exit(1 if any(item.verdict in WRONG for item in found) else 0)


def _cited(file: Path, schema: Schema, works: CitedWorks) -> Result[tuple[Citation, ...]]:
    """The citations in a file, with the findings on it."""
    data, name = file.read_bytes(), str(file)
    decoded = None if data.startswith(received.PACKAGE) else encoding.decode(data, name, schema.forms.encodings)
    if decoded and decoded.value is None:
        return Result(None, decoded.diagnostics)
    source = decoded.value.text if decoded and decoded.value else ""
    before = decoded.diagnostics if decoded else ()
    if html_page.is_page(source):
        return Result(tuple(citations([*page_paragraphs(source, name), *page_links(source, name)], works)), before)
    text = received.read(data, name, schema.forms)
    findings = (*before, *text.diagnostics)
    if text.value is None:
        return Result(None, findings)
    return Result(tuple(citations(_lines(text.value.lines, source, name), works)), findings)


def _lines(text: tuple[Line, ...], source: str, file: str) -> Iterator[tuple[str, Position]]:
    """The paragraphs of a text, and the addresses behind its links."""
    paragraphs = list(plain_paragraphs(text))
    yield from paragraphs
    visible = "\n".join(words for words, _ in paragraphs)
    for number, words in enumerate(source.splitlines(), 1):
        for column, address in linked_addresses(words):
            if address not in visible:
                yield address, Position(file, number, column)


def _print(found: Sequence[Citation]) -> None:
    """Prints each citation with its place, then the number of each verdict."""
    for item in found:
        click.echo(f"{item.position}: {item.words}\n    {said(item)}")
    counts = Counter(item.verdict for item in found)
    for verdict in CitationVerdict:
        if counts[verdict]:
            click.echo(f"{counts[verdict]:5} {messages.line(f'citation_{verdict}')}")
    if not found:
        click.echo(messages.line("no_citations"))


def said(item: Citation) -> str:
    """What is said of a citation: the verdict, and the facts that it has."""
    parts = [messages.line(f"citation_{item.verdict}")]
    for fact, value in (("places", ", ".join(item.places)), ("date", item.date), ("printed", item.printed),
                        ("right", item.right), ("reason", item.reason)):
        if value:
            parts.append(messages.line(f"citation_of_{fact}", value=value))
    return messages.line("list_joiner").join(parts)
