"""`diptych sign`: a signature of the last release of a site, made with a key or taken from ssh-keygen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diptych.build import build as build_
from diptych.build.options import Order
from diptych.commands import messages, output
from diptych.commands.build_report import show
from diptych.commands.output import TRUST
from diptych.commands.release import read_sums, write
from diptych.diagnostics import Catalogue
from diptych.files import checksums
from diptych.files.signatures import ed25519, ssh_signature, timestamp
from diptych.files.signatures.release_chain import NAMESPACE, Chain
from diptych.project import releases

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@click.command()
@click.option("--key", type=output.FILE, metavar="PRIVATE_KEY",
              help="The private key, a file of OpenSSH outside the project.")
@click.option("--signature", type=output.FILE, metavar="FILE",
              help="A signature that `ssh-keygen -Y sign -n diptych-release` made, as with a key in hardware.")
@click.option("--timestamp", "stamp", type=output.FILE, metavar="FILE",
              help="The answer of an authority for time stamps (RFC 3161) about site/SHA256SUMS, fetched by you.")
@TRUST
@click.pass_obj
def sign(root: Path, key: Path | None, signature: Path | None, stamp: Path | None, *, trust: bool) -> None:
    """Sign the last release of the site with Ed25519, and put the signature beside SHA256SUMS.

    `ssh-keygen -Y verify -n diptych-release` verifies it, and so does `diptych verify --key`."""
    if sum(given is not None for given in (key, signature, stamp)) != 1:
        raise click.UsageError(messages.line("key_or_signature"))
    catalogue = output.catalogue(root)
    chain = output.value(releases.read(root), catalogue)
    sums = read_sums(root, catalogue)
    if sums.chain.comments != chain.comments or chain.latest is None or chain.latest.sums != sums.digest:
        output.refuse([releases.refused("the site is not that of the last release; run `diptych release` first")],
                      catalogue)
    data = (root / "site" / checksums.SUMS).read_bytes()
    if stamp:
        _stamp(root, chain, stamp.read_bytes(), catalogue)
        _build(root, catalogue, trust=trust)
        number, file = chain.releases[-1].number, f"site/{checksums.TIMESTAMP}"
        click.echo(messages.line("time_stamp_kept", number=number, file=file))
        return
    text = signature.read_bytes() if signature else _signed(root, key, data, catalogue)
    signer = checksums.signed_by(text, data, chain)
    blob = ssh_signature.unarmoured(text.decode("ascii", "replace"))
    if signer is None or blob is None:
        output.refuse([releases.refused(f"it is no signature of site/{checksums.SUMS} by a key that is in "
                                        f"{releases.FILE} and valid on the day of the release")], catalogue)
        return
    write(root, releases.with_signature(chain, blob), catalogue)
    _build(root, catalogue, trust=trust)
    click.echo(messages.line("signed", number=chain.releases[-1].number, fingerprint=signer.fingerprint,
                             file=f"site/{checksums.SIGNATURE}"))


def _build(root: Path, catalogue: Catalogue, *, trust: bool) -> None:
    """Puts what is new into the site; an error ends the command."""
    report = build_.build(root, lambda _: None, Order(trusted=trust))
    if report.failed:
        show(report, "text", catalogue)
        raise SystemExit(1)


def _stamp(root: Path, chain: Chain, stamp: bytes, catalogue: Catalogue) -> None:
    """Writes a time stamp down with the last release; C031 ends the command if it is of another file."""
    if not timestamp.is_of(stamp, (root / "site" / checksums.SUMS).read_bytes()):
        output.refuse([releases.refused(f"it is no time stamp of site/{checksums.SUMS}")], catalogue)
    write(root, releases.with_timestamp(chain, stamp), catalogue)


def private_key(root: Path, file: Path, catalogue: Catalogue) -> Ed25519PrivateKey:
    """The private key in a file; a passphrase is asked for. C031 ends the command.

    A file inside the project is refused: a repository has no private key.
    """
    if file.resolve().is_relative_to(root.resolve()):
        output.refuse([releases.refused(f"the private key {file.name} is inside the project; move it elsewhere")],
                      catalogue)
    data = file.read_bytes()
    try:
        return ed25519.private_key(data)
    except ed25519.PassphraseError:
        passphrase = str(click.prompt(messages.line("passphrase", file=file.name), hide_input=True, err=True))
    except ValueError as error:
        output.refuse([releases.refused(f"{file.name} is no private key of OpenSSH: {error}")], catalogue)
    try:
        return ed25519.private_key(data, passphrase)
    except ValueError as error:
        output.refuse([releases.refused(f"{file.name} cannot be opened with this passphrase: {error}")], catalogue)
        raise


def _signed(root: Path, file: Path | None, data: bytes, catalogue: Catalogue) -> bytes:
    """The armoured signature of a SHA256SUMS."""
    if file is None:
        raise ValueError("a signature needs a key")
    blob = ed25519.sign(private_key(root, file, catalogue), NAMESPACE, data)
    return ssh_signature.armoured(blob).encode()
