"""Akoma Ntoso → the print HTML of an edition: title page, contents, text with notes, colophon.

The text is the fragment that the site shows. The frame is assets/print/edition.html with words of the interface
catalogues; the style comes from assets/print/print.css and schema/fonts.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias
from unicodedata import category
from unicodedata import name as unicode_name

import segno
from lxml import etree
from lxml import html as lxml_html

from diptych import interface_text
from diptych.akn.document import NS, Document, emended
from diptych.akn.iri import RANGE
from diptych.interface_text import Interface, Interfaces
from diptych.render import asset_files
from diptych.render.html import headings, inline_notation, legal_facts, provisions, title_lines, work_facts
from diptych.render.html import parallel as bilingual
from diptych.render.html.clause_tools import Citing
from diptych.render.html.contents import headline
from diptych.render.html.elements import drop, make, serialise
from diptych.render.html.queries import classes, language_of
from diptych.render.html.untranslated import completed
from diptych.render.html.view import NOWHERE, Addresses, View
from diptych.render.print import apparatus, outline, running_heads
from diptych.render.print import body as print_body
from diptych.render.print import clause as print_clause
from diptych.render.print.fonts import Coverage, Declared
from diptych.render.print.stylesheet import Column, Layout, style
from diptych.render.publisher import NOBODY, SitePublisher

_CLOSING: Final = re.compile(r"(?<=[^\W_])[\s.,:;\u3001\u3002\uff0c\uff0e\uff1a]+$")
"""Pattern of the punctuation that follows a number at the head of a clause and not in a citation of it."""

Digests: TypeAlias = Mapping[str, str]
"""The SHA-256 of each attached Akoma Ntoso file, by the language of its text."""
QUIET: Final = 4
"""Width of the empty zone around a QR code in modules (ISO/IEC 18004, 9.1)."""
_NOTE_MARK: Final = 1.0
"""Width of a note mark in a title, in ems of the title (chosen).

If raised, titles with notes are set wider; if lowered, the mark can cause a further line.
"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The settings shared by all editions of a build.

    `site` is the absolute address of the site, `software` the name in the colophon. `paper` is a key of PAPERS,
    `medium` is in MEDIA, `reading` in READINGS, `front` in FRONTS, `alignment` in ALIGNMENTS. `coverage` has the
    characters of the families of typefaces.
    """

    site: str
    declared: Declared
    addresses: Addresses = NOWHERE
    paper: str = "a4"
    medium: str = "print"
    reading: str = "clean"
    front: str = "full"
    alignment: str = "ragged"
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    software: str = "Diptych"
    publisher: SitePublisher = NOBODY
    interfaces: Interfaces = field(default_factory=interface_text.packaged_interfaces)


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One text of an edition with the facts and words that the frame shows.

    `words` are in the text's own language or in its fallback. `attached` is the SHA-256 of the Akoma Ntoso file if the
    PDF contains it.
    """

    document: Document
    words: Interface
    known: work_facts.TextFacts
    number: str
    attached: str = ""

    def say(self, key: str, **facts: object) -> str:
        """The words of the interface for a key, with `facts` filled in."""
        return self.words.say(key, **facts)

    @property
    def name(self) -> str:
        """The name of the text's language with its standing: original, official or unofficial translation."""
        return self.say("print_text", language=self.known.own_name, standing=self.known.standing)

    @property
    def rights(self) -> tuple[str, ...]:
        """What is known of the rights in the text, in sentences."""
        return work_facts.rights_lines(self.known, self.name, self.words)

    def supplied(self, *names: str) -> str:
        """The label of text supplied by the editor, if the first element of any of these names was."""
        elements = (self.document.main.find(f".//a:{name}", NS) for name in names)
        blocks = (block for element in elements if element is not None for block in (element, *element.iterancestors()))
        return self.say("supplied") if any(block.get("status") == "editorial" for block in blocks) else ""

    @property
    def legal(self) -> tuple[str, ...]:
        """The legal status and the official source, a line each."""
        return tuple(legal_facts.line(fact, self.words) for fact in legal_facts.facts(self.document, self.words))

    @property
    def preview(self) -> work_facts.PreviewNotice | None:
        """The notice that the work is a preview; None if it is none."""
        return work_facts.preview(self.document, self.words)

    def running(self, kind: str) -> str:
        """The short title and the date of the version for the running head, after the mark of a preview."""
        date = self.words.date(self.document.version or self.document.known_date)
        beside = [part for part in (self.preview.mark if self.preview else "", date) if part]
        room = running_heads.ROOM[kind] - sum(title_lines.width(f"· {part} ") for part in beside)
        title = running_heads.shortened(self.known.title, room)
        return " · ".join([*beside[:bool(self.preview)], title, *beside[bool(self.preview):]])


def expression(document: Document, imprint: Imprint, digests: Digests | None = None,
               original: Document | None = None) -> str:
    """The print HTML of one text. An unfinished translation names the missing units of `original` in their places."""
    shown = text(document, imprint.interfaces, digests)
    view = _view(shown, imprint)
    article = completed(provisions.fragment(view), original or document, view)
    return _edition((shown,), article, f"{document.address}/", imprint)


def clause(documents: Sequence[Document], eid: str, imprint: Imprint, digests: Digests | None = None) -> str | None:
    """The print HTML of a clause or a range (`art_3->art_5`), of one text or of several side by side.

    None if no text has it.
    """
    texts = tuple(text(document, imprint.interfaces, digests) for document in documents)
    if len(texts) == 1:
        path, article = documents[0].address, provisions.fragment(_view(texts[0], imprint))
    else:
        path, article = documents[0].home, side_by_side(texts, imprint.addresses)
    suffixes = tuple(f"-{document.language}" for document in documents)
    if not print_clause.cut(article, eid.split(RANGE), f"{imprint.site.rstrip('/')}{path}/", suffixes):
        return None
    return _edition(texts, article, f"{path}/", imprint, eid)


def parallel(documents: Sequence[Document], imprint: Imprint, digests: Digests | None = None) -> str:
    """The print HTML of several texts side by side, each with words of its own language."""
    texts = tuple(text(document, imprint.interfaces, digests) for document in documents)
    return _edition(texts, side_by_side(texts, imprint.addresses), f"{documents[0].home}/", imprint)


def side_by_side(texts: Sequence[PrintedText], addresses: Addresses) -> etree._Element:
    """The fragment of several texts in columns, each with words of its own language."""
    views = bilingual.views([text.document for text in texts], texts[0].words, addresses)
    return bilingual.fragment([replace(view, interface=text.words) for view, text in zip(views, texts, strict=True)])


def _view(shown: PrintedText, imprint: Imprint) -> View:
    return View(shown.document, shown.words, imprint.addresses)


def text(document: Document, known: Interfaces, digests: Digests | None = None) -> PrintedText:
    """A document with the facts and words that the frame of an edition shows, in the text's language."""
    words = known.of(interface_text.tag(document))
    printed = document.main.find(".//a:docNumber", NS)
    number = document.number if printed is None else emended(printed).strip()
    digest = (digests or {}).get(document.language, "")
    return PrintedText(document, words, work_facts.text(document, words, document), number, digest)


def _named(shown: PrintedText, eid: str) -> str:
    """The label of a clause or a range of clauses in the words of a text."""
    citing = Citing(shown.document, shown.words, "")
    return "–".join(_headed(shown, end) or _CLOSING.sub("", citing.label(end)) for end in eid.split(RANGE))


def _headed(shown: PrintedText, eid: str) -> str:
    """The label of a unit that has a heading and no number, below the headline of the unit around it; else empty."""
    unit = shown.document.by_eid.get(eid)
    around = None if unit is None else unit.getparent()
    if unit is None or around is None or around.find("a:heading", NS) is None or (
            unit.find("a:num", NS) is not None or unit.find("a:heading", NS) is None):
        return ""
    outer, inner = (_CLOSING.sub("", headline(each)) for each in (around, unit))
    return shown.say("print_within", outer=outer, inner=inner)


def _edition(texts: Sequence[PrintedText], article: etree._Element, path: str, imprint: Imprint, eid: str = "") -> str:
    """The frame with a fragment in it: of the clause or range `eid`, or of the whole work."""
    def whole_words(language: str) -> bool:
        return imprint.declared.setting(language).whole_words

    kind = "single" if len(texts) == 1 else "parallel"
    tags = tuple(dict.fromkeys(tag for text in texts for tag in (text.known.tag, text.words.tag)))
    columns = tuple(Column(text.known.tag, text.name, text.running(kind)) for text in texts)
    layout = Layout(kind, columns, tags, imprint.declared, imprint.paper, imprint.medium, imprint.alignment)
    diplomatic = imprint.reading == "diplomatic"
    if not diplomatic:
        apparatus.bracket_supplied(article)
    has_front = not eid and imprint.front == "full"
    contents = () if not has_front else outline.contents(article)
    titles = [(block, *title_lines.read(block)) for block in outline.titles(article)]
    headed = [(block, title_lines.phrases(*title_lines.read(block), outline.number_length(block)))
              for block in outline.balanced(article)]
    headings.close_gaps(article, first=2 if eid else 1)
    print_body.prepare(article, {text.words.tag: text.words for text in texts}, whole_words,
                       imprint.site.rstrip("/") + path, diplomatic=diplomatic)
    parts = [(block, title_lines.phrases(title, _phrase_ends(title, ends, texts))) for block, title, ends in titles]
    _set_titles(parts, texts, layout)
    _set_headings(headed, texts, layout)
    address = imprint.site.rstrip("/") + path + (f"~{eid}" if eid else "")
    template = "clause.html" if eid else "edition.html" if has_front else "bare.html"
    frame = asset_files.template("print", template).render(
        layout=layout, texts=texts, first=texts[0], contents=contents, address=address, software=imprint.software,
        families=tuple(dict.fromkeys(name for tag in tags for name in imprint.declared.families(tag))),
        heads=[_cover_title(text, [phrases for _, phrases in parts], layout, layout.head_room(clause=bool(eid)))
               for text in texts],
        index=outline.index(article, {entry.id for entry in contents}) if contents else (),
        clauses=[_named(text, eid) for text in texts], sources=_sources(texts), licence=_licence(texts),
        diplomatic=diplomatic, publisher=imprint.publisher, lacking=_lacking(texts, imprint),
        provenance_on_cover=_provenance_length(texts) <= layout.cover_room)
    return _assembled(frame, article, _qr_code(address, texts[0].say("print_code")), style(layout), whole_words)


def _sources(texts: Sequence[PrintedText]) -> tuple[str, ...]:
    """The file received of each text, with its SHA-256; a file of several texts is in it once."""
    known = (text.known.source for text in texts)
    return tuple(dict.fromkeys(f"{file} (SHA-256 {digest})" for file, digest in known if file))


def _lacking(texts: Sequence[PrintedText], imprint: Imprint) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each family of a typeface that a text is set in, with the characters of the texts that it lacks.

    Hangul, which is quoted in notes, and punctuation are not counted.
    """
    found: dict[str, set[str]] = {}
    for text in texts:
        family = imprint.declared.setting(text.known.tag).typeface
        if family in imprint.coverage:
            characters = set("".join(map(str, text.document.main.itertext())))
            found.setdefault(family, set()).update(
                each for each in characters if each not in imprint.coverage[family] and category(each)[0] in "LN"
                and not unicode_name(each, "").startswith("HANGUL"))
    return tuple((family, tuple(sorted(characters))) for family, characters in found.items())


def _licence(texts: Sequence[PrintedText]) -> str:
    """The address of the licence of all texts; empty if they have none, or not the same."""
    found = {text.known.licence.url if text.known.licence else "" for text in texts}
    return found.pop() if len(found) == 1 else ""


def _provenance_length(texts: Sequence[PrintedText]) -> int:
    """The number of characters of all statements on where the texts come from."""
    return sum(len(statement.words) for text in texts for statement in text.known.provenance)


def _assembled(frame: str, article: etree._Element, code: etree._Element, rules: str,
               whole_words: Callable[[str], bool]) -> str:
    """The HTML document: a frame whose placeholders are replaced by the text, the QR code and the style rules."""
    tree = lxml_html.document_fromstring(frame)
    for body in tree.iter("body"):
        print_body.hold_words(body, whole_words, tree.get("lang", ""))
    for name, content in {"text": article, "code": code, "style": make("style", text=rules)}.items():
        placeholder: etree._Element = tree.get_element_by_id(f"place-{name}")
        placeholder.addprevious(content)
        drop(placeholder)
    inline_notation.keep_formulas(tree)
    return "<!doctype html>\n" + serialise(tree)


def _phrase_ends(title: str, ends: Collection[int], texts: Sequence[PrintedText]) -> frozenset[int]:
    """The offsets in a title where a phrase may end: `ends`, and the end of an issuer's name at its beginning."""
    return frozenset((*ends, *(len(text.known.author) for text in texts if title.startswith(text.known.author))))


def _set_titles(titles: Sequence[tuple[etree._Element, Sequence[str]]], texts: Sequence[PrintedText],
                layout: Layout) -> None:
    """Sets the width of each title, in place, so that its lines are about equally long and end where a phrase ends."""
    tags = [text.known.tag for text in texts]
    for block, phrases in titles:
        tag = language_of(block)
        index = tags.index(tag) if tag in tags else 0
        room = layout.title_room(index)
        if layout.settings[index].whole_em:
            title_lines.hold(block, phrases, room)
        marked = _NOTE_MARK if next(block.iter("sup"), None) is not None else 0
        block.set("style", f"width: {min(room, title_lines.measure(phrases, room) + marked):.4g}em")


def _set_headings(headings: Sequence[tuple[etree._Element, Sequence[str]]], texts: Sequence[PrintedText],
                  layout: Layout) -> None:
    """Sets the width of each heading of several lines, in place, as of titles; headings in a sentence have none."""
    tags = [text.known.tag for text in texts]
    for block, phrases in headings:
        tag = language_of(block)
        index = tags.index(tag) if tag in tags else 0
        room = layout.heading_room(index)
        around = block.getparent()
        if title_lines.width("".join(phrases)) > room and around is not None and "akn-run-in" not in classes(around):
            if layout.settings[index].whole_em:
                title_lines.hold(block, phrases, room)
            block.set("style", f"width: {title_lines.measure(phrases, room):.4g}em")


def _cover_title(text: PrintedText, titles: Sequence[Sequence[str]], layout: Layout, room: float) -> tuple[str, str]:
    """The title of a text for the title page or above a clause, and its width in ems, at most `room`.

    `titles` are the titles in the text by phrases; the same title breaks at the same places.
    """
    title = text.known.title
    phrases = next((phrases for phrases in titles if "".join(phrases) == title),
                   title_lines.phrases(title, _phrase_ends(title, (), (text,))))
    whole_em = layout.setting(text.known.tag).whole_em
    return title_lines.held(phrases, room) if whole_em else title, f"{title_lines.measure(phrases, room):.4g}"


def _qr_code(address: str, title: str) -> etree._Element:
    """The QR code of an address as an SVG element."""
    svg = segno.make(address, error="m", micro=False).svg_inline(border=QUIET, omitsize=True, title=title)
    return lxml_html.fragment_fromstring(svg)
