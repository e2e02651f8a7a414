"""schema/codes.toml → a page of the manual with every diagnostic code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.generated.markdown import code, text

GROUPS: Final = {
    "C": "Project files", "T": "Bytes, text, language", "E": "Editor's changes", "N": "Numbering",
    "X": "XML and schema", "R": "Rules on Akoma Ntoso", "A": "Alignment of original and translation",
    "L": "Losslessness", "P": "Fonts and PDF", "K": "Published addresses", "S": "Site",
    "B": "Build and environment", "V": "Conversion and new texts",
    "I": "Files from translators", "Q": "Review of a translation"}
"""The groups of codes by their letter (CONTRIBUTING.md)."""

_HEAD: Final = """\
# Diagnostic codes

Each finding has a code. `diptych explain CODE` prints the same explanation. An error stops the publication of the work;
a warning and a notice do not. Words in braces are filled with the facts of the finding.

A project can change the severity and the words of a code: see
[Tables of your own](../guides/new-language.md#tables-of-your-own).
"""


def page(codes: Path) -> str:
    """The Markdown of the page. `{words}` in a message is filled with the facts of the finding."""
    known = tomllib.loads(codes.read_text(encoding="utf-8"))
    return "\n".join((_HEAD, *_codes(known)))


def _codes(known: dict[str, dict[str, str]]) -> Iterator[str]:
    group = ""
    for name, entry in sorted(known.items(), key=lambda item: (list(GROUPS).index(item[0][0]), item[0])):
        if name[0] != group:
            group = name[0]
            yield f"## {group}: {GROUPS[group]}\n"
        yield f"### {name}: {text(entry['title'])} {{ #{name.lower()} }}\n"
        yield f"*{entry['severity']}.* {text(entry['explanation'])}\n"
        yield f"Message: {code(entry['message'])}\n"
        yield f"What to do: {text(entry['hint'])}\n"
