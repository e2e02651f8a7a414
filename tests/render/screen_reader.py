"""A PDF → what a screen reader reads: pieces of text in the order of the tag tree, each with its language and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
Content = dict[int, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One piece of marked content, with its language and the structure types around it, outermost first."""

    text: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read, and what is shown and not read, page by page."""

    spoken: tuple[Spoken, ...]
    artifacts: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """What is read, as one line."""
        return "".join(piece.text for piece in self.spoken)


def read(data: bytes) -> Reading:
    """Reads a PDF aloud."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {(page.obj.objgen[0], page.obj.objgen[1]): _content(page) for page in pdf.pages}
        root = pdf.Root.StructTreeRoot.K[0]
        spoken = tuple(_speak(root, {key: marked for key, (marked, _) in pages.items()}, str(pdf.Root.Lang), ()))
        return Reading(spoken, tuple(artifacts for _, artifacts in pages.values()))


def _speak(element: pikepdf.Object, pages: Mapping[tuple[int, int], Content], language: str,
           tags: tuple[str, ...]) -> Iterator[Spoken]:
    language, tags = str(element.get("/Lang", language)), (*tags, str(element.S).removeprefix("/"))
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/StructElem":
                yield from _speak(kid, pages, language, tags)
            elif kid.get("/Type") == "/MCR":
                yield Spoken(pages[kid.Pg.objgen][int(kid.MCID)], language, tags)
        else:
            yield Spoken(pages[element.Pg.objgen][int(kid)], language, tags)


def _content(page: pikepdf.Page) -> tuple[Content, tuple[str, ...]]:
    """The text of each marked content of a page, and that of its artifacts."""
    fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
    marked: Content = {}
    artifacts: list[str] = []
    open_marks: list[tuple[str, pikepdf.Object | None]] = []
    font: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        if str(operator) in ("BDC", "BMC"):
            details = operands[1] if len(operands) > 1 else None
            open_marks.append((str(operands[0]), details))
            if details is not None and "/MCID" in details:
                marked.setdefault(int(details.MCID), str(details.get("/ActualText", "")))
        elif str(operator) == "EMC":
            open_marks.pop()
        elif str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) == "TJ":
            _note(_shown(operands[0], font), open_marks, marked, artifacts)
    return marked, tuple(artifacts)


def _note(text: str, marks: list[tuple[str, pikepdf.Object | None]], marked: Content, artifacts: list[str]) -> None:
    tag, details = marks[-1]
    if tag == "/Artifact":
        artifacts.append(text)
    elif details is not None and "/ActualText" not in details:
        marked[int(details.MCID)] += text


def _shown(pieces: pikepdf.Object, font: Mapping[int, str]) -> str:
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(font[int.from_bytes(codes[at:at + 2], "big")] for at in range(0, len(codes), 2))


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in _PAIR.findall(font.ToUnicode.read_bytes())}
