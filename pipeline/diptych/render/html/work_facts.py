"""The metadata of a work and its texts in its Akoma Ntoso → plain values for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document, Translation
from diptych.interface_text import Interface

WAIVED: Final = "cc0"
"""The value of `rights` in work.toml of a text whose authors waive their rights in it."""
REVIEW: Final = "review/"
"""Folder of the pages for editors below a work's page; each is in a folder named by its translation's language."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """Words and the language they are in."""

    words: str
    tag: str


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One expression: its language in three forms, its title, standing, translator, rights, and source.

    `waived` is whether the rights in it are waived; of any other text no licence is asserted.
    """

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
    waived: bool
    provenance: tuple[TaggedText, ...]
    source: tuple[str, str]

    @property
    def origin(self) -> tuple[object, ...]:
        """Provenance and source as one value, equal for texts of one source."""
        return (self.provenance, self.source)


@dataclass(frozen=True, slots=True)
class PreviewNotice:
    """The words that a work is a preview, and why, in a reader's language."""

    mark: str
    why: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a work's page."""

    path: str
    label: str
    kind: str


def nearest(documents: Sequence[Document], words: Interface) -> Document:
    """The expression in the reader's language, else the first, the original."""
    return next((document for document in documents if interface_text.code(document.language) == words.language),
                documents[0])


def preview(document: Document, words: Interface) -> PreviewNotice | None:
    """The notice that the work of a text is a preview; None if it is none."""
    if not document.preview:
        return None
    return PreviewNotice(words.say("preview"), words.say(f"preview_{document.preview}"))


def text(document: Document, words: Interface, near: Document | None = None) -> TextFacts:
    """The metadata of one expression; names are in the language of `near`, if that expression has them."""
    tag, translation = interface_text.tag(document), document.translation
    return TextFacts(
        language=document.language, tag=tag, name=words.language_name(tag), own_name=interface_text.own_name(tag),
        title=document.title, author=document.author, iri=document.expression_iri,
        official=translation is None or translation.authoritative,
        translator=None if translation is None else _translator(translation, document, near or document, words),
        standing=words.standing(translation), rights=words.say(f"rights_{document.rights}".replace("-", "_")),
        waived=document.rights == WAIVED,
        provenance=tuple(TaggedText(statement, spoken) for spoken, statement in map(words.choose, document.provenance)),
        source=document.source)



def _translator(translation: Translation, document: Document, near: Document, words: Interface) -> TaggedText:
    if not translation.known:
        return TaggedText(words.say("translator_unknown"), words.tag)
    name = near.shown(translation.by_href)
    return TaggedText(name or translation.by, interface_text.tag(near if name else document))


def reviews(home: str, documents: Sequence[Document]) -> tuple[tuple[str, str], ...]:
    """The URL of the page for the editors of each translation, with the name of its language; none for a dated version.

    `home` is the URL of the work's page.
    """
    return tuple((f"{home}{REVIEW}{document.language}/", interface_text.own_name(interface_text.tag(document)))
                 for document in documents[1:] if not document.version)


def downloads(folder: str, names: tuple[str, ...], texts: tuple[TextFacts, ...],
              words: Interface) -> tuple[Download, ...]:
    """The files in the folder of a work's page; the stem of a file's name is its language, else it holds all texts."""
    languages = {text.language: text.name for text in texts}
    files = [(name, *name.rsplit(".", 1)) for name in names]
    return tuple(Download(folder + name, languages.get(stem) or words.say(
        "proof" if stem == "proof" else "view_parallel"), words.say(f"download_{kind}")) for name, stem, kind in files)
