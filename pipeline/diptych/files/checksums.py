"""A published site and its SHA256SUMS: written beside the files, and held against a copy in a folder or on a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from http.client import HTTPException
from itertools import chain as chained
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from diptych.files import product_places
from diptych.files.copies import BOUNDS, Copy, ServerBounds, copy_at
from diptych.files.listed_files import ListedFiles
from diptych.files.signatures import release_chain, ssh_signature, timestamp
from diptych.files.signatures.release_chain import NAMESPACE, Chain
from diptych.files.signatures.ssh_signature import PublicKey

SUMS: Final = product_places.SUMS
SIGNATURE: Final = f"{SUMS}.sig"
"""The name that ssh-keygen gives to a signature."""
TIMESTAMP: Final = f"{SUMS}.tsr"
"""The name of a time stamp, as openssl and others call the answer of an authority."""
BESIDE: Final = (SUMS, SIGNATURE, TIMESTAMP)
"""Files that a SHA256SUMS does not list: it itself, and what is said of it."""
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\x00\\\r\n]+)")
_COMMENT: Final = "#"
_CONNECTIONS: Final = 8
_AT_ONCE: Final = 1_000
"""Lines that are put together at once, chosen. Lowered, a listing takes longer."""
_SUMS_LIMIT: Final = 1 << 28
"""Bytes of a SHA256SUMS at most, chosen: some two million files."""
_SIGNATURE_LIMIT: Final = 1 << 12
"""Bytes of a signature at most, chosen. One of Ed25519 has 294."""


_TIMESTAMP_LIMIT: Final = 1 << 16
"""Bytes of a time stamp at most, chosen. With certificates it has some thousands."""


class Fault(StrEnum):
    """What is wrong with a file of a copy."""

    MISSING = "missing"
    ALTERED = "altered"
    ADDED = "added"
    UNREADABLE = "unread"


class Doubt(StrEnum):
    """Why the SHA256SUMS of a copy is not that of its publisher."""

    CHAIN = "broken_chain"
    RELEASE = "not_of_release"
    SIGNATURE = "wrong_signature"
    UNSIGNED = "unsigned"
    KEY = "other_key"
    UNKNOWN = "unknown_release"
    TIMESTAMP = "wrong_timestamp"
    NO_TIMESTAMP = "no_timestamp"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many files were looked at, and what is wrong with which; `problem` says why they could not be.

    `sums` is the SHA-256 of the SHA256SUMS itself: whoever could alter a file could alter that too. `chain` has the
    releases of the site. `signer` is who signed the last one, `doubts` say what is wrong with it.
    `stamped` is when an authority saw the SHA256SUMS, if the reader named one.
    """

    files: int
    faults: tuple[tuple[str, Fault], ...] = ()
    sums: str = ""
    problem: str = ""
    chain: Chain = field(default=Chain())
    signer: PublicKey | None = None
    doubts: tuple[Doubt, ...] = ()
    stamped: datetime | None = None

    @property
    def whole(self) -> bool:
        """Whether the copy is whole and unaltered."""
        return not self.faults and not self.problem and not self.doubts


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader knows of a publisher: a public key, the digest of an earlier release, and a file with the root
    certificate of an authority for time stamps."""

    key: PublicKey | None = None
    release: str = ""
    authority: Path | None = None


@dataclass(frozen=True, slots=True)
class SumsFile:
    """A SHA256SUMS: the chain in its comments, and the recorded SHA-256 of each file."""

    chain: Chain
    listed: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The digest of the sums without comments, which a release has."""
        return release_chain.sums_digest(_lines(_sorted(self.listed)))


def text(listed: Mapping[str, str], chain: Chain) -> str:
    """A SHA256SUMS of files by name, as `sha256sum --check` reads it. The releases of the site are comments."""
    return chain.comments + "".join(f"{line}\n" for line in _lines(_sorted(listed)))


def sums(site: Path, chain: Chain = Chain()) -> str:  # noqa: B008 - frozen
    """A SHA256SUMS of all files below a folder."""
    return text({name: sha256((site / name).read_bytes()).hexdigest() for name in _names(site)}, chain)


def published(listed: ListedFiles, chain: Chain) -> tuple[tuple[str, Iterable[bytes]], ...]:
    """The SHA256SUMS of a site, in pieces; if these are the files of its last release, also its signature and its time
    stamp."""
    latest, sums_file = chain.latest, chained([chain.comments.encode()], _pieces(_lines(listed)))
    if not latest or latest.sums != release_chain.sums_digest(_lines(listed)):
        return ((SUMS, sums_file),)
    signed = ((SIGNATURE, [ssh_signature.armoured(latest.signature).encode()]),) if latest.signature else ()
    return ((SUMS, sums_file), *signed, *(((TIMESTAMP, [latest.timestamp]),) if latest.timestamp else ()))


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    while some := list(islice(lines, _AT_ONCE)):
        yield "\n".join((*some, "")).encode()


def read(data: bytes) -> SumsFile:
    """The content of a SHA256SUMS. Raises ValueError unless it is exactly as `text` writes it."""
    lines = data.decode("utf-8").split("\n")
    comments = [line for line in lines if line.startswith(_COMMENT)]
    chain = release_chain.parse(comments)
    parsed = [_LINE.fullmatch(line) for line in lines[len(comments):-1]]
    listed = {line[2]: line[1] for line in parsed if line and _inside(line[2])}
    if chain is None or text(listed, chain).encode() != data:
        raise ValueError(f"{SUMS} is damaged")
    return SumsFile(chain, listed)


def verify(place: str, work: str = "", expected: Expected = Expected(),
           bounds: ServerBounds = BOUNDS) -> Verdict:
    """Whether a copy of a site, a folder or the address of its front page, is what its SHA256SUMS says.

    With the IRI of a work, only the files of that work are verified. What was added shows in a folder only. A server
    is not asked for dot files, which many won't give. With a key the SHA256SUMS must be signed.
    """
    try:
        with copy_at(place, bounds) as copy:
            return _verified(copy, work, expected, dots=urlsplit(place).scheme not in ("http", "https"))
    except (OSError, ValueError, HTTPException) as error:
        return Verdict(0, problem=str(error))


def _verified(copy: Copy, work: str, expected: Expected, *, dots: bool) -> Verdict:
    data = copy.read(SUMS, _SUMS_LIMIT)
    if data is None:
        return Verdict(0, problem=f"there is no {SUMS}")
    recorded = read(data)
    listed = {name: sha for name, sha in recorded.listed.items()
              if f"{work}/" in f"/{name}" and (dots or not name.startswith("."))}
    if not listed:
        return Verdict(0, problem=f"{SUMS} lists nothing{f' of {work}' * bool(work)}")
    with ThreadPoolExecutor(_CONNECTIONS) as executor:
        judged = executor.map(lambda name: _judged(copy.digest, name, listed[name]), listed)
        faults = [(name, fault) for name, fault in zip(listed, judged, strict=True) if fault]
    known = {*BESIDE, *recorded.listed, *_folders(recorded.listed)}
    added = [name for name in copy.names() if name not in known and f"{work}/" in f"/{name}"]
    verdict = Verdict(len(listed), (*faults, *((name, Fault.ADDED) for name in added)), sha256(data).hexdigest(),
                      chain=recorded.chain)
    attributed = _attributed(verdict, recorded, data, copy.read(SIGNATURE, _SIGNATURE_LIMIT), expected)
    return _stamped(attributed, data, copy.read(TIMESTAMP, _TIMESTAMP_LIMIT), expected)


def _stamped(verdict: Verdict, data: bytes, stamp: bytes | None, expected: Expected) -> Verdict:
    """A verdict with the time of the stamp, if the reader names an authority. A stamp of other bytes is a doubt."""
    seen = timestamp.time(stamp, data, expected.authority) if stamp is not None and expected.authority else None
    if stamp is not None and (not timestamp.is_of(stamp, data) or expected.authority and seen is None):
        return replace(verdict, doubts=(*verdict.doubts, Doubt.TIMESTAMP))
    if stamp is None and expected.authority:
        return replace(verdict, doubts=(*verdict.doubts, Doubt.NO_TIMESTAMP))
    return replace(verdict, stamped=seen)


def _attributed(verdict: Verdict, recorded: SumsFile, data: bytes, signature: bytes | None,
                expected: Expected) -> Verdict:
    """A verdict with who signed, and all that is wrong with the releases and the signature."""
    chain, doubts = recorded.chain, list[Doubt]()
    if any(release_chain.breaks(chain)):
        doubts.append(Doubt.CHAIN)
    if chain.latest and chain.latest.sums != recorded.digest:
        doubts.append(Doubt.RELEASE)
    if expected.release and expected.release not in {release.digest for release in chain.releases}:
        doubts.append(Doubt.UNKNOWN)
    signer = None if signature is None else signed_by(signature, data, chain)
    if signature is not None and signer is None:
        doubts.append(Doubt.SIGNATURE)
    if expected.key and signature is None:
        doubts.append(Doubt.UNSIGNED)
    if expected.key and signer and signer not in release_chain.vouched(chain, expected.key):
        doubts.append(Doubt.KEY)
    return replace(verdict, signer=signer, doubts=tuple(doubts))


def signed_by(signature: bytes, sums_file: bytes, chain: Chain) -> PublicKey | None:
    """The key of a chain that signed a SHA256SUMS on a day on which it was valid; None if there is none."""
    # OpenSSL takes a while to load, and a copy without signature does without.
    from diptych.files.signatures import ed25519  # noqa: PLC0415

    blob = ssh_signature.unarmoured(signature.decode("ascii", "replace"))
    signer = ed25519.signer(blob, NAMESPACE, sums_file) if blob else None
    known = chain.key(signer) if signer else None
    return signer if known and chain.latest and known.since <= chain.latest.date else None


def printable(name: str) -> str:
    """A name without characters that move the cursor of a terminal, or that are not to be seen."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _judged(digest: Callable[[str], str | None], name: str, recorded: str) -> Fault | None:
    try:
        present = digest(name)
    except PermissionError:
        return Fault.UNREADABLE
    except IsADirectoryError:
        return Fault.MISSING
    except ValueError:
        return Fault.ALTERED
    if present is None:
        return Fault.MISSING
    return None if present == recorded else Fault.ALTERED


def _folders(names: Iterable[str]) -> set[str]:
    """The folders of some files, with a slash at the end. One that is empty lacks its files, and was not added."""
    return {f"{folder}/" for name in names for folder in map(str, PurePosixPath(name).parents)}


def _inside(name: str) -> bool:
    """Whether a name is that of a file below the site, and of none that a SHA256SUMS does not list."""
    return all(part not in ("", ".", "..") for part in name.split("/")) and name not in BESIDE


def _sorted(listed: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, listed[name]) for name in sorted(listed))


def _lines(files: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines of a SHA256SUMS, by the name and the SHA-256 of each file in the order of names."""
    return (f"{sha}  {name}" for name, sha in files)


def _names(root: Path) -> Iterator[str]:
    """Every file below a folder besides its SHA256SUMS and what is said of that, by its path there."""
    return (name for name in sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
            if name not in BESIDE)
