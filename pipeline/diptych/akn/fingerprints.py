"""A published text → its fingerprint in the ledger: a digest proves equality, a sketch estimates similarity.

A sketch is a b-bit MinHash (Li and König 2010) of the text's character bigrams, start and end marks included. It holds
two bits for each of 128 random orders of all bigrams: the lowest bits of the text's least rank. The agreement of two
sketches above chance estimates the Jaccard similarity of the bigrams. Bigrams need no words, so any script will do.
The text cannot be recovered from its sketch.
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
from diptych.akn.provisions import UNITS, is_line

DIGITS: Final = 32
"""Hexadecimal digits kept of a SHA-256, chosen (128 bits). A change makes every published digest differ."""
_ORDERS: Final = 128
"""Random orders of a sketch, chosen: the standard error of a similarity is at most 0.06. More orders make the ledger
longer; any change makes published sketches incomparable."""
_BITS: Final = 2 * _ORDERS
"""Bits of a sketch."""
_FEWEST: Final = 6
"""Orders in which a part must differ from the whole, chosen: a twentieth of the whole is not in it. If raised, short
additions to a clause are not recognised."""
_EVEN: Final = int("01" * _ORDERS, 2)
"""Mask of the lower bit of each order."""
_LOWEST: Final = struct.Struct(f"<{_ORDERS}I")
"""The ranks of a bigram: an unsigned 32-bit integer for each order."""


@lru_cache(maxsize=8)
def anchors(document: Document) -> Mapping[str, etree._Element]:
    """The elements that have a published address, by eId in document order: every unit and every line."""
    return dict(_anchors(document.main))


def _anchors(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        line = is_line(child)
        if eid and (name in UNITS or line):
            yield eid, child
        if name not in ("", "meta") and not line:
            yield from _anchors(child)


def words(element: etree._Element) -> str:
    """The published text of an element in NFC, without white space."""
    return "".join(unicodedata.normalize("NFC", emended(element)).split())


def digest(text: str) -> str:
    """The first digits of the SHA-256 of a text from `words`."""
    return sha256(text.encode()).hexdigest()[:DIGITS]


def fingerprint(text: str) -> str:
    """Digest and sketch of a text from `words`: `0f…9a.Xs…Q`."""
    packed = sketch(text).to_bytes(_BITS // 8, "big")
    return f"{digest(text)}.{urlsafe_b64encode(packed).decode().rstrip('=')}"


def parts(recorded: str) -> tuple[str, int]:
    """The digest and the sketch of a fingerprint."""
    start, _, packed = recorded.partition(".")
    return start, int.from_bytes(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), "big")


def sketch(text: str) -> int:
    """The sketch of a text, two bits an order."""
    return sketch_of_ranks(ranks(text))


def ranks(text: str) -> tuple[int, ...]:
    """The least rank of a text's bigrams in each order; the lesser ones of two texts are those of both together."""
    ends = f"\x02{text}\x03"
    return reduce(_least, map(_ranks, {ends[at:at + 2] for at in range(len(ends) - 1)}))


def sketch_of_ranks(least: Iterable[int]) -> int:
    """The sketch of a text, or of several together, by the least ranks of its bigrams."""
    return reduce(lambda packed, rank: packed << 2 | rank & 3, least, 0)


def similarity(sketched: int, other: int) -> float:
    """The estimated Jaccard similarity of two texts by their sketches; 1 for equal, about 0 for unrelated texts."""
    differing = sketched ^ other
    agreeing = 1 - ((differing | differing >> 1) & _EVEN).bit_count() / _ORDERS
    return (agreeing - 1 / 4) / (1 - 1 / 4)


def addition(sketched: int, other: int, whole: int) -> float:
    """The estimated share of what a text has beside another, `sketched`, that is from `other`; by their sketches.

    Where the least rank of the whole isn't that of one part, it is that of the other: 1 if the whole is both, about 0
    if the other has nothing to do with it. 0 if the whole has next to nothing beside the first.
    """
    lacking, present = ((known ^ whole | (known ^ whole) >> 1) & _EVEN for known in (sketched, other))
    orders = lacking.bit_count()
    return 0.0 if orders < _FEWEST else ((lacking & ~present).bit_count() / orders - 1 / 4) / (1 - 1 / 4)


def _least(known: Iterable[int], other: Iterable[int]) -> tuple[int, ...]:
    return tuple(map(min, known, other))


@lru_cache(maxsize=1 << 16)
def _ranks(bigram: str) -> tuple[int, ...]:
    """The rank of a bigram in each order."""
    return _LOWEST.unpack(shake_128(bigram.encode()).digest(_LOWEST.size))
