"""Bytes of a fuzzer → a file that someone may be sent, with the words that are in it.

The first byte chooses the kind of file, the others what is in it: each is a fragment of words, the beginning of an
element, or its end. XML is therefore well-formed, and the words are known without a reader. Other kinds damage such
files.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "hz", "big5", "euc-kr", "cp949", "johab",
                    "iso2022_kr", "shift_jis", "latin-1")
FRAGMENTS: Final = (
    "\n", "\n", "\n\n", " ", "\u3000\u3000", "\t", "\r", "第一条 ", "第二条 ", "第十二条之二", "第一章 总则",
    "一、", "二、", "（一）", "（二）", "1.", "2.", "1.1 ", "(1)", "①", "②", "第 12-1 條", "제1조(목적) ", "제2조 ① ",
    "제1장 총칙", "부칙", "1의2.", "가.", "나.", "[별표 1]", "<개정 2012. 4. 13.>", "삭제", "附件：1.甲", "附件1",
    "目录", "国发〔2019〕5号", "2012年4月13日", "二○一二年四月十三日", "国务院办公厅", "各部门：", "（此件公开发布）",
    "关于甲的通知", "第三条的规定，甲。", "总体要求。甲乙丙丁。", "정부는", "《", "》", "“", "”", "「", "（", "）",
    "。", "：", "，", ".", "\ufffc", "\u200b", "\ufeff", "\u0301", "ᆨ", "\uf000", "Article 1", "Section 2.", "(a)",
    "第一条の二", "附 則", "&", "<", ">", "\u2028", "\u0085", "\u202e", "\U0001f600", "\xad", "第24條",
)
RARE: Final = 0x6f00
"""The first of the Chinese characters that no fragment has: they are counted."""
RARE_COUNT: Final = 1024
OPENING: Final = 96
"""Bytes below this are words, those between this and CLOSING begin elements."""
CLOSING: Final = 208
"""Bytes from this to PLANTED end an element."""
PLANTED: Final = 224
"""Bytes from this are words of rare characters, the next byte says which."""
HEAD: Final = "关于甲的通知\n各部门、各单位：\n现将有关事项通知如下。\n"
"""Words at the beginning of a text, so that its language is recognised."""
_NESTED: Final = 60
"""Elements in one another at most, chosen: readers refuse deeper files."""

MARKDOWN: Final = ("# ", "## ", "- ", "> ", "1. ", "**", "*", "`", "[", "](x)", "| ", " |", "\n|---|\n", "```\n",
                   "[^1]", "\n[^1]: ", "![", "~~", "    ", "\\", "***", "_", "---\n", "+++\n", "<b>", "</b>", "<!--",
                   "-->")
TAGS: Final = ("p", "br", "b", "table", "tr", "td", 'div id="zoom"', 'div id="UCAP-CONTENT"', "span hidden", "h1",
               'span style="font-family:楷体"', "sup", "a href='#x'", "ul", "li", "ruby", "rt", "td colspan='9'",
               "template", "noscript", "textarea", "select", "svg", "iframe", "pre", "blockquote", "ol", "details")
W: Final = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"')
WORD: Final = (
    "w:p", "w:r", "w:t", "w:p><w:r", "w:p><w:r><w:t", "w:r><w:t", "w:tbl", "w:tr", "w:tc", "w:tbl><w:tr><w:tc><w:p",
    'w:hyperlink w:anchor="a"', 'w:ins w:id="1"', 'w:del w:id="1"', "w:smartTag", "w:sdt><w:sdtContent",
    "m:oMath><m:r><m:t",
    'mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t',
    "w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t", 'w:moveTo w:id="1"', 'w:moveFrom w:id="1"', "w:foo",
    'w:fldSimple w:instr="PAGE"', "w:ruby><w:rubyBase><w:r><w:t", "w:rt><w:r><w:t", "w:instrText", "w:customXml",
    'w:r><w:footnoteReference w:id="2"', 'w:pPr><w:pStyle w:val="a"', 'w:pPr><w:numPr><w:ilvl w:val="x"', "w:br",
    "w:r><w:rPr><w:vanish", 'w:tcPr><w:gridSpan w:val="99999"', "w:tcPr><w:vMerge",
    'w:bookmarkStart w:id="1" w:name="b"',
)
H: Final = "http://www.hancom.co.kr/hwpml/2011"
HANGUL: Final = (
    "hp:p", "hp:run", "hp:t", "hp:p><hp:run><hp:t", "hp:run><hp:t", "hp:tbl", "hp:tr", "hp:tc", "hp:subList",
    "hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t", "hp:rect><hp:drawText><hp:subList><hp:p><hp:run><hp:t",
    "hp:ctrl><hp:footNote><hp:subList><hp:p><hp:run><hp:t", "hp:ctrl><hp:header><hp:subList><hp:p><hp:run><hp:t",
    'hp:p paraPrIDRef="0"', "hp:lineBreak", "hp:tab", "hp:equation><hp:script", "hp:dutmal><hp:mainText", "hp:subText",
    'hp:compose composeText="a"', "hp:foo", 'hp:cellSpan colSpan="99999"', "hp:ctrl><hp:endNote><hp:subList><hp:p",
)
AKN: Final = (
    "act", "meta", "identification source='#a'", "FRBRWork", "FRBRthis value='/akn/cn/act/2020/1'", "body",
    "article eId='a'",
    "num", "heading", "content><p", "p", "paragraph", "list", "intro><p", "point", "ins", "del", "authorialNote><p",
    "ref href='#a'",
    "table><tr><td><p", "preface", "conclusions", "attachments", "foo", "FRBRlanguage language='zho'", "preamble",
    "date date='x'",
)
TMX: Final = ("tu", "tuv xml:lang='zh'", "tuv xml:lang='ko'", "seg", "prop type='eId'", "note", "bpt i='1'", "hi",
    "tu tuid='²'")
XLIFF: Final = ("file id='1' original='/akn/cn/act/2020/1'", "unit id='²' name='art_1'", "segment", "source", "target",
                "notes", "note", "pc id='1'", "ph id='1'", "mrk id='m'", "ignorable", "unit id='u'", "sc id='1'")
TOML: Final = (
    "[work]\n", "[[expression]]\n", "[[received]]\n", "[markup]\n", 'document_type = "act"\n', "date = 2021-03-01\n",
    'number = "7"\n', 'issuer = "a"\n', 'jurisdiction = "cn"\n', 'file = "zho.txt"\n', 'language = "zho"\n',
    'rights = "unknown"\n', "[[emendation]]\n", 'eid = "art_1"\n', 'find = "甲"\n', 'put = "乙"\n', 'why = "a"\n',
    "[[note]]\n", "[[line]]\n", "[[pair]]\n", "[certainty]\n", "x = { a = 1 }\n", "x = [[[[1]]]]\n",
    "date = 9999-99-99\n",
    'name = "../a"\n', "date = 1e400\n", 'sha256 = "a"\n', "[[waiver]]\n", 'code = "Q001"\n', 'editor = "a"\n', '"""',
    "=",
)
WORK: Final = """[work]
document_type = "act"
name = "law"
date = 2021-03-01
number = "7"
issuer = "qingshi"
jurisdiction = "cn"
[markup]
date = 2026-01-01
editor = "qingshi"
[[received]]
file = "zho.txt"
sha256 = "06c8e1d4b7c71cd01308583156845319e96256867cd0414d8a81926a4d3ead9f"
[[expression]]
language = "zho"
file = "zho.txt"
date = 2021-03-01
rights = "official-document"
"""
"""The description of a work, to which others are appended."""
TEXT: Final = "第一条 甲乙。\n第二条 丙丁。\n"
"""The text of that work."""
NAMES: Final = ("word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/numbering.xml", "../a", "/a",
    "a\\b",
                "CON", "word/document.xml/", "[Content_Types].xml", "Contents/section1.xml", "Contents/header.xml",
                "Contents/content.hpf", "META-INF/container.xml", "word/_rels/document.xml.rels", "é" * 90)


@dataclass(frozen=True, slots=True)
class FuzzedFile:
    """A file, its name, and how often each rare character is in its words; `exact` is whether these are known."""

    name: str
    data: bytes
    planted: str
    exact: bool = True


@dataclass(slots=True)
class Written:
    """Words and elements as they are written: the text, the rare characters in it, the open elements."""

    parts: list[str] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def fuzzed_file(data: bytes) -> FuzzedFile:
    """The file that some bytes mean."""
    kinds: Sequence[Callable[[bytes], FuzzedFile]] = (
        _bare, _encoded, _markdown, _page, _word, _hangul, _akn, _tmx, _xliff, _work, _editorial, _damaged, _zip)
    return kinds[data[0] % len(kinds)](data[1:]) if data else FuzzedFile("f.txt", b"", "")


def _bare(data: bytes) -> FuzzedFile:
    return FuzzedFile("f.txt", data, "", exact=False)


def _encoded(data: bytes) -> FuzzedFile:
    words, planted = _marked(data[1:], ())
    encoding = ENCODINGS[data[0] % len(ENCODINGS)] if data else "utf-8"
    return FuzzedFile("f.txt", (HEAD + words).encode(encoding, "ignore"), planted, exact=encoding.startswith("utf"))


def _markdown(data: bytes) -> FuzzedFile:
    words, planted = _marked(data, MARKDOWN)
    return FuzzedFile("f.md", (HEAD + words).encode("utf-8", "ignore"), planted)


def _page(data: bytes) -> FuzzedFile:
    words, planted = _tree(data, TAGS)
    place = "UCAP-CONTENT" if len(data) % 4 else "a"
    page = f"<html><body><div id='{place}'><p>{HEAD}</p>{words}</div></body></html>"
    return FuzzedFile("f.html", page.encode("utf-8", "ignore"), planted)


def _word(data: bytes) -> FuzzedFile:
    body, notes, head = (_tree(part, WORD) for part in _divided(data, 3))
    start = f"<w:p><w:r><w:t>{HEAD}</w:t></w:r></w:p>"
    document = f"<w:document {W}><w:body>{start}{body[0]}</w:body></w:document>"
    note = f'<w:footnotes {W}><w:footnote w:id="2">{notes[0]}</w:footnote></w:footnotes>'
    return FuzzedFile("f.docx", packed({
        "word/document.xml": document, "word/footnotes.xml": note, "word/header1.xml": f"<w:hdr {W}>{head[0]}</w:hdr>",
    }), body[1] + notes[1] + head[1])


def _hangul(data: bytes) -> FuzzedFile:
    sections = [_tree(part, HANGUL) for part in _divided(data, 2)]
    start = f"<hp:p><hp:run><hp:t>{HEAD}</hp:t></hp:run></hp:p>"
    head = f'<hs:sec xmlns:hp="{H}/paragraph" xmlns:hs="{H}/section">{start}'
    return FuzzedFile("f.hwpx", packed({
        f"Contents/section{number}.xml": f"{head}{words}</hs:sec>" for number, (words, _) in enumerate(sections)}),
        "".join(planted for _, planted in sections))


def _akn(data: bytes) -> FuzzedFile:
    words, planted = _tree(data, AKN)
    text = f'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">{words}</akomaNtoso>'
    return FuzzedFile("f.akn.xml", text.encode("utf-8", "ignore"), planted)


def _tmx(data: bytes) -> FuzzedFile:
    words, planted = _tree(data, TMX)
    text = f'<tmx version="1.4"><header srclang="zh"/><body>{words}</body></tmx>'
    return FuzzedFile("f.tmx", text.encode("utf-8", "ignore"), planted)


def _xliff(data: bytes) -> FuzzedFile:
    words, planted = _tree(data, XLIFF)
    head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="ko">'
    return FuzzedFile("f.xlf", f"{head}{words}</xliff>".encode("utf-8", "ignore"), planted)


def _work(data: bytes) -> FuzzedFile:
    words, planted = _marked(data, TOML)
    return FuzzedFile("work.toml", (WORK if len(data) % 4 else "").encode() + words.encode("utf-8", "ignore"), planted)


def _editorial(data: bytes) -> FuzzedFile:
    words, planted = _marked(data, TOML)
    return FuzzedFile("editorial.toml", words.encode("utf-8", "ignore"), planted)


def _damaged(data: bytes) -> FuzzedFile:
    """A package with some bytes changed."""
    made = (_word, _hangul)[len(data) % 2](data[8:])
    whole = bytearray(made.data)
    for place, value in zip(data[:8:2], data[1:8:2], strict=False):
        whole[place * len(whole) // 256] = value
    return FuzzedFile(made.name, bytes(whole), "", exact=False)


def _zip(data: bytes) -> FuzzedFile:
    """A package with parts of other names, some of them twice."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number, part in enumerate(_divided(data, 4)):
            name = NAMES[part[0] % len(NAMES)] if part and number else NAMES[0]
            # `zipfile` warns of a name that is there twice.
            package.NameToInfo.pop(name, None)
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED if len(part) % 2 else zipfile.ZIP_STORED
            words, _ = _tree(part[1:], WORD)
            package.writestr(info, f"<w:document {W}><w:body>{words}</w:body></w:document>".encode("utf-8", "ignore"))
    return FuzzedFile("f.docx", stream.getvalue(), "", exact=False)


def packed(parts: Mapping[str, str]) -> bytes:
    """A package of parts by name, the same for the same parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, words in parts.items():
            package.writestr(zipfile.ZipInfo(name), words.encode("utf-8", "ignore"))
    return stream.getvalue()


def _divided(data: bytes, count: int) -> Iterator[bytes]:
    """The bytes in so many parts, the first the longest."""
    short = len(data) // (count * 2)
    cut = len(data) - short * (count - 1)
    yield data[:cut]
    for number in range(count - 1):
        yield data[cut + number * short:cut + (number + 1) * short]


def _marked(data: bytes, signs: Sequence[str]) -> tuple[str, str]:
    """Words and signs in a row, and the rare characters among them."""
    made, numbers = Written(), iter(data)
    for number in numbers:
        if number >= PLANTED:
            _plant(made, number, next(numbers, 0))
        elif number >= OPENING and signs:
            made.parts.append(signs[number % len(signs)])
        else:
            made.parts.append(FRAGMENTS[number % len(FRAGMENTS)])
    return "".join(made.parts), "".join(made.planted)


def _tree(data: bytes, elements: Sequence[str]) -> tuple[str, str]:
    """Well-formed elements with words, and the rare characters among these."""
    made, numbers = Written(), iter(data)
    for number in numbers:
        if number >= PLANTED:
            _plant(made, number, next(numbers, 0))
        elif number >= CLOSING:
            made.parts.append(made.open.pop() if made.open else "")
        elif number >= OPENING and len(made.open) < _NESTED:
            _begin(made, elements[number % len(elements)])
        else:
            made.parts.append(_text(FRAGMENTS[number % len(FRAGMENTS)]))
    return "".join((*made.parts, *reversed(made.open))), "".join(made.planted)


def _begin(made: Written, element: str) -> None:
    made.parts.append(f"<{element}>")
    names = [name.split()[0] for name in element.split("><")]
    made.open.append("".join(f"</{name}>" for name in reversed(names)))


def _plant(made: Written, number: int, following: int) -> None:
    """Rare characters, which only words have."""
    first = RARE + (number - PLANTED) * 31 % RARE_COUNT
    words = "".join(chr(RARE + (first - RARE + step * following) % RARE_COUNT) for step in range(1 + following % 5))
    made.parts.append(words)
    made.planted.append(words)


def _text(words: str) -> str:
    """Words in XML, without characters that XML cannot have."""
    return escape("".join(sign for sign in words if sign in "\t\n\r" or sign >= " "))
