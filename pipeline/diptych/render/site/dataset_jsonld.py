"""The lists of works and the glossary → schema.org DataCatalog, Dataset and DefinedTermSet in the heads of their pages.

A dataset is the published files of a work. The work itself is described on its own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from diptych.interface_text import Interface
from diptych.render.site import jsonld
from diptych.render.site.glossary import PATH, Article
from diptych.render.site.page import Settings
from diptych.render.site.work_lists import Listed, Listing

_MARK: Final = "#dataset"
_CONTEXT: Final = {"@vocab": jsonld.VOCABULARY, "url": {"@type": "@id"}}


def dataset(work_url: str) -> str:
    """The IRI of the published files of a work."""
    return work_url + _MARK


def catalogue(shown: Listing, settings: Settings, words: Interface, name: str) -> str:
    """The catalogue of the site with the datasets of a page of a list, as HTML for its head; empty without works.
    `name` is the catalogue's."""
    if not shown.works:
        return ""
    address = settings.absolute("")
    return _script({
        "@id": f"{address}#catalogue", "@type": "DataCatalog", "url": address,
        "name": _words(name, words.tag),
        "description": _words(words.say("site_description"), words.tag),
        "dataset": [_dataset(work, settings) for work in shown.works]})


def glossary(articles: Sequence[Article], settings: Settings, words: Interface) -> str:
    """The set of the terms of the glossary as HTML for the head of its page in a language; empty without terms."""
    if not articles:
        return ""
    common, here = settings.absolute(PATH), settings.absolute(settings.home(words) + PATH)
    return _script({
        "@id": f"{common}#terms", "@type": "DefinedTermSet", "url": here,
        "name": _words(words.say("terms"), words.tag), "description": _words(words.say("terms_lead"), words.tag),
        "hasDefinedTerm": [_term(article, common) for article in articles]})


def _script(node: Mapping[str, Any]) -> str:
    content = jsonld.script({"@context": _CONTEXT, **node})
    return f'<script type="application/ld+json">{content}</script>'


def _dataset(work: Listed, settings: Settings) -> Mapping[str, Any]:
    """The files of a listed work. `work` has tuples and objects, or what JSON makes of them."""
    address, original = settings.absolute(work["path"]), work["texts"][0]
    titles = [_words(text["title"], text["tag"]) for text in work["texts"]]
    return {
        "@id": dataset(address), "@type": "Dataset", "url": address, "name": titles,
        "description": _words(f"{original['title']} {_number(work)}".strip(), original["tag"]),
        "identifier": work["iri"], "inLanguage": [text["tag"] for text in work["texts"]],
        "about": {"@id": address}, "includedInDataCatalog": {"@id": f"{settings.absolute('')}#catalogue"}}


def _number(work: Listed) -> str:
    number = work["number"]
    return str(number["words"] if isinstance(number, Mapping) else number.words)


def _term(article: Article, common: str) -> Mapping[str, Any]:
    also = [_words(name, form.tag) for form in article.names for name in form.also]
    node = {
        "@id": f"{common}#{article.id}", "@type": "DefinedTerm",
        "name": [_words(form.name, form.tag) for form in article.names], "alternateName": also,
        "description": _words(article.note.words, article.note.tag) if article.note else None}
    return {name: value for name, value in node.items() if value}


def _words(words: str, tag: str) -> Mapping[str, str]:
    return {"@value": words, "@language": tag}
