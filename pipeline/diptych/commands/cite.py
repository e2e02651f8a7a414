"""`diptych cite`: a citation of the work, text or clause at an address."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from diptych.citations import csl_styles
from diptych.commands import messages, output
from diptych.commands.dates import AT, DATE, iso, say_version
from diptych.products.site_settings import site_url


@click.command()
@click.argument("name", metavar="ADDRESS")
@click.option("--style", default="csl-json", show_default=True, help="A style of schema/citations/styles.toml.")
@click.option("--language", default="", help="Which text is cited, as in zh or ko; the work itself if not said.")
@AT
@click.option("--accessed", type=DATE, metavar="DATE", help="The day of access, for styles that give it.")
@click.pass_obj
def cite(root: Path, name: str, style: str, language: str, at: datetime | None,
         accessed: datetime | None) -> None:
    """Cite the work, text, clause or range at ADDRESS, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3.

    ADDRESS is an IRI, a permalink, or the work's folder below source/works with ~ and the clause's id or its printed
    name, as in "sec 6(3)"; in a project with one work the printed name is enough."""
    # The citation processor takes a while to load, and the other commands do without.
    from diptych.citations import processor  # noqa: PLC0415
    from diptych.compile import address_lookup  # noqa: PLC0415

    catalogue = output.catalogue(root)
    known = output.value(csl_styles.citations(root), catalogue)
    if style not in known.styles:
        raise click.BadParameter(messages.line("no_style", style=style, known=", ".join(known.styles)))
    cited = output.value(address_lookup.find(root, name, language, iso(at)), catalogue)
    say_version(at, cited.documents[0].version)
    click.echo(processor.cite(cited.documents, known, style, site_url(root), cited.language, cited.eid,
                              iso(accessed)))
