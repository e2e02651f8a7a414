"""`diptych release`: a build whose files are written down as the next release of the site."""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path

import click

from diptych.build import build as build_
from diptych.build import process_pool
from diptych.build.options import Order
from diptych.commands import messages, output
from diptych.commands.build_report import show, summary, teller
from diptych.commands.dates import DATE
from diptych.commands.output import TRUST
from diptych.diagnostics import Catalogue
from diptych.files import atomic, checksums
from diptych.files.signatures.release_chain import Chain
from diptych.project import releases


@click.command()
@click.option("--date", type=DATE, required=True, metavar="DATE", help="The day of the release, such as 2026-11-29.")
@TRUST
@click.pass_obj
def release(root: Path, date: datetime.datetime, *, trust: bool) -> None:
    """Build the site and write it down in source/releases.toml as the next release: its number, its date, the digest of
    its files, the digest of the release before. SHA256SUMS says it to readers."""
    catalogue = output.catalogue(root)
    process_pool.settle()
    _build(root, catalogue, trust=trust, quiet=False)
    chain = output.value(releases.read(root), catalogue)
    latest, digest = chain.latest, read_sums(root, catalogue).digest
    if latest and latest.sums == digest:
        click.echo(messages.line("same_release", number=latest.number, date=latest.date))
        return
    longer = output.value(releases.with_release(chain, f"{date:%Y-%m-%d}", digest), catalogue)
    write(root, longer, catalogue)
    _build(root, catalogue, trust=trust, quiet=True)
    made = longer.releases[-1]
    click.echo(messages.line("released", number=made.number, date=made.date, digest=made.digest))
    click.echo(messages.line("sign_hint" if longer.keys else "unsigned_hint"))


def write(root: Path, chain: Chain, catalogue: Catalogue) -> None:
    """Writes the releases of a project; B004 ends the command."""
    with output.writing(releases.FILE, catalogue):
        atomic.write(root / releases.FILE, releases.text(chain).encode())


def read_sums(root: Path, catalogue: Catalogue) -> checksums.SumsFile:
    """The SHA256SUMS of the site as it was built; C031 ends the command where there is none."""
    try:
        return checksums.read((root / "site" / checksums.SUMS).read_bytes())
    except (OSError, ValueError) as error:
        output.refuse([releases.refused(f"site/{checksums.SUMS} cannot be read: {error}")], catalogue)
        raise


def _build(root: Path, catalogue: Catalogue, *, trust: bool, quiet: bool) -> None:
    """Builds the site as a release; an error ends the command."""
    started = time.monotonic()
    order = Order(release=True, trusted=trust)
    report = build_.build(root, (lambda _: None) if quiet else teller("text"), order)
    if report.failed or not quiet:
        show(report, "text", catalogue)
    if report.failed:
        sys.exit(1)
    if not quiet:
        summary(report, time.monotonic() - started)
