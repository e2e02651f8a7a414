"""`diptych pdf`: what an address names, printed now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import click

from pipeline.diagnostics import Diagnostic
from pipeline.press import make, worker
from pipeline.render.print_style import MEDIA, PAPERS


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
    """Print the work, text or clause at ADDRESS, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3."""
    with worker() as executor:
        # The worker loads the typesetter meanwhile, and libxml2 the schema, which needs no Python.
        from pipeline.validate import xsd  # noqa: PLC0415

        Thread(target=xsd.load, daemon=True).start()
        from pipeline import editions, excerpts, terminal  # noqa: PLC0415
        from pipeline.site_options import SiteOptions, site_options  # noqa: PLC0415

        catalogue = terminal.catalogue(root)

        def stop(findings: Sequence[Diagnostic]) -> None:
            terminal.show([catalogue.describe(item) for item in findings], catalogue)
            sys.exit(1)

        shared = editions.press(root, (site_options(root).value or SiteOptions()).url, paper or "", medium or "")
        if shared.value is None:
            return stop(shared.diagnostics)
        found = excerpts.edition(root, address, language, shared.value)
        if found.value is None:
            return stop(found.diagnostics)
        made = executor.submit(make, found.value.sheet).result()
        if made.value is None:
            return stop([found.value.placed(item) for item in made.diagnostics])
    if out is None:
        sys.stdout.buffer.write(made.value)
    else:
        out.write_bytes(made.value)
    return None
