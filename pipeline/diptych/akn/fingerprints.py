"""What the ledger remembers of a published text: a digest that says "the same", a sketch that says "alike".

A sketch is a MinHash of the text's character bigrams, its beginning and end among them: of each of 128 random orders
of all bigrams the two lowest bits of the text's least one (b-bit MinHash, Li and König 2010). Two sketches agree in as
many places more than chance as the texts share of all their bigrams. It needs no words, so it serves any script, and
the text can't be read from it.
"""

from __future__ import annotations

import struct
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from hashlib import sha256, shake_128
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import local
from diptych.akn.provisions import UNITS

DIGITS: Final = 32
"""How many digits of the SHA-256 are kept."""

_ORDERS: Final = 128
_BITS: Final = 2 * _ORDERS
_EVEN: Final = int("01" * _ORDERS, 2)
_LOWEST: Final = struct.Struct(f"<{_ORDERS}I")


@lru_cache(maxsize=8)
def anchors(document: Document) -> Mapping[str, etree._Element]:
    """What a document publishes an address for, by eId, in its order: every unit and every paragraph of its text."""
    return dict(_anchors(document.main))


def _anchors(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        if eid and (name in UNITS or name == "p"):
            yield eid, child
        if name not in ("", "meta", "p"):
            yield from _anchors(child)


def words(element: etree._Element) -> str:
    """All words of an element as published, in NFC and without white space."""
    return "".join(unicodedata.normalize("NFC", emended(element)).split())


def digest(text: str) -> str:
    """The first digits of the SHA-256 of a text that `words` gave."""
    return sha256(text.encode()).hexdigest()[:DIGITS]


def fingerprint(text: str) -> str:
    """Digest and sketch of a text that `words` gave: `0f…9a.Xs…Q`."""
    packed = sketch(text).to_bytes(_BITS // 8, "big")
    return f"{digest(text)}.{urlsafe_b64encode(packed).decode().rstrip('=')}"


def parts(recorded: str) -> tuple[str, int]:
    """The digest and the sketch of a fingerprint."""
    start, _, packed = recorded.partition(".")
    return start, int.from_bytes(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), "big")


def sketch(text: str) -> int:
    """The sketch of a text, two bits for each order."""
    ends = f"\x02{text}\x03"
    least = reduce(_least, map(_ranks, {ends[at:at + 2] for at in range(len(ends) - 1)}))
    return reduce(lambda packed, rank: packed << 2 | rank & 3, least, 0)


def similarity(one: int, other: int) -> float:
    """How alike two texts are by their sketches: about the share of bigrams they have in common, 1 for the same."""
    differing = one ^ other
    agreeing = 1 - ((differing | differing >> 1) & _EVEN).bit_count() / _ORDERS
    return (agreeing - 1 / 4) / (1 - 1 / 4)


def _least(one: Iterable[int], other: Iterable[int]) -> tuple[int, ...]:
    return tuple(map(min, one, other))


@lru_cache(maxsize=1 << 16)
def _ranks(bigram: str) -> tuple[int, ...]:
    """The rank of a bigram in each order."""
    return _LOWEST.unpack(shake_128(bigram.encode()).digest(_LOWEST.size))
