"""A web page → the lines of the document in it, without the page around it.

The document is in the container of a known site, else in the text that readability selects.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import Any, Final

from lxml import etree

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Footnote, Mark
from diptych.readers.formats import lines as text
from diptych.readers.formats.formulas.formulas import findings as formula_findings
from diptych.readers.formats.lines import Line
from diptych.readers.formats.package_account import Account, Omission, PictureCount
from diptych.readers.formats.package_reading import MARKS
from diptych.readers.formats.pictures import Beside, PictureShelf, nothing, settled
from diptych.readers.formats.web_pages import page_notes, page_styles
from diptych.readers.formats.web_pages.html_navigation import left_out, navigation, squeezed_texts
from diptych.readers.formats.web_pages.html_readability import LEAST, readable
from diptych.readers.formats.web_pages.page_flow import edges, flow, paragraphs
from diptych.readers.formats.web_pages.page_inventory import PageInventory, inventory
from diptych.readers.formats.web_pages.page_places import Finder
from diptych.readers.formats.web_pages.page_sizes import missing, size, squeezed
from diptych.readers.formats.web_pages.page_trees import elements, parsed

_PAGE: Final = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
                          re.IGNORECASE | re.DOTALL)
"""Pattern of the beginning of a web page."""
_CALLED: Final = tuple(etree.XPath(f"descendant-or-self::*/@{name}", smart_strings=False) for name in ("class", "id"))
"""The classes and ids of a page."""
_QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
"""Pattern of a quoted value."""
_ATTRIBUTE: Final = re.compile(r"(?<=[\s/])[^\s/=]")
"""Pattern of the first character of an attribute's name."""
_MOST_ATTRIBUTES: Final = 500
"""Most attributes of a tag, chosen. The parser takes time that grows with their square: 14 s for 100,000."""
_LONG_TAG: Final = re.compile(rf"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*'){{{2 * _MOST_ATTRIBUTES},}}+""")
"""Pattern of a tag, without its end, that may have more attributes: each has two characters that are not quoted."""
_LOST: Final = 0.1
"""Greatest share of what is no navigation on a page that a document may be without, chosen. If raised, more of a law
may be lost where a page is not read as it was meant; if lowered, more of a page around a document is read."""
_PAGE_ACCOUNT: Final = "page"
"""What is counted in the account of a page, as proofs call it."""
_PARTS: Final = "parts of the page"
"""Kind of what a reader leaves out of a page, as accounts call it."""
PICTURES: Final = "pictures of the page beside the document"
"""Kind of the pictures that a reader leaves out of a page, as messages call them."""
_QUOTED_PARTS: Final = 3
"""Texts and pictures left out of a page that are quoted, of each so many; chosen. If raised, the finding is longer."""
_OPENING: Final = 24
"""Characters of a text left out that are quoted, chosen. If raised, the finding is longer."""
_LONGEST_NAME: Final = 40
"""Characters of the name of a picture left out that are shown, chosen. If raised, the finding is longer."""
_NO_LETTERS: Final = {code: None for code in range(128) if not chr(code).isalpha()}
"""The characters of ASCII that are no letters."""
_HEAD: Final = 500
"""Characters, without white space, in which a document prints its own title; chosen. If raised, a title that the text
mentions further below is taken for printed."""


@dataclass(frozen=True, slots=True)
class Container:
    """XPath of the element in which a site keeps a document, of its title if that is elsewhere, and of what in the
    element is the page's own: words about the page. `names` are the classes and ids in the XPath of the element."""

    xpath: str
    title: str
    without: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The classes and ids of which a page with the container has one."""
        return tuple(filter(None, (name[1:-1].strip() for name in _QUOTED.findall(self.xpath))))


@dataclass(frozen=True, slots=True)
class Pages:
    """Knowledge of web pages: the containers of known sites, and families of heading type in lower case. `around` is
    the pattern of lines that belong to the page if they are above or below the document."""

    containers: tuple[Container, ...]
    fonts: tuple[str, ...]
    around: re.Pattern[str]


def pages(data: Mapping[str, Any]) -> Pages:
    """The knowledge in schema/pages.toml."""
    return Pages(tuple(Container(item["xpath"], item.get("title", ""), item.get("without", ""))
                       for item in data["container"]),
                 tuple(data["heading_fonts"]), re.compile("|".join(data.get("around", ())) or "(?!)"))


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_PAGE.match(text))


@dataclass(frozen=True, slots=True)
class PageReading:
    """The lines of the document in a page, an empty one around each table, the account of the page, and the bytes of
    its pictures by name."""

    lines: tuple[Line, ...]
    account: Account
    pictures: Mapping[str, bytes]


def read(source: str, file: str, known: Pages, beside: Beside = nothing) -> Result[PageReading]:
    """The document in a page. `beside` are the files beside it.

    T002: a character that XML forbids, in the page or named by an entity. T017: the page has no document. T019: a tag
    has more attributes than a page needs, which the parser compares with each other.
    """
    forbidden = text.forbidden(source, file)
    if forbidden:
        return Result(None, forbidden)
    crowded = _crowded(source)
    if crowded is not None:
        problem = f"a tag in it has more than {_MOST_ATTRIBUTES} attributes"
        return Result(None, (diagnostic("T019", text.position_after(source[:crowded], file), problem=problem),))
    root = parsed(source)
    if root is None:
        return Result(None, (diagnostic("T017", Position(file)),))
    printed = page_styles.apply(root)
    # An element that nothing refers to is made again each time that it is met.
    every = tuple(root.iter())
    held = inventory(root, every)
    held = replace(held, alternatives=(*held.alternatives, *printed))
    document = _document(source, root, known)
    flow = document.lines
    if not any(line.text.strip() for line in flow):
        return Result(None, (diagnostic("T017", Position(file)),))
    finder = Finder(source, file, _starts(source), max(source.lower().find("<body"), 0), Position(file, 1, 0))
    shelf = PictureShelf()
    objects = _objects(flow)
    placed = map(finder.line, flow)
    checked = text.checked(settled(placed, shelf, beside) if objects.pictures else tuple(placed))
    account, findings = _account(held, document, objects, _marks(root, document), file)
    whole = None if checked.value is None else PageReading(checked.value, account, shelf.files)
    return Result(whole, (*checked.diagnostics, *findings, *shelf.findings(file),
                          *formula_findings(objects.notations if checked.value else (), file)))


@dataclass(frozen=True, slots=True)
class _Objects:
    """What else than text is in the lines of a document, in cells and notes too."""

    pictures: tuple[Mark, ...]
    notations: tuple[text.Notation, ...]
    notes: tuple[Footnote, ...]


def _objects(lines: Sequence[Line]) -> _Objects:
    """What else than text is in lines."""
    mixed = text.mixed(lines)
    return _Objects(tuple(text.pictures(mixed)), tuple(text.notations(mixed)), tuple(page_notes.footnotes(mixed)))


def _starts(source: str) -> tuple[int, ...]:
    """The offsets of the lines of a page."""
    if "\r" not in source:
        return (0, *accumulate([len(line) + 1 for line in source.split("\n")[:-1]]))
    return (0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", source)))


@dataclass(frozen=True, slots=True)
class _Document:
    """The lines of the document in a page, their texts without white space, the texts of the page that are not in it,
    and the notes found in the page's body."""

    lines: Sequence[Line]
    texts: Sequence[str]
    outside: Sequence[str]
    notes: page_notes.FoundNotes


def _document(source: str, root: etree._Element, known: Pages) -> _Document:
    """The document in a page.

    Of a page of an unknown site it is all from the first to the last text that readability selects, but navigation.
    Where that, or a known container, has too little of what is no navigation, all that is no navigation is taken.
    """
    body = root.find("body")
    body = root if body is None else body
    beside = navigation(body)
    read = flow(body, known.fonts, beside)
    flowing = squeezed_texts(read.lines)
    size_of_content = sum(map(len, flowing))
    content = read.with_tables(size_of_content)
    contained, is_cleared = _contained(root, known)
    page = flow(body, known.fonts) if is_cleared or beside and contained == (body,) else read
    if contained:
        document = page.with_tables(size(contained)) if contained == (body,) else _flow(contained, known)
        # Around a known container stand many short texts, such as a table of facts; a law has long ones.
        outside = left_out(squeezed_texts(content), squeezed_texts(document))
        lost = sum(len(words) for words in outside if len(words) > LEAST)
    else:
        first, end = _between(content, readable(source, root), known)
        document = content[first:end]
        lost = _characters((*content[:first], *content[end:]))
    if lost > _LOST * size_of_content or not document:
        document = content if size_of_content >= LEAST else ()
    first, end = _inside(document, known.around)
    document = document[first:end]
    texts = flowing if document is read.lines else squeezed_texts(document)
    whole = page.whole()
    return _Document(
        document, texts, left_out(flowing if whole is read.lines else squeezed_texts(whole), texts), page.found)


def _flow(elements: Sequence[etree._Element], known: Pages) -> tuple[Line, ...]:
    return tuple(line for element in elements for line in paragraphs(element, known.fonts, size(elements)))


def _between(content: Sequence[Line], selected: Sequence[etree._Element], known: Pages) -> tuple[int, int]:
    """Begin and end of the lines of a content from the first to the last that are among those of selected elements,
    with the table around either."""
    def first(places: Iterable[int], texts: frozenset[str]) -> int | None:
        return next((place for place in places if not texts.isdisjoint(_compared((content[place],)))), None)

    def at_edge(places: Iterable[int], lines: Sequence[Line]) -> int | None:
        worded = islice((place for place in places if any(_compared((content[place],)))), 1)
        return first(worded, frozenset(_compared(lines)))

    upwards = range(len(content) - 1, -1, -1)
    above, below = edges(selected[0], known.fonts, size(selected)) if selected else ((), ())
    # Mostly all is selected, which the first and the last paragraph show.
    begin = at_edge(range(len(content)), above)
    end = at_edge(upwards, below) if begin is not None else None
    if end is None:
        texts = frozenset(_compared(_flow(selected, known)))
        begin, end = first(range(len(content)), texts), first(upwards, texts)
    return (begin, end + 1) if begin is not None and end is not None else (0, 0)


def _compared(lines: Sequence[Line]) -> Iterator[str]:
    """The texts of lines for a comparison, by their letters: readability drops notes, with their marks or without."""
    divided = [line for line in lines if line.spans or line.text == text.OBJECT]
    for words in (*(line.text for line in lines), *(words for words, _ in text.pieces(divided))):
        letters = words.translate(_NO_LETTERS) if words.isascii() else "".join(filter(str.isalpha, words))
        letters = letters or "".join(words.split())
        if letters and letters != text.OBJECT:
            yield letters


def _marks(root: etree._Element, document: _Document) -> dict[str, str]:
    """The characters of the marks of the notes of a page by their number."""
    notes = document.notes
    if notes.targets and root.find("body") is not None:
        # A link leads to the first element with a name, which may be in the head.
        head = (item for outer in root.iterchildren() if outer.tag != "body" for item in outer.iter())
        if any(item.get(key) in notes.targets for item in (root, *head) for key in ("id", "name")):
            notes = page_notes.found(root)
    return {note.marker: note.letters(mark) for mark, note in notes.without(frozenset()).items()}


def _account(held: PageInventory, document: _Document, objects: _Objects, marks: Mapping[str, str],
             file: str) -> tuple[Account, tuple[Diagnostic, ...]]:
    """The account of a page; T025 with the number of characters and of pictures that are not in its document, the
    beginnings of the longest texts among them, and names of the pictures. `marks` are the characters of the marks of
    notes by their number."""
    texts, outside, shown = document.texts, document.outside, objects.pictures
    spoken = "".join(dict(picture.attributes).get("alt", "") for picture in shown)
    read = "".join((*texts, *spoken.split()))
    letters = held.letters
    # Mostly the page is the document, and what both begin and end with is not counted.
    same = _common(letters, read)
    rest, counted = Counter(letters[same[0]:len(letters) - same[1]]), Counter(read[same[0]:len(read) - same[1]])
    unwritten = list(text.unwritten(objects.notations))
    counted.update("".join([signs for signs, _ in unwritten]))
    counted.subtract("".join([linear for _, linear in unwritten]))
    # The mark of a note stands in its place and in the note, and is its number in the document.
    notes = [marks.get(note.marker, "") for note in objects.notes]
    repeated = len("".join(notes))
    counted.update("".join(notes))
    pictured = PictureCount(len(held.pictures), len(shown))
    left, whole = (rest - counted).total(), len(letters)
    unread = pictured.held - pictured.read
    beside = (*((Omission(MARKS, len(notes), repeated),) if notes else ()),
              *((Omission(PICTURES, unread, 0, unread),) if unread else ()))
    if not left and not unread:
        return Account(whole, whole - repeated, 0, beside, _PAGE_ACCOUNT, pictured), ()
    # Most texts of a page are a text of the document, and are not looked for in all of it.
    seen = frozenset((*outside, *texts))
    unseen = ("".join(words.split()) for words in (*held.texts, *held.alternatives))
    parts = (*outside, *missing((words for words in unseen if words not in seen), read)) if len(outside) < (
        _QUOTED_PARTS) else outside
    longest = sorted(dict.fromkeys(parts), key=len, reverse=True)[:_QUOTED_PARTS]
    quoted = (f"“{words[:_OPENING]}…”" if len(words) > _OPENING else f"“{words}”" for words in longest)
    named = ", ".join((*quoted, *_names_of_unread(held.pictures, shown)))
    omissions = (*((Omission(_PARTS, len(parts), left),) if left else ()), *beside)
    return (Account(whole, whole - left - repeated, 0, omissions, _PAGE_ACCOUNT, pictured),
            (diagnostic("T025", Position(file), left=left, whole=whole, pictures=unread, words=named),))


def _common(words: str, others: str) -> tuple[int, int]:
    """The numbers of characters that two texts begin and end with in common; none is counted twice."""
    least = min(len(words), len(others))
    begin = bisect_left(range(1, least + 1), True, key=lambda size: words[:size] != others[:size])  # noqa: FBT003
    least -= begin
    end = bisect_left(range(1, least + 1), True, key=lambda size: words[-size:] != others[-size:])  # noqa: FBT003
    return begin, end


def _names_of_unread(held: Sequence[str], shown: Sequence[Mark]) -> list[str]:
    """The last parts of the addresses of pictures that are on a page and not in its document, a few of them."""
    unread = Counter(held) - Counter(dict(picture.attributes)["src"] for picture in shown)
    names = dict.fromkeys("?" if source.startswith("data:") else source.rstrip("/").rpartition("/")[2] or "?"
                          for source in unread)
    return [name[:_LONGEST_NAME] for name in names][:_QUOTED_PARTS]


def _characters(flow: Sequence[Line]) -> int:
    """The number of characters of lines, without white space."""
    return sum(map(len, squeezed_texts(flow)))


def _crowded(source: str) -> int | None:
    """The offset of the first tag with more attributes than are read."""
    return next((tag.start() for tag in _LONG_TAG.finditer(source) if (
        len(_ATTRIBUTE.findall(_QUOTED.sub("", tag[0]))) > _MOST_ATTRIBUTES)), None)


def _inside(flow: Sequence[Line], around: re.Pattern[str]) -> tuple[int, int]:
    """Begin and end of the document among lines of which the outer ones may be the page's. A table keeps the empty
    lines around it."""
    def is_own(line: Line) -> bool:
        words = line.text.strip()
        return bool(line.table or line.figure or words and not around.fullmatch(" ".join(words.split())))

    first = next((index for index, line in enumerate(flow) if is_own(line)), None)
    if first is None:
        return 0, 0
    end = next(index for index in range(len(flow), 0, -1) if is_own(flow[index - 1]))
    return max(first - (flow[first].text == text.OBJECT), 0), min(end + (flow[end - 1].text == text.OBJECT), len(flow))


def _contained(root: etree._Element, known: Pages) -> tuple[tuple[etree._Element, ...], bool]:
    """The elements that hold the document on a known site, its title first if that is elsewhere, and whether parts of
    them that are the page's own were taken away."""
    said = "\n".join(frozenset(name for names in _CALLED for name in names(root)))
    for container in known.containers:
        if container.names and not any(name in said for name in container.names):
            continue
        body = next((element for element in elements(root, container.xpath) if size((element,)) >= LEAST), None)
        if body is None:
            continue
        title = next(elements(root, container.title), None) if container.title else None
        without = list(elements(body, container.without)) if container.without else []
        for element in without:
            element.clear(keep_tail=True)
        is_in_body = title is None or squeezed(title) in squeezed(body)[:_HEAD]
        return (body,) if title is None or is_in_body else (title, body), bool(without)
    return (), False
