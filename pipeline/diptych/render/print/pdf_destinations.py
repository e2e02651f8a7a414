"""Finished PDF → the page number of each of its named destinations."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO


def pages(data: bytes) -> Mapping[str, int]:
    """The page number of each named destination, from 1; empty for a file without destinations, or without bytes."""
    if not data:
        return {}
    # It takes a while to load, and a process that makes no metadata does without.
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(BytesIO(data)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
        if "/Names" not in file.Root or "/Dests" not in file.Root.Names:
            return {}
        entries = file.Root.Names.Dests.Names
        # A destination with a structure element is a dictionary with the place as its D.
        places = {str(entries[index]): entries[index + 1].D if isinstance(entries[index + 1], pikepdf.Dictionary)
                  else entries[index + 1] for index in range(0, len(entries), 2)}
        return {name: numbers[place[0].objgen] for name, place in places.items()}
