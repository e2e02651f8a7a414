"""A coverage-guided run of `convert` on bytes of every kind: what it breaks on becomes a case of the tests.

usage: make fuzz [SECONDS=600]   (tests/fuzz.py CORPUS_FOLDER [options of libFuzzer])

The first byte chooses how the others are meant: as they are, as pieces of legal text in an encoding, as a web page, as
the body of a Word or a Hangul document, or as damage done to one. What must hold is written in `held`. A find stops
the run; its bytes are left in crash-* (or slow-unit-*, timeout-*), and `tests/fuzz.py crash-…` runs them again.
"""

from __future__ import annotations

import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["diptych"]):
    from diptych.compile.single_text import convert
    from diptych.project import load
    from diptych.readers.formats import received
    from diptych.readers.formats.lines import pieces
    from diptych.render.text.json_tree import tree
    from diptych.render.text.plain import text

ROOT: Final = Path(__file__).parent.parent
KNOWN: Final = load.schema(ROOT).value
CATALOGUE: Final = load.catalogue(ROOT)
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "hz", "big5", "euc-kr", "cp949", "johab",
                    "iso2022_kr", "shift_jis", "latin-1")
FRAGMENTS: Final = (
    "\n", "\n", "\n\n", " ", "\u3000\u3000", "\t", "\r", "第一条 ", "第二条 ", "第十二条之二", "第一章 总则",
    "第二编 分则",
    "一、", "二、", "（一）", "（二）", "1.", "2.", "1.1 ", "(1)", "①", "②", "第 12-1 條", "제1조(목적) ", "제2조 ① ",
    "제1장 총칙", "부칙", "1의2.", "가.", "나.", "[별표 1]", "<개정 2012. 4. 13.>", "삭제", "附件：1.甲", "附件1",
    "附件",
    "目录", "国发〔2019〕5号", "2012年4月13日", "二○一二年四月十三日", "国务院办公厅", "各部门：", "（此件公开发布）",
    "关于甲的通知", "第三条的规定，甲。", "甲乙丙", "总体要求。甲乙丙丁。", "정부는", "《", "》", "“", "”", "「",
    "（", "）",
    "。", "：", "，", ".", "\ufffc", "\u200b", "\ufeff", "\u0301", "ᆨ", "\uf000", "Article 1", "Section 2.", "(a)",
    "第一条の二", "イ ", "附 則", "abc", "&", "<", ">", "\u2028", "\u0085", "\U0001f600", "1992年", "第24條",
)
TAGS: Final = (
    "<p>", "</p>", "<br>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>", "</table>", '<div id="zoom">',
    '<div id="UCAP-CONTENT">', "</div>", '<span style="font-family:楷体;display:none">', "</span>", "<h1>", "<!--",
    "-->", "<script>", "</script>", "&nbsp;", "&#x3000;", "&#0;", '<meta charset="gbk">', "<![CDATA[", "]]>", "<a b='",
)
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD: Final = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tab/>", "<w:br/>", "<w:tbl><w:tr><w:tc>",
    "</w:tc></w:tr></w:tbl>", "<w:b/>", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    '<w:pStyle w:val="a"/>', '<w:ilvl w:val="x"/>', "<w:del>", "</w:del>", "<w:sdt>", "</w:sdt>",
)
H: Final = "http://www.hancom.co.kr/hwpml/2011"
HANGUL: Final = (
    "<hp:p>", "</hp:p>", "<hp:run>", "</hp:run>", "<hp:t>", "</hp:t>", "<hp:tbl><hp:tr><hp:tc>",
    "</hp:tc></hp:tr></hp:tbl>", "<hp:subList>", "</hp:subList>", '<hp:p paraPrIDRef="0">', "<hp:lineBreak/>",
)


def received_bytes(data: bytes) -> bytes:
    """The bytes that a file of the kind holds which the first byte chooses."""
    kinds = (bytes, _encoded, _page, _word, _hangul, _damaged, _repeated)
    return kinds[data[0] % len(kinds)](data[1:])


def _encoded(data: bytes) -> bytes:
    return _written(data[1:], FRAGMENTS).encode(ENCODINGS[data[0] % len(ENCODINGS)] if data else "utf-8", "ignore")


def _page(data: bytes) -> bytes:
    return f"<html><body>{_written(data, FRAGMENTS + TAGS)}".encode("utf-8", "ignore")


def _word(data: bytes) -> bytes:
    body = _written(data, FRAGMENTS[:40] + WORD)
    return _packed("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def _hangul(data: bytes) -> bytes:
    body = _written(data, FRAGMENTS[:40] + HANGUL)
    return _packed("Contents/section0.xml", f'<hs:sec xmlns:hp="{H}/paragraph" xmlns:hs="{H}/section">{body}</hs:sec>')


def _damaged(data: bytes) -> bytes:
    whole = bytearray(_word(b""))
    for place, value in zip(data[::2], data[1::2], strict=False):
        whole[place * len(whole) // 256] = value
    return bytes(whole)


def _repeated(data: bytes) -> bytes:
    return _written(data, FRAGMENTS).encode("utf-8", "ignore") * (1 + data[0] % 40 if data else 1)


def _written(data: bytes, fragments: tuple[str, ...]) -> str:
    """Fragments by number; a number beyond them stands for a character of its own."""
    return "".join(_fragments(data, fragments))


def _fragments(data: bytes, fragments: tuple[str, ...]) -> Iterator[str]:
    numbers = iter(data)
    for number in numbers:
        yield fragments[number] if number < len(fragments) else chr(0x4e00 + 256 * (255 - number) + next(numbers, 0))


def _packed(name: str, words: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(zipfile.ZipInfo(name), words.encode("utf-8", "ignore"))
    return stream.getvalue()


def held(data: bytes) -> None:
    """Raises unless the bytes become valid Akoma Ntoso with every character, or a finding that is an error."""
    assert KNOWN
    result = convert(data, "f", KNOWN)
    for finding in result.diagnostics:
        assert CATALOGUE.describe(finding).message
    if result.value is None:
        assert CATALOGUE.has_errors(result.diagnostics)
        return
    source = received.read(data, "f", KNOWN.forms).value
    assert source
    tree(result.value.document)
    assert _bare(text(result.value.document)) == _bare("".join(words for words, _ in pieces(source.lines)))


def _bare(words: str) -> str:
    return unicodedata.normalize("NFC", "".join(words.split()))


def one(data: bytes) -> None:
    """What libFuzzer calls."""
    if data:
        held(received_bytes(data))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
