"""Plain words → Markdown in which nothing but code between backticks is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_CODE: Final = re.compile(r"(`[^`]+`)")
_MARKUP: Final = re.compile(r"[*\[\]{}|]")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def text(words: str) -> str:
    """Words as Markdown, on one line."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(part if part.startswith("`") and len(part) > 1 else _escaped(part) for part in parts)


def code(words: str) -> str:
    """Words as code, in as many backticks as they need."""
    fence = "``" if "`" in words else "`"
    space = " " if fence == "``" else ""
    return f"{fence}{space}{words}{space}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells in Markdown. A bar in code does not end a cell."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows)) + "\n"


def block(language: str, content: str) -> str:
    """A code block."""
    return f"``` {language}\n{content.rstrip()}\n```\n"


def _escaped(words: str) -> str:
    words = "".join(_ENTITIES.get(sign, sign) for sign in words)
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", words)
