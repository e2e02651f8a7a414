"""A finished PDF → the page on which each of its named destinations stands."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf


def pages(data: bytes) -> Mapping[str, int]:
    """The number of the page of each name, the first being 1."""
    with pikepdf.open(BytesIO(data)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
        if "/Names" not in file.Root or "/Dests" not in file.Root.Names:
            return {}
        listed = file.Root.Names.Dests.Names
        return {str(listed[place]): numbers[listed[place + 1][0].objgen] for place in range(0, len(listed), 2)}
