"""The releases of a site, each with the digest of the one before, and the keys that sign them ⇄ lines of text.

A SHA256SUMS has these lines as comments. One signature over that file therefore covers the files, all releases and all
keys. A copy that was put back to an older release lacks the releases that a reader knows.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Final

from diptych.files.signatures import ssh_signature
from diptych.files.signatures.ssh_signature import PublicKey

NAMESPACE: Final = "diptych-release"
"""The namespace of a signature over a SHA256SUMS."""
KEY_NAMESPACE: Final = "diptych-key"
"""The namespace of a signature by which a key vouches for the next one."""
FIRST: Final = "0" * 64
"""The digest in place of that of a release before the first one."""
_COMMENT: Final = "# "
_HEAD: Final = "diptych releases 1"
"""The first line, with the version of this format."""
_DATE: Final = r"(\d{4}-\d\d-\d\d)"
_KEY: Final = re.compile(rf"key {_DATE} (ssh-ed25519 \S+) (\S+)")
_RELEASE: Final = re.compile(rf"release ([1-9]\d{{0,8}}) {_DATE} ([0-9a-f]{{64}}) ([0-9a-f]{{64}})")
_NO_SIGNATURE: Final = "-"


class Break(StrEnum):
    """What is wrong with an entry of a chain."""

    NUMBER = "its number does not follow"
    DATE = "its date is before that of the entry above"
    PREVIOUS = "it does not have the digest of the release above"
    SIGNATURE = "no key above it has signed it"
    DOUBLED = "the key is there already"


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, the date since which it signs, and the signature of an earlier key, empty for the first one."""

    public: PublicKey
    since: str
    signature: bytes = b""

    @property
    def statement(self) -> bytes:
        """The message that an earlier key signs."""
        return f"key {self.public.line} since {self.since}\n".encode()

    @property
    def line(self) -> str:
        """The key in a chain."""
        signature = base64.b64encode(self.signature).decode() or _NO_SIGNATURE
        return f"key {self.since} {self.public.line} {signature}"


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its number, its date, the SHA-256 of its sums, the digest of the release before.

    `signature` is that of the SHA256SUMS with this release at its end, empty if it is not signed. `timestamp` is the
    answer of an authority of RFC 3161 about the same file, empty if there is none.
    """

    number: int
    date: str
    sums: str
    previous: str
    signature: bytes = b""
    timestamp: bytes = b""

    @property
    def line(self) -> str:
        """The release in a chain."""
        return f"release {self.number} {self.date} {self.sums} {self.previous}"

    @property
    def digest(self) -> str:
        """The SHA-256 of the line: with it the next release fixes this one and all before."""
        return sha256(self.line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """The keys and the releases of a site, the oldest first."""

    keys: tuple[Key, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def latest(self) -> Release | None:
        """The newest release."""
        return self.releases[-1] if self.releases else None

    @property
    def comments(self) -> str:
        """The chain as comment lines; empty without a release."""
        lines = (_HEAD, *(key.line for key in self.keys), *(release.line for release in self.releases))
        return "".join(f"{_COMMENT}{line}\n" for line in lines) if self.releases else ""

    def key(self, public: PublicKey) -> Key | None:
        """The entry of a key."""
        return next((key for key in self.keys if key.public == public), None)

    def next_release(self, date: str, sums: str) -> Release:
        """A release after all others."""
        return Release(len(self.releases) + 1, date, sums, self.latest.digest if self.latest else FIRST)


def parse(comments: Sequence[str]) -> Chain | None:
    """The chain in comment lines; None if they are not exactly those of a chain."""
    lines = [line.removeprefix(_COMMENT) for line in comments]
    keys = [key for key in map(_KEY.fullmatch, lines) if key]
    releases = tuple(Release(int(line[1]), line[2], line[3], line[4])
                     for line in map(_RELEASE.fullmatch, lines) if line)
    try:
        read = tuple(Key(public, key[1], b"" if key[3] == _NO_SIGNATURE else base64.b64decode(key[3], validate=True))
                     for key in keys for public in [ssh_signature.public_key(key[2])] if public)
    except ValueError:
        return None
    chain = Chain(read, releases)
    return chain if chain.comments == "".join(f"{line}\n" for line in comments) else None


def breaks(chain: Chain) -> Iterator[tuple[Key | Release, Break]]:
    """The entries of a chain that do not follow from those above, each with what is wrong."""
    before = (FIRST, *(release.digest for release in chain.releases))
    for number, (previous, release) in enumerate(zip(before, chain.releases, strict=False), 1):
        if release.number != number:
            yield release, Break.NUMBER
        if release.previous != previous:
            yield release, Break.PREVIOUS
    yield from ((key, Break.DATE) for earlier, key in pairwise(chain.keys) if key.since < earlier.since)
    yield from ((later, Break.DATE) for earlier, later in pairwise(chain.releases) if later.date < earlier.date)
    for index, key in enumerate(chain.keys):
        above = chain.keys[:index]
        if key.public in {other.public for other in above}:
            yield key, Break.DOUBLED
        elif above and _voucher(key) not in {other.public for other in above} or not above and key.signature:
            yield key, Break.SIGNATURE


def vouched(chain: Chain, trusted: PublicKey) -> frozenset[PublicKey]:
    """A key that a reader trusts, and all keys for which it vouches, itself or by others."""
    known = {trusted}
    for key in chain.keys:
        if key.signature and _voucher(key) in known:
            known.add(key.public)
    return frozenset(known)


def _voucher(key: Key) -> PublicKey | None:
    """The key that has signed another one."""
    # OpenSSL takes a while to load, and most projects have one key or none.
    from diptych.files.signatures import ed25519  # noqa: PLC0415

    return ed25519.signer(key.signature, KEY_NAMESPACE, key.statement) if key.signature else None


def sums_digest(lines: Iterable[str]) -> str:
    """The digest of the sums of a site, the lines of its SHA256SUMS without comments."""
    total = sha256()
    for line in lines:
        total.update(f"{line}\n".encode())
    return total.hexdigest()
