"""Print HTML and the declared fonts → findings on what would print as tofu, before anything is typeset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import name

from diptych.diagnostics import Diagnostic, diagnostic
from diptych.render.print.fonts import Fonts


def languages(html: Any) -> tuple[str, ...]:
    """The languages that the HTML declares, each once."""
    return tuple(dict.fromkeys(language for element in html.iter() if (language := element.get("lang", ""))))


def unprintable(html: Any, fonts: Fonts) -> Iterator[Diagnostic]:
    """P004 for each character that no declared family of its language prints, once a language and clause."""
    seen: set[tuple[str, str, str]] = set()
    known: dict[tuple[str, str], bool] = {}
    for text, language, eid in _printed(html):
        for character in set(text):
            if (character, language) not in known:
                known[character, language] = fonts.prints(character, language)
            if not known[character, language]:
                seen.add((character, language, eid))
    for character, language, eid in sorted(seen):
        families = ", ".join(fonts.declared.families(language))
        yield diagnostic("P004", eid=eid or None, codepoint=f"U+{ord(character):04X}", language=language,
                         character=shown(character), families=families)


def shown(character: str) -> str:
    """The name of a character, or the character itself where it has none."""
    return name(character, character)


def _printed(html: Any) -> Iterator[tuple[str, str, str]]:
    """Each text of the body with its language and the id of the clause it stands in."""
    body = html.find("body")
    waiting = [(body, html.get("lang", ""), "")]
    while waiting:
        element, language, eid = waiting.pop()
        language, eid = element.get("lang", language), element.get("id", eid)
        yield element.text or "", language, eid
        for child in element:
            yield child.tail or "", language, eid
            if isinstance(child.tag, str):
                waiting.append((child, language, eid))
