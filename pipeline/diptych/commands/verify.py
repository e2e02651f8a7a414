"""`diptych verify`: says whether a published copy of a site is whole and unaltered."""

from __future__ import annotations

import sys

import click

from diptych.files import checksums as verify_


@click.command()
@click.argument("copy", metavar="SITE_FOLDER|URL")
def verify(copy: str) -> None:
    """Say whether a published copy of the site is whole and unaltered, by the SHA256SUMS in it."""
    verdict = verify_.verify(copy)
    if verdict.problem:
        raise click.ClickException(f"{copy} cannot be verified: {verdict.problem}")
    for name, fault in verdict.faults:
        click.echo(f"{fault:8} {name}")
    click.echo(f"{'whole and unaltered' if verdict.whole else 'NOT as published'}: {verdict.files} files, "
               f"{len(verdict.faults)} faults; SHA-256 of {verify_.SUMS}: {verdict.sums}")
    sys.exit(0 if verdict.whole else 1)
