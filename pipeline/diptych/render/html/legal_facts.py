"""What the editor vouches for of a work's legal status and official source → labels and values in a reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diptych import interface_text
from diptych.akn.document import Document
from diptych.interface_text import Interface


@dataclass(frozen=True, slots=True)
class LegalFact:
    """A fact: its label, its value, and the language of the value. `url` is its address, if it has one."""

    label: str
    value: str
    tag: str
    url: str = ""


def state(document: Document, words: Interface) -> str:
    """The state of the work in words; that it is not stated, if it is not."""
    key = document.legal.state.replace("-", "_") or "not_stated"
    return words.say(f"state_{key}")


def line(fact: LegalFact, words: Interface) -> str:
    """A fact as one line of text."""
    return words.say("legal_line", label=fact.label, value=fact.value)


def facts(document: Document, words: Interface) -> tuple[LegalFact, ...]:
    """The state, the official source and the comparison with it, stated or not; all others if they are stated."""
    return tuple(_facts(document, words))


def _facts(document: Document, words: Interface) -> Iterator[LegalFact]:
    legal, official, tag = document.legal, document.official, interface_text.tag(document)
    unstated = words.say("state_not_stated")
    yield LegalFact(words.say("legal_state"), state(document, words), words.tag)
    for name, date in (("adopted", legal.adopted), ("published", legal.published),
                       ("in_force_from", legal.in_force_from), ("in_force_until", legal.in_force_until),
                       ("as_of", legal.as_of)):
        if date:
            yield LegalFact(words.say(f"legal_{name}"), words.date(date), words.tag)
    if legal.repealed_by[0]:
        yield LegalFact(words.say("legal_repealed_by"), legal.repealed_by[0], tag)
    for item in document.amendments:
        yield LegalFact(words.say("legal_amended_by"), item.title, tag)
    is_url = official.source.startswith(("http://", "https://"))
    yield LegalFact(words.say("official_source"), official.source or unstated,
                    tag if official.source and not is_url else words.tag, official.source if is_url else "")
    compared = words.say("official_compared_by", date=words.date(official.compared), name=official.by)
    yield LegalFact(words.say("official_compared"), compared if official.compared else unstated, words.tag)
