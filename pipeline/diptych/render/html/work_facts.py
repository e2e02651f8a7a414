"""The metadata of a work and its texts in its Akoma Ntoso → plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document, Translation
from diptych.akn.names import AKN
from diptych.config import rights
from diptych.config.rights import Licence
from diptych.config.works import LanguagePair
from diptych.interface_text import Interface

REVIEW: Final = "review/"
"""Folder of the pages for editors below a work's page; each is in a folder named by its translation's language."""
_MARKS: Final = {kind: etree.XPath(f"boolean({path})", namespaces={"a": AKN}) for kind, path in (
    ("del", ".//a:del[@status='editorial']"), ("ins", ".//a:ins[@status='editorial']"),
    ("supplied", "(.//a:p | .//a:block)[@status='editorial']"), ("note", ".//a:noteRef"))}
"""Whether a text has an editor's mark of a kind."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """Words and the language they are in."""

    words: str
    tag: str


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One expression: its language in three forms, its title, standing, translator, rights, and source.

    `rights` is the status of the rights in words. Without a `licence` none is asserted.
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
    licence: Licence | None
    holder: TaggedText | None
    statement: TaggedText | None
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


def nearest(documents: Sequence[Document], words: Interface) -> Document:
    """The expression that the reader reads: in the same script, else in the same language; else the original."""
    same = [document for document in documents if words.speaks(interface_text.tag(document))]
    return next((document for document in same if words.reads(interface_text.tag(document))), (same or documents)[0])


def preview(document: Document, words: Interface) -> PreviewNotice | None:
    """The notice that the work of a text is a preview; None if it is none."""
    if not document.preview:
        return None
    return PreviewNotice(words.say("preview"), words.say(f"preview_{document.preview}"))


def text(document: Document, words: Interface, near: Document | None = None) -> TextFacts:
    """The metadata of one expression; names are in the language of `near`, if that expression has them."""
    tag, translation = interface_text.tag(document), document.translation
    return TextFacts(
        language=document.language, tag=tag, name=words.text_language(document),
        own_name=interface_text.text_name(document),
        title=document.title, author=document.author, iri=document.expression_iri,
        official=translation is None or translation.authoritative,
        translator=None if translation is None else _translator(translation, document, near or document, words),
        standing=words.standing(document), rights=words.say(f"rights_{document.rights.status}".replace("-", "_")),
        licence=document.rights.licence, holder=_chosen(document.rights.holder, words),
        statement=_chosen(document.rights.statement, words),
        provenance=tuple(TaggedText(statement, spoken) for spoken, statement in map(words.choose, document.provenance)),
        source=document.source)



def _chosen(said: rights.Words, words: Interface) -> TaggedText | None:
    """The words in the reader's language, else in the first one; None if there are none."""
    if not said:
        return None
    tag, chosen = words.choose(dict(said))
    return TaggedText(chosen, words.tag if tag == rights.ANY else tag)


def _licence(licence: Licence, words: Interface) -> str:
    """The licence with its address; a licence that goes by its address has no other name."""
    named = licence.url if licence.name == licence.url else f"{licence.name} <{licence.url}>"
    return words.say("print_licence", licence=named)


def rights_lines(text: TextFacts, name: str, words: Interface) -> tuple[str, ...]:
    """What is known of the rights in a text called `name`, in sentences: status, licence, holder, statement."""
    licence, holder = text.licence, text.holder
    return tuple(filter(None, (
        words.say("print_rights", text=name, rights=text.rights),
        _licence(licence, words) if licence else "",
        words.say("print_holder", holder=holder.words) if holder else "",
        text.statement.words if text.statement else "")))


def marks(documents: Iterable[Document]) -> frozenset[str]:
    """The kinds of the editor's marks in texts: del, ins, supplied, note."""
    return frozenset(kind for document in documents for kind, has in _MARKS.items() if has(document.root))


def unofficial(texts: Sequence[TextFacts], words: Interface) -> Iterator[tuple[str, str]]:
    """The standing of the unofficial translations among texts, and what the reader must know of them; one entry for
    all of a standing if a work has more than two texts."""
    by_standing: dict[str, list[str]] = {}
    for text in texts:
        if not text.official:
            by_standing.setdefault(text.standing, []).append(text.name)
    for standing, names in by_standing.items():
        key = "notice_unofficial" if len(names) == 1 else "notice_unofficial_several"
        yield standing, words.say(key, language=words.list(names))


def _translator(translation: Translation, document: Document, near: Document, words: Interface) -> TaggedText:
    if not translation.known:
        return TaggedText(words.say("translator_unknown"), words.tag)
    name = near.shown(translation.by_href)
    return TaggedText(name or translation.by, interface_text.tag(near if name else document))


def reviews(home: str, documents: Sequence[Document], pairs: Sequence[LanguagePair]) -> tuple[tuple[str, str], ...]:
    """The URL of the page for the editors of each pair of texts, with the name of its language; none for a dated
    version.

    `home` is the URL of the work's page.
    """
    names = {document.language: interface_text.text_name(document) for document in documents}
    translated = {document.language for document in documents if document.translation and not document.version}
    return tuple((home + review_path(documents, (left, right)), names[right] if left == documents[0].language
                  else f"{names[left]} – {names[right]}") for left, right in pairs if right in translated)


def review_path(documents: Sequence[Document], pair: LanguagePair) -> str:
    """The folder, below a work's page, of the page for the editors of a pair of texts."""
    left, right = pair
    return f"{REVIEW}{right}/" if left == documents[0].language else f"{REVIEW}{left}-{right}/"
