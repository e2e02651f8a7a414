"""Entries of all works → the pages that the works share: the front page, the lists of works, the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from diptych.config.works import Term
from diptych.exchange import files as exchange
from diptych.interface_text import Interface
from diptych.render.site import dataset_jsonld, glossary, work_lists
from diptych.render.site.page import Page, Settings, page, way
from diptych.render.site.page_templates import rendered

_NONE: Final[Mapping[str, Preface]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ListPart:
    """Every so many-th page of the lists in an interface language, from a number below that on."""

    language: str
    number: int
    of: int

    def holds(self, words: Interface, index: int) -> bool:
        """Whether a page of the lists in an interface language is one of these."""
        return words.language == self.language and index % self.of == self.number


@dataclass(frozen=True, slots=True)
class Preface:
    """The hand-written part of a front page, above the list of works: title, description, and HTML."""

    title: str
    description: str
    html: str


def fronts(settings: Settings, listing: Mapping[str, Sequence[work_lists.Listed]],
           prefaces: Mapping[str, Preface] = _NONE, part: ListPart | None = None) -> Iterator[Page]:
    """The front page and the lists of works in each interface language, of each work's values by language; those of a
    part alone if there is one.

    The values are those of `work_lists.listed`, or the same read from JSON. `prefaces` are by the path of the page.
    """
    for words in settings.interfaces.site:
        shown_here = () if part and words.language != part.language else work_lists.listings(listing[words.language])
        title, lead = _site(words, listing[words.language]) if shown_here else ("", "")
        for index, shown in enumerate(shown_here):
            if part and not part.holds(words, index):
                continue
            path = settings.home(words) + shown.path
            preface = prefaces.get(path) or Preface(_list_title(shown, words, title), words.say("site_description"), "")
            above = Markup(preface.html)  # noqa: S704 - made by MkDocs
            html = rendered("front.html", words, list=shown, title=preface.title, write=words.number, root=way(path),
                            data=work_lists.DATA, home=settings.front(path, words), preface=above, lead=lead)
            yield page(settings, shown.path, words, preface.title, preface.description, html=html,
                       head=dataset_jsonld.catalogue(shown, settings, words, title))


def front_addresses(settings: Settings, listing: Mapping[str, Sequence[work_lists.Listed]]) -> Iterator[Page]:
    """The pages of the lists without their content, for lists of addresses, in the languages of the listing."""
    for words in (words for words in settings.interfaces.site if words.language in listing):
        for shown in work_lists.listings(listing[words.language]):
            yield page(settings, shown.path, words, "", "")


def lists(settings: Settings, listing: Mapping[str, Sequence[work_lists.Listed]]) -> Iterator[tuple[str, bytes]]:
    """The files with all works in each interface language that is listed; none for a site of one work."""
    for words in settings.interfaces.site:
        if len(listing.get(words.language, ())) > 1:
            path = settings.home(words) + work_lists.DATA
            yield path, work_lists.data(listing[words.language], way(path))


def _site(words: Interface, works: Sequence[work_lists.Listed]) -> tuple[str, str]:
    """The title of a list of all works and the sentence below it, of single texts if no work has several."""
    alone = "" if any(len(work["texts"]) > 1 for work in works) else "_alone"
    return words.say(f"site_title{alone}"), words.say(f"site_lead{alone}")


def _list_title(shown: work_lists.Listing, words: Interface, site: str) -> str:
    chosen = (words.say("list_title", facet=words.say(f"facet_{name}"), value=choice.words)
              for name, choice in shown.chosen)
    title = " · ".join(chosen) or site
    return title if shown.number == 1 else f"{title} ({words.number(shown.number)})"


def glossaries(settings: Settings, explained: Sequence[Term],
               rows: Mapping[str, Sequence[Mapping[str, Sequence[glossary.GlossaryRow]]]]) -> Iterator[Page]:
    """The glossary of the explained terms in each interface language, of each work's rows by language and term."""
    for words in settings.interfaces.site:
        path = settings.home(words) + glossary.PATH
        articles = glossary.articles(explained, rows[words.language], words)
        html = rendered("glossary.html", words, articles=articles, indexes=glossary.indexes(articles, words),
                        root=settings.front(path, words), file=way(path) + exchange.TERMS)
        yield page(settings, glossary.PATH, words, words.say("terms"), words.say("terms_lead"), html=html,
                   head=dataset_jsonld.glossary(articles, settings, words))
