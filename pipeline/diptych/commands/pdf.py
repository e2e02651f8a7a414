"""`diptych pdf`: a PDF of the work, text or clause at an address."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from threading import Thread

import click

from diptych.commands.dates import AT, iso, say_version
from diptych.products.pdf_typesetting import make, worker
from diptych.render.print.conformance import CONFORMANCES
from diptych.render.print.stylesheet import ALIGNMENTS, FRONTS, MEDIA, PAPERS, READINGS, TYPEFACES


@click.command()
@click.argument("name", metavar="ADDRESS")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where the PDF goes; standard output if not said.")
@click.option("--language", default="", help="Which text, as in zh or ko; all side by side if neither says.")
@click.option("--edition", type=click.Choice(MEDIA), default=None,
              help="For paper, or in larger type for screens; as mkdocs.yml says if not said.")
@click.option("--paper", type=click.Choice(tuple(PAPERS)), default=None,
              help="A4 or US Letter; as mkdocs.yml says if not said.")
@click.option("--reading", type=click.Choice(READINGS), default=None,
              help="The corrected text, or what the editor deleted and inserted too; as mkdocs.yml says if not said.")
@click.option("--front", type=click.Choice(FRONTS), default=None,
              help="Title page and contents, or none; as mkdocs.yml says if not said.")
@click.option("--alignment", type=click.Choice(ALIGNMENTS), default=None,
              help="Right edge of text whose lines break at spaces; as mkdocs.yml says if not said.")
@click.option("--typeface", type=click.Choice(TYPEFACES), default=None,
              help="The usual one, or fangsong where a font of it is installed; as mkdocs.yml says if not said.")
@click.option("--conformance", type=click.Choice(tuple(CONFORMANCES)), default=None,
              help="PDF/A-3a with PDF/UA-1, or PDF/A-4f with PDF/UA-2; as mkdocs.yml says if not said.")
@AT
@click.pass_obj
def pdf(root: Path, /, name: str, out: Path | None, language: str, at: datetime | None, **chosen: str | None) -> None:
    """Print the work, text, clause or range at ADDRESS, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3.

    ADDRESS is an IRI, a permalink, or the work's folder below source/works with ~ and the clause's id."""
    with worker() as executor:
        # The worker loads the typesetter meanwhile, and libxml2 the schema, which needs no Python.
        from diptych.validate import xsd  # noqa: PLC0415

        Thread(target=xsd.load, daemon=True).start()
        from diptych.commands import output  # noqa: PLC0415
        from diptych.compile import address_lookup  # noqa: PLC0415
        from diptych.diagnostics import Result  # noqa: PLC0415
        from diptych.files import atomic  # noqa: PLC0415
        from diptych.products import pdf_editions  # noqa: PLC0415
        from diptych.products.site_settings import SiteOptions, site_options  # noqa: PLC0415

        catalogue = output.catalogue(root)
        options = (site_options(root).value or SiteOptions()).printed(chosen)
        settings = pdf_editions.of_project(root, options)
        shared = output.value(settings, catalogue)
        cited = output.value(address_lookup.find(root, name, language, iso(at)), catalogue)
        say_version(at, cited.documents[0].version)
        job = pdf_editions.of_address(cited, shared)
        if job is None:
            return output.refuse([address_lookup.missing(name, cited.eid, (), language)], catalogue)
        made = executor.submit(make, job).result()
        placed = tuple(address_lookup.placed(item, cited.expressions) for item in made.diagnostics)
        data = output.value(Result(made.value, () if made.value else placed), catalogue)
    if out is None:
        sys.stdout.buffer.write(data)
        return None
    with output.writing(str(out), catalogue):
        return atomic.write(out, data)
