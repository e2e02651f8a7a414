"""Tables of schema/jurisdictions → the documents of a country."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from diptych.language import label_patterns
from diptych.language.label_patterns import NEVER, LabelForm, is_never
from diptych.values import dataclass, from_table


@dataclass(frozen=True, slots=True)
class Level:
    """A level of units: its element and the shapes of its labels.

    `heading` is `line` or `bracket`, empty for none. `paragraphs` is the element of its counted unnumbered paragraphs.
    A `floating` level needs its labels above those that show the kind of document. Before a `captioned` label a line
    may name it and the labels after it. Before a `noted` label there may be marginal notes. A level `above` a shape
    counts only where its labels hold those of that shape. A level `from_second` counts only where its labels begin
    with 2: the first paragraph of an article bears no number. Where a level is `titled`, the line below a label that is
    alone on its line may be the title of the unit.
    """

    element: str
    shapes: tuple[str, ...]
    heading: str = ""
    paragraphs: str = ""
    floating: bool = False
    captioned: bool = False
    noted: bool = False
    above: str = ""
    from_second: bool = False
    titled: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document, recognised by the shapes of its labels that it `needs`.

    `levels` go from the outermost in. Below them the shapes of `outline`, in their usual order, take the `elements`
    one by one. If `introduced`, a sentence comes before the numbers below those in `needs`; else such numbers are the
    text's own. If `several`, a lone label for 1 shows nothing: it may be a version. A label of the shape `itemised`
    heads the clauses that print its number before theirs (1, 1.0.1); one without such clauses has the shape `item`. A
    kind that is `titled` needs a row of that form above its body.
    """

    name: str
    elements: tuple[str, ...]
    needs: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    outline: tuple[str, ...] = ()
    headings: bool = False
    introduced: bool = False
    several: bool = False
    itemised: str = ""
    titled: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The documents of a country: their kinds, the most specific first, and the forms of their numbers.

    `languages` are the files of schema/languages whose texts have these kinds by custom. `signs` are words that show
    the kinds, `names` words that name the country. Both are searched in lines that a line feed precedes. Patterns that
    begin with a plain character are the fastest. `numbering` is `free` where laws print no number of a repealed unit,
    or the numbers of the law that they amend.
    """

    code: str
    kinds: tuple[DocumentKind, ...]
    numbers: tuple[LabelForm, ...]
    languages: tuple[str, ...] = ()
    signs: re.Pattern[str] = NEVER
    names: re.Pattern[str] = NEVER
    numbering: str = ""

    def is_number(self, text: str) -> bool:
        """True if the whole text is a document number."""
        for number in self.numbers:  # noqa: SIM110 (all jurisdictions test each text, and few match)
            if number.fits(text):
                return True
        return False

    def number_at(self, text: str, start: int) -> int:
        """The end of the longest document number at `start`; `start` if there is none."""
        matches = [number.pattern.match(text, start) for number in self.numbers]
        return max((match.end() for match in matches if match), default=start)


def jurisdiction(data: Mapping[str, Any],
                 kinds_of: Callable[[str], Sequence[Mapping[str, Any]]] = lambda _: ()) -> Jurisdiction:
    """The jurisdiction of a file of schema/jurisdictions. It has its own kinds, or is `like` another, whose kinds
    `kinds_of` gives."""
    tables = kinds_of(data["like"]) if "like" in data else data["kinds"]
    kinds = tuple(from_table(DocumentKind, item, levels=tuple(
        from_table(Level, level) for level in item.get("levels", ()))) for item in tables)
    numbers = tuple(map(label_patterns.form, data.get("numbers", ())))
    words = {key: re.compile(label_patterns.expression(data[key])) for key in ("signs", "names") if key in data}
    return from_table(Jurisdiction, data, kinds=kinds, numbers=numbers, **words)


@lru_cache
def any_of(patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    """The pattern of what any of these matches: the signs or the names of several countries."""
    return re.compile("|".join(pattern.pattern for pattern in patterns if not is_never(pattern)) or NEVER.pattern)


@lru_cache
def any_number(places: tuple[tuple[LabelForm, ...], ...]) -> re.Pattern[str]:
    """The pattern of document numbers in several jurisdictions, with a group for each of them."""
    alternatives = ("|".join(form.grouped("(?:") for form in numbers) or NEVER.pattern for numbers in places)
    return re.compile("|".join(f"({alternative})" for alternative in alternatives))
