"""Akoma Ntoso → the whole print HTML of one edition: title page, contents, text with notes, colophon.

The text is the fragment that the site shows; the frame is assets/print/edition.html, its words come from the interface
catalogues, the look from assets/print/print.css and schema/fonts.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import Final
from unicodedata import east_asian_width

import jinja2
import segno
from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from pipeline.akn.document import NS, Document, emended
from pipeline.render import bilingual, html, interface, print_body
from pipeline.render.fonts import Declared, Setting
from pipeline.render.interface import Interface

PAPERS: Final = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height in points."""

COVER_TITLE: Final = {"single": 25.0, "parallel": 20.0}
TITLE: Final = {"single": 22.0, "parallel": 14.0}
"""Sizes of the title in points, as print.css has them."""

_MARGIN: Final = 84.0
"""Of the page's left side, in points: the clause ids stand here."""
_EDGE: Final = 52.0
"""What the right margin is at least."""
_GAP: Final = 18.0
"""Between the columns of the parallel edition."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all editions of a build share: the site's absolute address, settings, addresses of IRIs, paper, maker."""

    site: str
    declared: Declared
    addresses: Mapping[str, str] = field(default_factory=dict)
    paper: str = "a4"
    software: str = "Diptych"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an edition as its frame shows it."""

    document: Document
    words: Interface
    tag: str
    number: str

    def say(self, key: str, **facts: object) -> str:
        """Words in the language of the text, or those of the interface that serves it."""
        return self.words.say(key, **facts)

    @property
    def standing(self) -> str:
        """Which text this is: the original or what kind of translation."""
        language, translation = interface.own_name(self.tag), self.document.translation
        if translation is None:
            return self.say("print_original", language=language)
        key = "print_translation" if translation.authoritative else "print_unofficial"
        return self.say(key, language=language)

    def title_measure(self, room: float) -> int:
        """The width, in units of its size, that breaks the title into lines of about the same length."""
        return balanced(self.document.title, room)

    @property
    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Language and words of each statement on where the text came from."""
        return tuple(self.words.choose(words) for words in self.document.provenance)


def expression(document: Document, imprint: Imprint) -> str:
    """The print HTML of one text."""
    text = _text(document)
    article = html.fragment(html.View(document, text.words, imprint.addresses))
    return _edition("single", (text,), article, f"{document.work_iri}/{document.language}/", imprint)


def parallel(documents: Sequence[Document], imprint: Imprint) -> str:
    """The print HTML of all texts side by side."""
    texts = tuple(_text(document) for document in documents)
    views = [html.View(text.document, text.words, imprint.addresses, f"-{text.document.language}",
                       "p" if index else "h1") for index, text in enumerate(texts)]
    return _edition("parallel", texts, bilingual.fragment(views), f"{documents[0].work_iri}/", imprint)


def balanced(title: str, room: float) -> int:
    """How many ems a title may be wide so that its lines, at most `room` ems, are about equally long."""
    length = sum(1 if east_asian_width(character) in "WF" else 0.5 for character in title)
    slack = 2 if " " in title else 0
    return max(1, min(int(room), ceil(length / ceil(max(length, 1) / room)) + slack))


def _text(document: Document) -> Text:
    tag = interface.tag(document)
    printed = document.main.find(".//a:docNumber", NS)
    number = document.number if printed is None else emended(printed)
    return Text(document, interface.interface(interface.code(document.language)), tag, number)


def _edition(kind: str, texts: tuple[Text, ...], article: etree._Element, path: str, imprint: Imprint) -> str:
    def whole_words(language: str) -> bool:
        return imprint.declared.setting(language).whole_words

    listed = print_body.contents(article)
    print_body.prepare(article, {text.words.tag: text.words for text in texts}, whole_words)
    _balance_titles(kind, texts, article, imprint)
    address = imprint.site.rstrip("/") + path
    frame = _template().render(
        kind=kind, texts=texts, contents=listed, address=address, body=Markup(html.serialise(article)),
        code=Markup(_code(address, texts[0].say("print_code"))), software=imprint.software, first=texts[0],
        cover_room=_room(imprint) / COVER_TITLE[kind], example=_example(listed),
        families=_families(texts, imprint.declared), style=Markup(_style(kind, texts, imprint)))
    return _held(frame, whole_words)


def _example(listed: Sequence[tuple[int, str, object]]) -> str:
    """The fragment of the first unit in the contents; none where there is none."""
    return f"#{listed[0][1]}" if listed else ""


def _room(imprint: Imprint) -> float:
    return PAPERS[imprint.paper][0] - _MARGIN - _EDGE


def _balance_titles(kind: str, texts: tuple[Text, ...], article: etree._Element, imprint: Imprint) -> None:
    """Gives each title in the text the width that breaks it into about equal lines."""
    settings = [imprint.declared.setting(text.tag) for text in texts]
    rooms = _columns(settings, _room(imprint)) if kind == "parallel" else [_whole(_room(imprint), settings[0])]
    titles = [span.getparent() for span in article.iter("span") if span.get("class") == "akn-docTitle"]
    for block, text, room in zip(titles, texts, rooms, strict=False):
        if block is not None:
            block.set("style", f"width: {text.title_measure(room / TITLE[kind])}em")


def _held(page: str, whole_words: Callable[[str], bool]) -> str:
    """The page, the words of its frame held together like those of its text."""
    tree = lxml_html.document_fromstring(page)
    print_body.hold_words(tree.find("body"), whole_words, tree.get("lang", ""))
    return "<!doctype html>\n" + html.serialise(tree)


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("pipeline.render", "assets/print")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True,
                              undefined=jinja2.StrictUndefined).get_template("edition.html")


def _code(address: str, title: str) -> str:
    return str(segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True, title=title))


def _families(texts: tuple[Text, ...], declared: Declared) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts for name in declared.families(text.tag)))


def _style(kind: str, texts: tuple[Text, ...], imprint: Imprint) -> str:
    """What depends on the languages and the paper: page, measure, columns, families, running heads."""
    width, height = PAPERS[imprint.paper]
    settings = [imprint.declared.setting(text.tag) for text in texts]
    room = _room(imprint)
    if kind == "parallel":
        columns = _columns(settings, room)
        room = sum(columns) + _GAP * (len(columns) - 1)
    else:
        columns = []
        room = _whole(room, settings[0])
    rules = [f"@page {{ size: {width}pt {height}pt; margin-left: {_MARGIN}pt;"
             f" margin-right: {width - _MARGIN - room:.2f}pt }}"]
    tags = dict.fromkeys(tag for text in texts for tag in (text.tag, text.words.tag))
    rules += [_language_rule(tag, imprint.declared.setting(tag), kind) for tag in tags]
    rules += [f".akn-row > .akn-cell:nth-child({number}) {{ width: {column:.2f}pt;"
              f" padding-right: {(number < len(columns)) * _GAP}pt }}" for number, column in enumerate(columns, 1)]
    rules.append(_running_heads(kind, texts, columns, imprint.declared))
    return "\n".join(rules)


def _whole(room: float, setting: Setting, size: float = 0) -> float:
    """As much of `room` as a language's lines may take."""
    size = size or setting.size
    return room // size * size if setting.whole_em else room


def _columns(settings: Sequence[Setting], room: float) -> list[float]:
    """The widths of columns in which the same text takes about as many lines."""
    free = room - _GAP * (len(settings) - 1)
    weights = [setting.breadth * setting.column for setting in settings]
    widths = [_whole(free * weight / sum(weights), setting, setting.column)
              for weight, setting in zip(weights, settings, strict=True)]
    loose = [index for index, setting in enumerate(settings) if not setting.whole_em]
    for index in loose:
        widths[index] += (free - sum(widths)) / len(loose[loose.index(index):])
    return widths


def _language_rule(tag: str, setting: Setting, kind: str) -> str:
    size = setting.column if kind == "parallel" else setting.size
    # Few words fit a column: spread out to both edges they would leave holes.
    align = "left" if kind == "parallel" and not setting.whole_em else "justify"
    leading = f"{size * setting.leading:.2f}pt" if kind == "single" else "var(--grid)"
    return (f'[lang="{tag}"] {{ --text: {_quoted(setting.text)}; --label: {_quoted(setting.label)};'
            f" --title: {_quoted(setting.title)}; --size: {size}pt; --leading: {leading};"
            f" --indent: {setting.indent}em; --align: {align}; font-family: var(--text) }}")


def _quoted(families: Sequence[str]) -> str:
    return ", ".join('"' + name.replace("\\", "").replace('"', "") + '"' for name in families)


def _string(text: str) -> str:
    """A CSS string."""
    return '"' + "".join(f"\\{ord(character):x} " if character in '"\\<>&\n\r\f' else character
                         for character in text) + '"'


def _running_heads(kind: str, texts: tuple[Text, ...], columns: Sequence[float], declared: Declared) -> str:
    first = declared.setting(texts[0].tag)
    number = f"content: {_string(texts[0].number)}; font-family: {_quoted(first.text)}"
    unit = f"content: string(unit); font-family: {_quoted(first.text)}"
    page = f'content: "\\2014\\2002" counter(page) "\\2002\\2014"; font-family: {_quoted(first.text)}'
    if kind == "single":
        heads = {"top-left": number, "top-right": unit, "bottom-center": page}
        return _page("text", heads) + _page("front", {"bottom-center": page})
    heads = {"bottom-left": number, "bottom-right": unit, "bottom-center": page}
    sides = ("top-left", "top-center", "top-right") if len(texts) == 3 else ("top-left", "top-right")
    for side, text, column in zip(sides, texts, columns, strict=False):
        family = _quoted(declared.setting(text.tag).text)
        gap = 0 if text is texts[-1] else _GAP
        heads[side] = (f"content: {_string(text.standing)}; font-family: {family}; text-align: left;"
                       f" width: {column + gap:.2f}pt")
    return _page("text", heads) + _page("front", {"bottom-center": page})


def _page(name: str, boxes: Mapping[str, str]) -> str:
    return f"@page {name} {{ " + " ".join(f"@{box} {{ {rule} }}" for box, rule in boxes.items()) + " }\n"
