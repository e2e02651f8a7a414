"""Items of CBOR (RFC 8949) as the bytes that they are written in, as far as a search index needs them: whole numbers,
texts, and lists of a known length."""

from __future__ import annotations

from collections.abc import Iterable

_ARRAY = 4
_STRINGS = (2, 3)
_NUMBERS = (0, 1, 7)
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}


def items(data: bytes) -> list[bytes]:
    """The items of a list, each as it is written."""
    kind, count, at = _head(data, 0)
    if kind != _ARRAY:
        raise ValueError("this is no list")
    found = []
    for _ in range(count):
        end = _end(data, at)
        found.append(data[at:end])
        at = end
    return found


def array(written: Iterable[bytes]) -> bytes:
    """The list of some items as they are written."""
    found = list(written)
    count = len(found)
    size = next((size for size in (1, 2, 4, 8) if count < 1 << 8 * size), 8)
    head = bytes((_ARRAY << 5 | count,)) if count < 24 else (
        bytes((_ARRAY << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size],)) + count.to_bytes(size, "big"))
    return head + b"".join(found)


def _end(data: bytes, at: int) -> int:
    """Where the item that begins at a place ends."""
    open_items = 1
    while open_items:
        kind, value, at = _head(data, at)
        open_items -= 1
        if kind == _ARRAY:
            open_items += value
        elif kind in _STRINGS:
            at += value
        elif kind not in _NUMBERS:
            raise ValueError("this is neither a number, a text nor a list")
    return at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and value of an item, and where its content begins."""
    first = data[at]
    short, size = first & 31, _SIZES.get(first & 31, 0)
    if short > 27:
        raise ValueError("a list of unknown length")
    value = int.from_bytes(data[at + 1:at + 1 + size], "big") if size else short
    return first >> 5, value, at + 1 + size
