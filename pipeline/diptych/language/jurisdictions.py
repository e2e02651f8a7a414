"""What Diptych knows of a country's documents: parsed TOML → frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from diptych.language import label_patterns
from diptych.language.label_patterns import NEVER, LabelForm
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """A unit of a kind of document: its element, the label shapes that open it, how it shows its heading
    (`line`, `bracket` or none), and the element of the unnumbered paragraphs that it counts, if it does. A floating
    level goes for one only where its labels stand above those that show the kind; before the label of a captioned one
    a line may stand that names it and those after it; before those of a noted one marginal notes may stand."""

    element: str
    shapes: tuple[str, ...]
    heading: str = ""
    paragraphs: str = ""
    floating: bool = False
    captioned: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: `needs` are the shapes that show it; `levels` from the outermost in; below them the
    shapes of `outline` in their usual order, those that occur taking the elements of `elements` one by one. In an
    `introduced` one a sentence leads to the numbers below those that show it; else these number the text itself."""

    name: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    outline: tuple[str, ...]
    elements: tuple[str, ...]
    headings: bool
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country's documents: the kinds, the more telling first, the shapes of document numbers, and the files of
    schema/languages that it writes in."""

    code: str
    kinds: tuple[DocumentKind, ...]
    numbers: tuple[LabelForm, ...]
    languages: tuple[str, ...] = ()

    def is_number(self, text: str) -> bool:
        """Whether a text is a document's number and nothing else."""
        for number in self.numbers:  # noqa: SIM110 (a text is asked by every jurisdiction, most of them in vain)
            if number.fits(text):
                return True
        return False

    def number_at(self, text: str, start: int) -> int:
        """Where the document's number ends that stands at a place in a text; the place itself if none does."""
        found = [match.end() for number in self.numbers for match in (number.pattern.match(text, start),) if match]
        return max(found, default=start)


def jurisdiction(data: Mapping[str, Any]) -> Jurisdiction:
    """The jurisdiction that a file of schema/jurisdictions describes."""
    kinds = tuple(
        DocumentKind(item["name"], tuple(item.get("needs", ())),
             tuple(Level(level["element"], tuple(level["shapes"]), level.get("heading", ""),
                         level.get("paragraphs", ""), level.get("floating", False),
                         level.get("captioned", False), level.get("noted", False))
                   for level in item.get("levels", ())),
             tuple(item.get("outline", ())), tuple(item["elements"]), item.get("headings", False),
             item.get("introduced", False))
        for item in data["kinds"])
    return Jurisdiction(data["code"], kinds, tuple(map(label_patterns.form, data.get("numbers", ()))),
                        tuple(data.get("languages", ())))


@lru_cache
def any_number(places: tuple[tuple[LabelForm, ...], ...]) -> re.Pattern[str]:
    """What a document's number matches in any of several jurisdictions: one group for each of these."""
    alternatives = ("|".join(form.grouped("(?:") for form in numbers) or NEVER.pattern for numbers in places)
    return re.compile("|".join(f"({one})" for one in alternatives))
