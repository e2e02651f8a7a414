"""`diptych verify`: whether a published copy of a site, or of one work, is whole and unaltered, and who signed it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diptych import interface_text
from diptych.akn import iri
from diptych.commands import messages
from diptych.files import checksums
from diptych.files.checksums import Expected, Verdict, printable
from diptych.files.signatures import ssh_signature
from diptych.files.signatures.ssh_signature import PublicKey


def _public_key(_: click.Context, __: click.Parameter, file: Path | None) -> PublicKey | None:
    """The public key in a file; another file ends the command."""
    if file is None:
        return None
    key = ssh_signature.public_key(file.read_text(encoding="utf-8", errors="replace"))
    if key is None:
        raise click.BadParameter(messages.line("no_public_key", file=file))
    return key


@click.command()
@click.argument("copy", metavar="SITE_FOLDER|URL")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), callback=_public_key,
              metavar="PUBLIC_KEY", help="The public key of the publisher, a file of OpenSSH: the copy must be signed "
                                         "by it, or by a key for which it vouches.")
@click.option("--known", default="", metavar="DIGEST",
              help="The digest of a release that you know: the copy must not be older.")
@click.option("--authority", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="CERTIFICATE",
              help="The root certificate of an authority for time stamps (RFC 3161), a file in PEM: the copy must have "
                   "its stamp. Needs openssl.")
def verify(copy: str, key: PublicKey | None, known: str, authority: Path | None) -> None:
    """Say whether a published copy of the site is whole and unaltered, by the SHA256SUMS in it, and who signed it.

    If the folder or URL is that of a work or clause in the site, only the files of that work are verified."""
    site, work = _parts(copy)
    verdict = checksums.verify(site, work, Expected(key, known.strip().lower(), authority))
    if verdict.problem:
        raise click.ClickException(messages.line("unverified", copy=printable(copy),
                                                 problem=printable(verdict.problem)))
    for name, fault in verdict.faults:
        click.echo(f"{fault:8} {printable(name)}")
    for doubt in verdict.doubts:
        click.echo(messages.line(doubt))
    click.echo(messages.line("whole" if verdict.whole else "altered", files=verdict.files, faults=len(verdict.faults),
                             sums=checksums.SUMS, digest=verdict.sums))
    _say_who(verdict, sure=key is not None and verdict.whole)
    sys.exit(0 if verdict.whole else 1)


def _say_who(verdict: Verdict, *, sure: bool) -> None:
    """Prints the releases and who signed the last one; not what a doubt has said already."""
    chain, signer = verdict.chain, verdict.signer
    if verdict.stamped:
        click.echo(messages.line("stamped", time=f"{verdict.stamped:%Y-%m-%d %H:%M:%S} UTC"))
    if not verdict.doubts:
        if chain.latest:
            click.echo(messages.line("chain", number=chain.latest.number, date=chain.latest.date,
                                     first=chain.releases[0].date, digest=chain.latest.digest))
        known = chain.key(signer) if signer else None
        if known is None:
            click.echo(messages.line("own_sums"))
        else:
            click.echo(messages.line("signed_by" if sure else "names_key", fingerprint=known.public.fingerprint,
                                     date=known.since))


def _parts(copy: str) -> tuple[str, str]:
    """The site that an argument means, and the IRI of the work in it; without an address the whole site."""
    address = iri.anywhere(copy)
    if address is None:
        return copy, ""
    site = copy[:copy.rfind(iri.ROOT)]
    above, _, last = site.rpartition("/")
    return above if last in interface_text.packaged_interfaces().catalogues else site, address.work
