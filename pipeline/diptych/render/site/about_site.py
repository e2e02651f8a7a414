"""Facts of a site → the part of its page about itself that the configuration makes: who is behind it, how its addresses
are kept, how to cite, what it keeps of its readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.akn import iri
from diptych.config.rights import Words
from diptych.interface_text import Interface
from diptych.render.site import change_list, feed
from diptych.render.site.page import way
from diptych.render.site.page_templates import rendered

_LINKED: Final = ("https://", "http://", "mailto:")
_MAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
"""Pattern of an address of electronic mail that stands alone."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a site says of itself: its address, the name of its publisher, empty if not stated, and the contact.

    `example` is the IRI of a clause of the site, empty if it has none. With `counted` the visits of readers may be
    counted. `offline` is whether a reader's device keeps pages.
    """

    url: str
    publisher: str = ""
    contact: Words = ()
    example: str = ""
    counted: bool = False
    offline: bool = True


def section(facts: SiteFacts, words: Interface, path: str) -> str:
    """The part of the page as HTML; `path` is that of the page."""
    tag, contact = words.choose(dict(facts.contact)) if facts.contact else (words.tag, "")
    link = contact if contact.startswith(_LINKED) else f"mailto:{contact}" if _MAIL.fullmatch(contact) else ""
    return rendered("about_site.html", words, publisher=facts.publisher, contact=contact, contact_tag=tag, link=link,
                    examples=_examples(facts, path), counted=facts.counted, offline=facts.offline,
                    root=way(path), followed=(feed.PATH, change_list.FIRST))


def _examples(facts: SiteFacts, path: str) -> Sequence[tuple[str, str, str]]:
    """The key of the words for what is cited, its permanent address, and its URL from the page."""
    named = iri.address(facts.example)
    if named is None:
        return ()
    places = [("work", named.work, ""), ("text", named.text, ""), ("clause", named.work, named.clause)]
    return [(f"about_cite_{key}", iri.permalink(facts.url, text, clause),
             f"{way(path)}{iri.site_path(text)}" + (f"{iri.place(clause)}/" if clause else ""))
            for key, text, clause in places]
