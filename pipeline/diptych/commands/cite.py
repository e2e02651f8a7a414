"""`diptych cite`: a citation of what an address names."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diptych.build import build as build_
from diptych.citations import csl_styles
from diptych.commands import output


@click.command()
@click.argument("address", metavar="IRI")
@click.option("--style", default="csl-json", show_default=True, help="A style of schema/citations/styles.toml.")
@click.option("--language", default="", help="Which text is cited, as in zh or ko; the work itself if not said.")
@click.pass_obj
def cite(root: Path, address: str, style: str, language: str) -> None:
    """Cite the work, text, clause or range of clauses at IRI, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3."""
    # The citation processor takes a while to load, and the other commands do without.
    from diptych.citations import processor as cite_  # noqa: PLC0415
    from diptych.compile import address_lookup  # noqa: PLC0415

    catalogue = output.catalogue(root)
    found, site_url = csl_styles.citations(root), build_.site_url(root)
    known = found.value
    if known is None:
        raise click.ClickException("\n".join(catalogue.describe(item).message for item in found.diagnostics))
    if style not in known.styles:
        raise click.BadParameter(f"there is no style {style}; there are {', '.join(known.styles)}")
    cited = address_lookup.find(root, address, language, site_url)
    if cited.value is None:
        output.show([catalogue.describe(item) for item in cited.diagnostics], catalogue)
        sys.exit(1)
    click.echo(cite_.cite(cited.value.documents, known, style, site_url, cited.value.language, cited.value.eid))
