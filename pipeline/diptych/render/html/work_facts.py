"""What the Akoma Ntoso says of a work and its texts, as plain values for the templates. Nothing is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document, Translation
from diptych.interface_text import Interface

REVIEW: Final = "review/"
"""Where the pages for editors stand below a work, each under the language of its translation."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """Words and the language they are in."""

    words: str
    tag: str


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One expression: its language by three names, its title, standing, translator, rights, and where it came from."""

    language: str
    tag: str
    name: str
    own_name: str
    title: str
    author: str
    iri: str
    official: bool
    translator: TaggedText | None
    standing: str
    rights: str
    provenance: tuple[TaggedText, ...]
    source: tuple[str, str]

    @property
    def origin(self) -> tuple[object, ...]:
        """Where it came from, as a value that texts of one source share."""
        return (self.provenance, self.source)


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a work's page."""

    path: str
    label: str
    kind: str


def nearest(documents: Sequence[Document], words: Interface) -> Document:
    """The expression in the reader's language, else the original."""
    spoken = [document for document in documents if interface_text.code(document.language) == words.language]
    return spoken[0] if spoken else documents[0]


def text(document: Document, words: Interface, near: Document | None = None) -> TextFacts:
    """What is known of one expression; names in the language of `near` where that expression has them."""
    tag, translation = interface_text.tag(document), document.translation
    standing = "original" if translation is None else "authoritative" if translation.authoritative else "unofficial"
    return TextFacts(
        language=document.language, tag=tag, name=words.language_name(tag), own_name=interface_text.own_name(tag),
        title=document.title, author=document.author, iri=document.expression_iri, official=standing != "unofficial",
        translator=None if translation is None else _named(translation, document, near or document, words),
        standing=_unfinished(words.say(f"standing_{standing}"), translation, words),
        rights=words.say(f"rights_{document.rights}".replace("-", "_")),
        provenance=tuple(TaggedText(said, spoken) for spoken, said in map(words.choose, document.provenance)),
        source=document.source)


def _unfinished(standing: str, translation: Translation | None, words: Interface) -> str:
    return standing if translation is None or translation.complete else words.say(
        "standing_incomplete", standing=standing)


def _named(translation: Translation, document: Document, near: Document, words: Interface) -> TaggedText:
    if not translation.known:
        return TaggedText(words.say("translator_unknown"), words.tag)
    found = near.shown(translation.by_href)
    if found:
        return TaggedText(found, interface_text.tag(near))
    return TaggedText(translation.by, interface_text.tag(document))


def reviews(home: str, documents: Sequence[Document]) -> tuple[tuple[str, str], ...]:
    """The pages for the editors of each translation below a work's page, with the name of its language; none of a dated
    version."""
    return tuple((f"{home}{REVIEW}{one.language}/", interface_text.own_name(interface_text.tag(one)))
                 for one in documents[1:] if not one.version)


def downloads(path: str, names: tuple[str, ...], texts: tuple[TextFacts, ...], words: Interface) -> tuple[Download,
                                                                                                          ...]:
    """The files beside a work's page, with what they hold: the name of a file says which language, or both."""
    languages = {shown.language: shown.name for shown in texts}
    found = []
    for name in names:
        stem, _, kind = name.rpartition(".")
        label = languages.get(stem) or words.say("proof" if stem == "proof" else "view_parallel")
        found.append(Download(path + name, label, words.say(f"download_{kind}")))
    return tuple(found)
