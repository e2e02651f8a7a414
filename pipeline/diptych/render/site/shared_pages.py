"""Entries of all works → the pages that the works share: the front page, the lists of works, the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from diptych import interface_text
from diptych.config.works import Term
from diptych.exchange import files as exchange
from diptych.interface_text import Interface
from diptych.render.site import glossary, work_lists
from diptych.render.site.page import Page, Settings, front, page, way
from diptych.render.site.page_templates import rendered

Values = Mapping[str, Any]
"""The values that a list shows of a work, as `work_lists.listed` or JSON gives them."""


def fronts(settings: Settings, listing: Mapping[str, Sequence[Values]]) -> Iterator[Page]:
    """The front page and the lists of works in each interface language, of each work's values by language."""
    for words in interface_text.interfaces():
        for shown in work_lists.listings(listing[words.language]):
            title = _list_title(shown, words)
            empty = _empty_list(settings, shown.path, title, words)
            yield replace(empty, html=rendered("front.html", words, list=shown, title=title, write=words.number,
                                               root=way(empty.path), home=front(empty.path, words)))


def empty_fronts(settings: Settings) -> Iterator[Page]:
    """The front page in each interface language, without content."""
    for words in interface_text.interfaces():
        yield _empty_list(settings, "", words.say("site_title"), words)


def _empty_list(settings: Settings, path: str, title: str, words: Interface) -> Page:
    return page(settings, path, words, title, words.say("site_description"))


def _list_title(shown: work_lists.Listing, words: Interface) -> str:
    chosen = (words.say("list_title", facet=words.say(f"facet_{name}"), value=choice.words)
              for name, choice in shown.chosen)
    title = words.say("list_joiner").join(chosen) or words.say("site_title")
    return title if shown.number == 1 else f"{title} ({words.number(shown.number)})"


def glossaries(settings: Settings, explained: Sequence[Term],
               rows: Mapping[str, Sequence[Mapping[str, Sequence[glossary.GlossaryRow]]]]) -> Iterator[Page]:
    """The glossary in each interface language, of each work's rows by language and term; none without terms."""
    for empty in empty_glossaries(settings) if explained else ():
        words = empty.interface
        articles = glossary.articles(explained, rows[words.language], words)
        yield replace(empty, html=rendered(
            "glossary.html", words, articles=articles, indexes=glossary.indexes(articles, words),
            root=front(empty.path, words), file=way(empty.path) + exchange.TERMS))


def empty_glossaries(settings: Settings) -> Iterator[Page]:
    """The glossary in each interface language, without content."""
    for words in interface_text.interfaces():
        yield page(settings, glossary.PATH, words, words.say("terms"), words.say("terms_lead"))
