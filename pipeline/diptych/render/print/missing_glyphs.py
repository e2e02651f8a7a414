"""Print HTML and fonts → findings on characters without a glyph, before anything is typeset."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from unicodedata import name

from diptych.diagnostics import Diagnostic, diagnostic
from diptych.render.print.fonts import Fonts


def languages(html: Any) -> tuple[str, ...]:
    """The language tags of an HTML tree, without repetition."""
    return tuple(dict.fromkeys(language for element in html.iter() if (language := element.get("lang", ""))))


def unprintable(html: Any, fonts: Fonts) -> Iterator[Diagnostic]:
    """P004 for each character without a glyph in the families of its language, once a language and clause."""
    has_glyph = cache(fonts.prints)
    texts = _texts(html.find("body"), html.get("lang", ""), "")
    missing = {(character, language, eid) for text, language, eid in texts for character in set(text)
               if not has_glyph(character, language)}
    for character, language, eid in sorted(missing):
        families = ", ".join(fonts.declared.families(language))
        yield diagnostic("P004", eid=eid or None, codepoint=f"U+{ord(character):04X}", language=language,
                         character=character_name(character), families=families)


def character_name(character: str) -> str:
    """The Unicode name of a character, or the character itself if it has none."""
    return name(character, character)


def _texts(element: Any, language: str, eid: str) -> Iterator[tuple[str, str, str]]:
    """Each piece of text in an element, with its language and the id of the clause around it."""
    language, eid = element.get("lang", language), element.get("id", eid)
    yield element.text or "", language, eid
    for child in element:
        yield from _texts(child, language, eid)
        yield child.tail or "", language, eid
