"""A script as it is kept → the script as browsers get it."""

from __future__ import annotations

import re
from typing import Final

_SPARE: Final = re.compile(r"^[ \t]*+(?://[^\n]*+)?\n?", re.MULTILINE)
"""Lines that are a comment or empty, and the space at the beginnings of others."""


def compact(script: str) -> str:
    """The same script without lines of comment and without indentation. No template literal has several lines."""
    return _SPARE.sub("", script)
