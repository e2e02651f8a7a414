"""The words of the server: what it refuses and why, and what a text is, from schema/published/mcp.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from diptych.config import schema_layers

FILE: Final = "published/mcp.json"


class Refusal(Exception):  # noqa: N818 - an answer of a tool, no mistake of the program
    """What a tool says instead of an answer."""

    def __init__(self, name: str, **facts: object) -> None:
        super().__init__(catalogue()["refusals"][name].format(**facts))


@cache
def catalogue() -> Mapping[str, Any]:
    """The instructions, the tools and the words of the server."""
    known: Mapping[str, Any] = json.loads(schema_layers.packaged_bytes(FILE) or b"{}")
    return known


def word(name: str) -> str:
    """A word of an answer."""
    return str(catalogue()["words"][name])
