"""`diptych verify-quote`: whether quoted words still stand where their link says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from diptych.commands import messages, output
from diptych.commands.published_works import histories
from diptych.project import built_site
from diptych.review.cited_sources import quote_links
from diptych.review.cited_sources.quote_links import QuoteCheck, QuoteState

_FINE: Final = (QuoteState.STANDS, QuoteState.MOVED)
"""States in which the quoted words are published as they are."""


def _site(_: click.Context, __: click.Parameter, folder: Path | None) -> Path | None:
    """The folder of a finished site; another folder ends the command."""
    if folder is not None and not built_site.is_site(folder):
        raise click.BadParameter(messages.line("no_site", folder=folder))
    return folder


@click.command(name="verify-quote")
@click.argument("quotes", metavar="LINK|FILE")
@click.option("--site", type=click.Path(exists=True, file_okay=False, path_type=Path), callback=_site,
              metavar="FOLDER", help="A finished site or a copy of it, instead of the sources of this project.")
@output.FORMAT
@click.pass_obj
def verify_quote(root: Path, quotes: str, site: Path | None, form: str) -> None:
    """Say whether the words in a link to quoted words still stand in their clause, or what became of them.

    LINK is such a link, FILE a text with any number of them. No network is used. The exit status is 1 if the words of
    one are not published any more, or if a link is damaged."""
    catalogue = output.catalogue(root)
    text = quotes if quote_links.MARK in quotes else _text(quotes)
    found = list(quote_links.links(text))
    if not found:
        raise click.ClickException(messages.line("no_quotes", file=quotes))
    works, records = histories(root, site, catalogue)
    by_iri = {work.iri: work for work in works}
    checks = [(link, quote_links.check(link, by_iri, records)) for link in found]
    if form == "json":
        output.show_json({"quotes": [_plain(*item) for item in checks]})
    else:
        for link, check in checks:
            _print(link, check)
    sys.exit(0 if all(check.state in _FINE for _, check in checks) else 1)


def _text(file: str) -> str:
    """The text of a file of links."""
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError) as error:
        raise click.ClickException(messages.line("no_quotes", file=file)) from error


def _plain(link: str, check: QuoteCheck) -> dict[str, object]:
    parsed = quote_links.parse(link)
    values = {"link": link, "state": str(check.state), "work": parsed.address.work if parsed else "",
              "eId": parsed.eid if parsed else "", "quoted": parsed.words if parsed else "",
              "places": list(check.places), "present": check.present, "date": check.date, "reason": check.reason}
    return {key: value for key, value in values.items() if value}


def _print(link: str, check: QuoteCheck) -> None:
    """Prints what became of quoted words, and both wordings if they differ."""
    parsed = quote_links.parse(link)
    place = f"{parsed.address.text}/~{parsed.eid}" if parsed else link
    click.echo(f"{place}: {messages.line(f'quote_{check.state}', places=', '.join(check.places))}")
    if parsed and check.state is not QuoteState.STANDS:
        click.echo(f"    {messages.line('quote_words', words=parsed.words)}")
    if check.present and check.state in (QuoteState.CHANGED, QuoteState.UNCERTAIN):
        click.echo(f"    {messages.line('quote_present', words=check.present)}")
    for fact in ("date", "reason"):
        if getattr(check, fact):
            click.echo(f"    {messages.line(f'citation_of_{fact}', value=getattr(check, fact))}")
