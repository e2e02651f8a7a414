"""`diptych pdf`: what an address names, printed now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import click

from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.products.pdf_typesetting import make, worker
from diptych.render.print.stylesheet import MEDIA, PAPERS


@click.command()
@click.argument("address", metavar="ADDRESS")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where the PDF goes; standard output if not said.")
@click.option("--language", default="", help="Which text, as in zh or ko; all side by side if neither says.")
@click.option("--edition", "medium", type=click.Choice(MEDIA), default=None,
              help="For paper, or in larger type for screens; as mkdocs.yml says if not said.")
@click.option("--paper", type=click.Choice(tuple(PAPERS)), default=None,
              help="A4 or US Letter; as mkdocs.yml says if not said.")
@click.pass_obj
def pdf(root: Path, address: str, out: Path | None, language: str, medium: str | None, paper: str | None) -> None:
    """Print the work, text, clause or range at ADDRESS, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3."""
    with worker() as executor:
        # The worker loads the typesetter meanwhile, and libxml2 the schema, which needs no Python.
        from diptych.validate import xsd  # noqa: PLC0415

        Thread(target=xsd.load, daemon=True).start()
        from diptych.commands import output  # noqa: PLC0415
        from diptych.compile import address_lookup  # noqa: PLC0415
        from diptych.products import pdf_editions  # noqa: PLC0415
        from diptych.products.site_settings import SiteOptions, site_options  # noqa: PLC0415

        catalogue = output.catalogue(root)

        def stop(findings: Sequence[Diagnostic]) -> None:
            output.show([catalogue.describe(item) for item in findings], catalogue)
            sys.exit(1)

        options = site_options(root).value or SiteOptions()
        shared = pdf_editions.of_project(root, options, paper or "", medium or "")
        if shared.value is None:
            return stop(shared.diagnostics)
        found = address_lookup.find(root, address, language, options.url)
        if found.value is None:
            return stop(found.diagnostics)
        sheet = pdf_editions.of_address(found.value, shared.value)
        if sheet is None:
            return stop([diagnostic("P008", Position(address), language=language or "any language")])
        made = executor.submit(make, sheet).result()
        if made.value is None:
            return stop([address_lookup.placed(item, found.value.expressions) for item in made.diagnostics])
    if out is None:
        sys.stdout.buffer.write(made.value)
    else:
        out.write_bytes(made.value)
    return None
