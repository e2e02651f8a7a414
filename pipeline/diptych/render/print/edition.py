"""Akoma Ntoso → the whole print HTML of one edition: title page, contents, text with notes, colophon.

The text is the fragment that the site shows; the frame is assets/print/edition.html, its words come from the interface
catalogues, the look from assets/print/print.css and schema/fonts.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

import jinja2
import segno
from lxml import etree
from lxml import html as lxml_html

from diptych import interface_text
from diptych.akn.document import NS, Document, emended
from diptych.akn.iri import RANGE
from diptych.interface_text import Interface
from diptych.render import asset_files
from diptych.render.html import parallel as bilingual
from diptych.render.html import provisions, work_facts
from diptych.render.html.clause_tools import Citing
from diptych.render.html.elements import drop, make, serialise
from diptych.render.html.untranslated import completed
from diptych.render.html.view import NOWHERE, Addresses, View
from diptych.render.print import body as print_body
from diptych.render.print import clause as print_clause
from diptych.render.print import outline, title_lines
from diptych.render.print.fonts import Declared
from diptych.render.print.stylesheet import Column, Layout, style

_CLOSING: Final = re.compile(r"(?<=[^\W_])[\s.,:;\u3001\u3002\uff0c\uff0e\uff1a]+$")
"""What closes a number at the head of a clause and not where it is named."""

Sums: TypeAlias = Mapping[str, str]
"""The SHA-256 of the Akoma Ntoso that travels in the PDF, by the language of its text."""
_NONE: Final[Sums] = MappingProxyType({})
_NOTE_MARK: Final = 1.0
"""How much room the mark of a note takes in a title, in units of its size."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the editions of a build share: the site's absolute address, settings, addresses of IRIs, paper, medium,
    maker."""

    site: str
    declared: Declared
    addresses: Addresses = NOWHERE
    paper: str = "a4"
    medium: str = "print"
    software: str = "Diptych"


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One text of an edition as its frame shows it: in its own language, or in the interface's that serves it; the
    SHA-256 of its Akoma Ntoso, if that travels in the file."""

    document: Document
    words: Interface
    known: work_facts.TextFacts
    number: str
    attached: str = ""

    def say(self, key: str, **known: object) -> str:
        """Interface words."""
        return self.words.say(key, **known)

    @property
    def name(self) -> str:
        """The language of the text and what the text is: the original, or what kind of translation."""
        return self.say("print_text", language=self.known.own_name, standing=self.known.standing)

    def supplied(self, *names: str) -> str:
        """The words for what the editor supplied, if any of these elements stands in a supplied block; else nothing."""
        found = (self.document.main.find(f".//a:{name}", NS) for name in names)
        blocks = (block for one in found if one is not None for block in (one, *one.iterancestors()))
        return self.say("supplied") if any(block.get("status") == "editorial" for block in blocks) else ""

    @property
    def running(self) -> str:
        """The document's number as the head of a page shows it."""
        return f"{self.number} {self.supplied('docNumber')}".strip()


def expression(document: Document, imprint: Imprint, sums: Sums = _NONE, original: Document | None = None) -> str:
    """The print HTML of one text; in an unfinished translation what only the original has is named in its place."""
    shown = text(document, sums)
    article = completed(_single(shown, imprint), original or document, _view(shown, imprint))
    return _edition("single", (shown,), article, f"{document.address}/", imprint)


def clause(documents: Sequence[Document], eid: str, imprint: Imprint, sums: Sums = _NONE) -> str | None:
    """The print HTML of a clause or of a range (`art_3->art_5`) of a text, or of all texts side by side; None where
    none of them shows it."""
    texts = tuple(text(document, sums) for document in documents)
    alone, path = len(texts) == 1, f"{documents[0].address if len(texts) == 1 else documents[0].home}/"
    article = _single(texts[0], imprint) if alone else _parallel(texts, imprint)
    suffixes = tuple(f"-{document.language}" for document in documents)
    if not print_clause.cut(article, eid.split(RANGE), imprint.site.rstrip("/") + path, suffixes):
        return None
    return _edition("single" if alone else "parallel", texts, article, path, imprint, eid)


def parallel(documents: Sequence[Document], imprint: Imprint, sums: Sums = _NONE) -> str:
    """The print HTML of all texts side by side, each with the words of its own language."""
    texts = tuple(text(document, sums) for document in documents)
    return _edition("parallel", texts, _parallel(texts, imprint), f"{documents[0].home}/", imprint)


def _single(shown: PrintedText, imprint: Imprint) -> etree._Element:
    return provisions.fragment(_view(shown, imprint))


def _view(shown: PrintedText, imprint: Imprint) -> View:
    return View(shown.document, shown.words, imprint.addresses)


def _parallel(texts: Sequence[PrintedText], imprint: Imprint) -> etree._Element:
    shown = bilingual.views([text.document for text in texts], texts[0].words, imprint.addresses)
    views = [View(view.document, text.words, view.addresses, view.suffix, view.title)
             for view, text in zip(shown, texts, strict=True)]
    return bilingual.fragment(views)


def text(document: Document, sums: Sums = _NONE) -> PrintedText:
    """A text as the frame of an edition shows it."""
    words = interface_text.interface(interface_text.code(document.language))
    printed = document.main.find(".//a:docNumber", NS)
    number = document.number if printed is None else emended(printed).strip()
    return PrintedText(document, words, work_facts.text(document, words, document), number,
                sums.get(document.language, ""))


def _named(shown: PrintedText, eid: str) -> str:
    """What the reader of a text calls a clause or a range of clauses."""
    citing = Citing(shown.document, shown.words, "")
    return "–".join(_CLOSING.sub("", citing.label(end)) for end in eid.split(RANGE))


def _edition(kind: str, texts: tuple[PrintedText, ...], article: etree._Element, path: str, imprint: Imprint,
             eid: str = "") -> str:
    """The frame around a fragment, of a clause or of all; words held together as the languages ask."""
    def whole_words(language: str) -> bool:
        return imprint.declared.setting(language).whole_words

    tags = tuple(dict.fromkeys(tag for text in texts for tag in (text.known.tag, text.words.tag)))
    columns = tuple(Column(text.known.tag, text.name, text.running) for text in texts)
    layout = Layout(kind, columns, tags, imprint.declared, imprint.paper, imprint.medium)
    listed = () if eid else outline.contents(article)
    titles = [(block, *title_lines.read(block)) for block in outline.titles(article)]
    print_body.prepare(article, {text.words.tag: text.words for text in texts}, whole_words)
    parts = [(block, title_lines.phrases(read, _ends(read, ends, texts))) for block, read, ends in titles]
    _set_titles(parts, texts, layout)
    heads = [_head(shown, [found for _, found in parts], layout, clause=bool(eid)) for shown in texts]
    address = imprint.site.rstrip("/") + path + (f"~{eid}" if eid else "")
    clauses = [_named(text, eid) for text in texts]
    families = tuple(dict.fromkeys(name for tag in tags for name in imprint.declared.families(tag)))
    frame = _template("clause.html" if eid else "edition.html").render(
        kind=kind, texts=texts, first=texts[0], layout=layout, contents=listed, address=address, families=families,
        heads=heads, clauses=clauses, software=imprint.software, told_on_cover=_told(texts) <= layout.cover_room)
    return _assembled(frame, article, _code(address, texts[0].say("print_code")), style(layout), whole_words)


def _told(texts: Sequence[PrintedText]) -> int:
    return sum(len(said.words) for text in texts for said in text.known.provenance)


def _assembled(frame: str, article: etree._Element, code: etree._Element, rules: str,
               whole_words: Callable[[str], bool]) -> str:
    """The frame with the text, the code of its address and its rules put in their places."""
    tree = lxml_html.document_fromstring(frame)
    body = tree.find("body")
    if body is None:
        raise ValueError(frame)
    print_body.hold_words(body, whole_words, tree.get("lang", ""))
    for made, place in zip((article, code, make("style", text=rules)), ("text", "code", "style"), strict=True):
        held: etree._Element = tree.get_element_by_id(f"place-{place}")
        held.addprevious(made)
        drop(held)
    return "<!doctype html>\n" + serialise(tree)


def _ends(title: str, ends: Collection[int], texts: Sequence[PrintedText]) -> frozenset[int]:
    """Where phrases of a title may end: at these offsets, and behind an issuer that it begins with."""
    return frozenset((*ends, *(len(text.known.author) for text in texts if title.startswith(text.known.author))))


def _set_titles(titles: Sequence[tuple[etree._Element, Sequence[str]]], texts: Sequence[PrintedText],
                layout: Layout) -> None:
    """Gives each title, of attachments too, lines of about the same length that end where a phrase ends."""
    tags = [text.known.tag for text in texts]
    for block, parts in titles:
        tag = next(spoken for one in (block, *block.iterancestors()) if (spoken := one.get("lang")))
        index = tags.index(tag) if tag in tags else 0
        room = layout.title_room(index)
        if layout.settings[index].whole_em:
            title_lines.hold(block, parts, room)
        marked = _NOTE_MARK if next(block.iter("sup"), None) is not None else 0
        block.set("style", f"width: {min(room, title_lines.measure(parts, room) + marked):.4g}em")


def _head(text: PrintedText, titles: Sequence[Sequence[str]], layout: Layout, *, clause: bool) -> tuple[str, str]:
    """The title of a text as the first page shows it, and how many ems wide."""
    title, room = text.known.title, layout.head_room(clause=clause)
    parts = next((found for found in titles if "".join(found) == title),
                 title_lines.phrases(title, _ends(title, (), (text,))))
    whole = layout.setting(text.known.tag).whole_em
    return title_lines.held(parts, room) if whole else title, f"{title_lines.measure(parts, room):.4g}"


@cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(str(asset_files.folder("print")))
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              undefined=jinja2.StrictUndefined).get_template(name)


def _code(address: str, title: str) -> etree._Element:
    """The QR code of an address as SVG."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True, title=title)
    return lxml_html.fragment_fromstring(drawn)
