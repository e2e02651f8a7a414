"""The changes of all works → changes.json, the newest first, in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from diptych.render.site import json_formats, site_index

NAME: Final = "changes"
FIRST: Final = f"{NAME}.json"
"""The page of the list with the newest changes."""
AT_ONCE: Final = 500
"""Changes on a page, chosen. Raised, a program that asks for the newest fetches more."""


def pages(changes: Sequence[msgspec.Raw], site_url: str) -> Iterator[tuple[str, bytes]]:
    """The files of the list; a change is an entry of `work_changes.listed` as JSON."""
    parts = [changes[start:start + AT_ONCE] for start in range(0, len(changes), AT_ONCE)] or [()]
    for number, part in enumerate(parts, 1):
        head = {**json_formats.head(NAME, site_url), **site_index.paging(NAME, number, len(parts), site_url)}
        yield site_index.path(NAME, number), json_formats.encoded({**head, "changes": list(part)})
