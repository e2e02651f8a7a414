"""`diptych verify`: whether a published copy of a site, or of one work, is whole and unaltered."""

from __future__ import annotations

import sys

import click

from diptych import interface_text
from diptych.akn import iri
from diptych.commands import messages
from diptych.files import checksums


@click.command()
@click.argument("copy", metavar="SITE_FOLDER|URL")
def verify(copy: str) -> None:
    """Say whether a published copy of the site is whole and unaltered, by the SHA256SUMS in it.

    If the folder or URL is that of a work or clause in the site, only the files of that work are verified."""
    site, work = _parts(copy)
    verdict = checksums.verify(site, work)
    if verdict.problem:
        raise click.ClickException(messages.line("unverified", copy=copy, problem=verdict.problem))
    for name, fault in verdict.faults:
        click.echo(f"{fault:8} {name}")
    click.echo(messages.line("whole" if verdict.whole else "altered", files=verdict.files, faults=len(verdict.faults),
                             sums=checksums.SUMS, digest=verdict.sums))
    sys.exit(0 if verdict.whole else 1)


def _parts(copy: str) -> tuple[str, str]:
    """The site that an argument means, and the IRI of the work in it; without an address the whole site."""
    address = iri.anywhere(copy)
    if address is None:
        return copy, ""
    site = copy[:copy.rfind(iri.ROOT)]
    above, _, last = site.rpartition("/")
    return above if last in interface_text.packaged_interfaces().catalogues else site, address.work
