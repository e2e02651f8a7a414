"""`diptych key`: one more public key that signs the releases of a site."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.commands.dates import DATE
from diptych.commands.release import write
from diptych.commands.sign import private_key
from diptych.files.signatures import ed25519, ssh_signature
from diptych.files.signatures.release_chain import KEY_NAMESPACE, Key
from diptych.project import releases


@click.command()
@click.argument("public", type=output.FILE, metavar="PUBLIC_KEY")
@click.option("--since", type=DATE, required=True, metavar="DATE", help="The day since which the key signs.")
@click.option("--by", type=output.FILE, metavar="PRIVATE_KEY",
              help="An earlier key, which signs this one. Only the first key needs none.")
@click.pass_obj
def key(root: Path, public: Path, since: datetime.datetime, by: Path | None) -> None:
    """Write a public key of Ed25519 into source/releases.toml, which `ssh-keygen -t ed25519` made.

    Every key after the first is signed by an earlier one, so that readers who know the first know it too."""
    catalogue = output.catalogue(root)
    chain = output.value(releases.read(root), catalogue)
    known = ssh_signature.public_key(public.read_text(encoding="utf-8", errors="replace"))
    if known is None:
        output.refuse([releases.refused(f"{public} is not a public key of Ed25519")], catalogue)
        return
    added = Key(known, f"{since:%Y-%m-%d}")
    if by is not None:
        voucher = private_key(root, by, catalogue)
        added = Key(known, added.since, ed25519.sign(voucher, KEY_NAMESPACE, added.statement))
    write(root, output.value(releases.with_key(chain, added), catalogue), catalogue)
    click.echo(messages.line("key_added", fingerprint=known.fingerprint, date=added.since))
