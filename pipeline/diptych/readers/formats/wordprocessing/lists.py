"""numbering.xml → the lists of a document, and the number that Word prints before each paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from diptych.readers.formats.automatic_numbers import Counters, Levels, NumberingLevel
from diptych.readers.formats.wordprocessing.properties import W, number, toggle, value
from diptych.readers.formats.wordprocessing.styles import TextStyle

_SYSTEMS: Final = {
    "decimal": "arabic", "decimalFullWidth": "arabic-wide", "decimalFullWidth2": "arabic-wide",
    "decimalHalfWidth": "arabic", "upperRoman": "roman-upper", "lowerRoman": "roman-lower", "upperLetter": "upper",
    "lowerLetter": "lower", "decimalZero": "arabic-padded", "chineseCounting": "chinese",
    "ideographDigital": "chinese", "chineseCountingThousand": "chinese", "taiwaneseCounting": "chinese",
    "taiwaneseCountingThousand": "chinese", "japaneseCounting": "chinese", "ganada": "ganada",
    "chosung": "jamo-again", "decimalEnclosedCircle": "circled", "decimalEnclosedCircleChinese": "circled",
    "decimalEnclosedParen": "parenthesised", "decimalEnclosedFullstop": "full-stop", "ideographTraditional": "stem",
    "iroha": "iroha", "irohaFullWidth": "iroha", "aiueo": "katakana", "aiueoFullWidth": "katakana",
    "ordinal": "ordinal-figure", "cardinalText": "cardinal-word", "ordinalText": "ordinal-word",
    "hex": "hexadecimal", "chicago": "marks", "numberInDash": "dashed",
    "ideographEnclosedCircle": "circled-chinese", "ideographZodiac": "branch",
    "ideographZodiacTraditional": "stem-branch", "chineseLegalSimplified": "chinese-formal",
    "ideographLegalTraditional": "chinese-formal-hant", "japaneseLegal": "japanese-formal",
    "japaneseDigitalTenThousand": "chinese-digits", "taiwaneseDigital": "chinese-digits",
    "koreanDigital": "hangul-digits", "koreanDigital2": "hanja-digits", "koreanCounting": "hangul-sino",
    "koreanLegal": "hangul-native", "hebrew1": "hebrew", "hebrew2": "hebrew-letter", "arabicAlpha": "arabic-letter",
    "arabicAbjad": "arabic-abjad", "russianLower": "russian-lower", "russianUpper": "russian-upper",
    "thaiLetters": "thai-letter", "thaiNumbers": "thai", "hindiVowels": "hindi-letter", "hindiNumbers": "hindi",
    "bahtText": "arabic", "bullet": "", "none": ""}
"""Numeral system of each value of ST_NumberFormat, the names defined by ECMA-376; empty where it prints no number. A
number in an unlisted system is unreadable. Word prints consonants as hindiVowels and figures as bahtText
([MS-OI29500], 2.1.540)."""
_SUFFIXES: Final = {"tab": " ", "space": " ", "nothing": ""}
"""Character that is printed behind a label, by the value of ST_LevelSuffix. A tab is width alone, like a space."""
_WORDS: Final = re.compile(r"[^\W_]{2}")
"""Pattern of two letters in a row: words before each paragraph of a list without numbers; one is a bullet."""
_NONE: Final = ("", "0")
"""Numbers of no list. A paragraph or a style has 0 to end the numbering of its style."""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the name under which it counts, shared by lists that count on, and its levels.

    `restarts` are depths: numbers start over with the list's first paragraph at any of them. `styles` are depths by
    the id of the style whose paragraphs have that depth.
    """

    name: str
    levels: Levels
    restarts: frozenset[int]
    styles: Mapping[str, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document by number, their counters, and the lists that have started over."""

    lists: Mapping[str, NumberedList]
    counters: Counters = field(default_factory=Counters)
    begun: set[str] = field(default_factory=set)

    def label(self, properties: etree._Element | None, style: TextStyle) -> str:
        """Counts a paragraph; the number that Word prints before it, with a space unless the list has none.

        Bullets are no words of the text and are left out.
        """
        own = properties.find(W + "numPr") if properties is not None else None
        chosen = value(own.find(W + "numId")) if own is not None else ""
        key = chosen or style.list_number or ""
        listed = self.lists.get(key) if key not in _NONE else None
        if listed is None:
            return ""
        depth = number(own.find(W + "ilvl")) if own is not None else None
        if depth is None:
            depth = _depth(style, listed)
        if depth not in listed.levels:
            return ""
        if depth in listed.restarts and key not in self.begun:
            self.begun.add(key)
            self.counters.restart(listed.name, depth)
        self.counters.count(listed.name, listed.levels, depth)
        level = listed.levels[depth]
        is_worded = level.system or "%" in level.template or _WORDS.search(level.template)
        return self.counters.label(listed.name, listed.levels, depth) if is_worded else ""


def _depth(style: TextStyle, listed: NumberedList) -> int:
    """The depth of a paragraph that gets it from its style: the level that is linked to the style comes first."""
    linked = next((listed.styles[name] for name in style.names if name in listed.styles), None)
    return linked if linked is not None else style.depth or 0


def lists(root: etree._Element) -> Mapping[str, NumberedList]:
    """The lists of a document by their numbers. A list that names a style counts with the list that has the style."""
    kinds = {kind.get(W + "abstractNumId", ""): kind for kind in root.iter(W + "abstractNum")}
    linked = {value(link): name for name, kind in kinds.items() if (link := kind.find(W + "styleLink")) is not None}
    levels = {name: {int(level.get(W + "ilvl", "0")): level for level in kind.iter(W + "lvl")}
              for name, kind in kinds.items()}
    known = {name: {depth: _level(level) for depth, level in items.items()} for name, items in levels.items()}
    styles = {name: _linked_styles(items) for name, items in levels.items()}
    numbered: dict[str, NumberedList] = {}
    for item in root.iter(W + "num"):
        kind = value(item.find(W + "abstractNumId"))
        if kind in kinds and not known[kind]:
            kind = linked.get(value(kinds[kind].find(W + "numStyleLink")), kind)
        number_, own = item.get(W + "numId", ""), dict(known.get(kind, {}))
        changed = tuple(_override(own, change) for change in item.iter(W + "lvlOverride"))
        restarts = frozenset(depth for depth in changed if depth is not None)
        numbered[number_] = NumberedList(kind, own, restarts, styles.get(kind, {}))
    return numbered


def _linked_styles(levels: Mapping[int, etree._Element]) -> Mapping[str, int]:
    linked = ((value(level.find(W + "pStyle")), depth) for depth, level in levels.items())
    return {style: depth for style, depth in linked if style}


def _override(levels: dict[int, NumberingLevel], change: etree._Element) -> int | None:
    """Changes a level of a list, in place; its depth if its numbers start over."""
    depth = int(change.get(W + "ilvl", "0"))
    own = change.find(W + "lvl")
    if own is not None:
        levels[depth] = _level(own)
    start = number(change.find(W + "startOverride"))
    if start is None or depth not in levels:
        return None
    levels[depth] = replace(levels[depth], start=start)
    return depth


def _level(element: etree._Element) -> NumberingLevel:
    kind = value(element.find(W + "numFmt"), "decimal")
    # lvlRestart counts levels from 1; the level restarts behind that level and those above it, 0 is never.
    restart = number(element.find(W + "lvlRestart"))
    start = number(element.find(W + "start"))
    return NumberingLevel(start or 0, _SYSTEMS.get(kind, kind), value(element.find(W + "lvlText")),
                          None if restart is None else restart - 1, toggle(element.find(W + "isLgl")) or False,
                          _SUFFIXES.get(value(element.find(W + "suff"), "tab"), " "))
