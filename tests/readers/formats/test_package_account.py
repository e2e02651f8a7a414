"""Every character of a package is read or left out by name, and a reader's mistake is found."""

from __future__ import annotations

import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from diptych.readers.formats import package_account
from diptych.readers.formats.lines import MathFormula, notations
from diptych.readers.formats.package_account import account, findings
from diptych.readers.formats.package_reading import PackageReading, TrackedChanges
from hypothesis import given
from hypothesis import strategies as st

from tests.readers import packages

RUN = "<w:r><w:t>{}</w:t></w:r>"
P = "<w:p>" + RUN + "</w:p>"
BOX = ("<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>"
       "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback>"
       "</mc:AlternateContent></w:r></w:p>")
WRAPPINGS = ("{}", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:ins>{}</w:ins>", "<w:del>{}</w:del>",
             "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", "<w:unknown>{}</w:unknown>", BOX.replace("{}", "{0}"),
             "<w:p><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:p>",
             "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
             "<mc:AlternateContent xmlns:mc='m'><mc:Choice>{}</mc:Choice></mc:AlternateContent>",
             "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>")
INLINE = (RUN, "<w:hyperlink>" + RUN + "</w:hyperlink>", "<w:r><w:t>{}<!-- c -->乙</w:t></w:r>",
          "<w:r><w:instrText>{}</w:instrText></w:r>", "<m:oMath xmlns:m='m'><m:r><m:t>{}</m:t></m:r></m:oMath>",
          "<w:ruby><w:rt>" + RUN + "</w:rt><w:rubyBase>" + RUN.format("乙") + "</w:rubyBase></w:ruby>",
          "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>", "<w:moveFrom>" + RUN + "</w:moveFrom>",
          "<w:r><w:sym w:char='263A'/><w:noBreakHyphen/><w:tab/><w:t>{}</w:t></w:r>",
          "<w:r><w:t>{}</w:t><w:br/><w:footnoteReference w:id='1'/></w:r>")


def difference(data: bytes, reading: PackageReading) -> tuple[dict[str, int], dict[str, int]]:
    _, lost, doubled = account(data, reading)
    return dict(lost), dict(doubled)


@given(st.lists(st.tuples(st.sampled_from(WRAPPINGS), st.lists(st.sampled_from(INLINE), max_size=3)), max_size=6))
def test_whatever_is_in_a_document_is_in_its_account(parts: list[tuple[str, list[str]]]) -> None:
    body = "".join(wrapping.format(f"<w:p>{''.join(run.format('甲') for run in runs)}</w:p>")
                   for wrapping, runs in parts)
    data = packages.word(body, footnotes=f'<w:footnote w:id="1">{P.format("注")}</w:footnote>',
                         header1=P.format("页眉"), comments=f"<w:comment>{P.format('批')}</w:comment>")
    assert difference(data, packages.read_word(data)) == ({}, {})


def test_each_kind_is_named_once_with_its_counts() -> None:
    data = packages.word(P.format("甲") + f"<w:p><w:del>{RUN.format('乙 丙')}</w:del></w:p>" * 2,
                         header1=P.format("页眉"))
    whole, found = findings(data, packages.read_word(data), "f")
    assert (whole.held, whole.read, whole.printed) == (7, 1, 0)
    assert [(item.code, dict(item.facts)) for item in found] == [
        ("T030", {"what": "deleted text of tracked changes", "objects": "2", "characters": "4"}),
        ("T030", {"what": "headers and footers", "objects": "1", "characters": "2"}),
            ("T033", {"inserted": "0", "deleted": "2"})]


@pytest.mark.parametrize("change", [lambda lines: lines[1:], lambda lines: (*lines, lines[0])])
def test_a_line_lost_or_doubled_is_found(change: Callable[[tuple[object, ...]], tuple[object, ...]]) -> None:
    data = packages.word(P.format("甲") + P.format("乙"))
    reading = packages.read_word(data)
    _, found = findings(data, replace(reading, lines=change(reading.lines)), "f")  # type: ignore[arg-type]
    assert [(item.code, dict(item.facts)["shown"]) for item in found] == [(package_account.UNBALANCED, "甲")]


def test_a_part_that_is_there_twice_is_found() -> None:
    stream = BytesIO(packages.word(P.format("甲")))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("word/document.xml", package.read("word/document.xml").replace("甲".encode(), "乙".encode()))
    data = stream.getvalue()
    assert difference(data, packages.read_word(data)) == ({"甲": 1}, {})


def calls(function: Callable[[], object]) -> int:
    """The number of calls of functions while a function runs."""
    count = 0

    def profile(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def nested(opening: str, inner: str, closing: str, depth: int) -> str:
    return opening * depth + inner + closing * depth


GROWING: dict[str, Callable[[int], bytes]] = {
    "cells": lambda n: packages.word(f"<w:tbl><w:tr>{f'<w:tc>{P}</w:tc>' * n}</w:tr></w:tbl>".replace("{}", "甲")),
    "rows": lambda n: packages.word(f"<w:tbl>{f'<w:tr><w:tc>{P}</w:tc></w:tr>' * n}</w:tbl>".replace("{}", "甲")),
    "styles": lambda n: packages.word(
        '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' * n, styles="".join(
            f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(n))),
    "runs": lambda n: packages.word(f"<w:p>{RUN * n}</w:p>".replace("{}", "甲")),
    "notes": lambda n: packages.word(
        "<w:p>" + "".join(f'<w:r><w:t>甲</w:t><w:footnoteReference w:id="{i}"/></w:r>' for i in range(n)) + "</w:p>",
        footnotes="".join(f'<w:footnote w:id="{i}">{P.format("注")}</w:footnote>' for i in range(n))),
    "boxes": lambda n: packages.word(BOX.format(P.format("甲"), P.format("甲")) * n),
    "sections": lambda n: packages.hangul(*["<p><run><t>가</t></run></p>"] * n),
    "boxes of Hangul": lambda n: packages.hangul(
        nested("<p><run><rect><subList>", "<p><run><t>가</t></run></p>", "</subList></rect></run></p>", n // 4)),
    "notes of Hangul": lambda n: packages.hangul(
        nested("<p><run><t>나</t><footNote><subList>", "<p/>", "</subList></footNote></run></p>", n // 4)),
    "boxes in each other": lambda n: packages.word(
        nested("<w:p><w:r><w:t>甲</w:t><w:pict><w:txbxContent>", P.format("甲"),
               "</w:txbxContent></w:pict></w:r></w:p>", n // 5))}
"""Documents of a size, by what there is much of."""


@pytest.mark.parametrize("family", GROWING)
def test_work_grows_with_the_size(family: str) -> None:
    def work(size: int) -> int:
        data = GROWING[family](size)
        read = packages.read_hangul if "Contents/section0.xml" in packages.opened(data).names else packages.read_word
        return calls(lambda: findings(data, read(data), "f"))

    # Twice the size is twice the work, and a little for the depth.
    small, large = work(60), work(120)
    assert large < 2.3 * small


@pytest.mark.parametrize(("body", "count"), [
    ("<w:p>甲</w:p>", 1), ("<w:tcPr><w:vMerge>甲乙</w:vMerge></w:tcPr>", 2), ("<w:foo>甲</w:foo>", 1),
    ("<wp:posOffset>9</wp:posOffset>", 0), ("<w:p>\n</w:p>", 0)])
def test_text_where_a_package_has_none_is_named(body: str, count: int) -> None:
    data = packages.word(f"{P.format('丙')}{body}".replace("<wp:posOffset", "<wp:posOffset xmlns:wp='wp'"))
    _, said = findings(data, packages.read_word(data), "f")
    assert [dict(item.facts)["characters"] for item in said] == [str(count)] * bool(count)


def test_tracked_changes_are_said_to_be_accepted() -> None:
    run = "<w:r><w:t>a</w:t></w:r>"
    body = f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run}</w:ins><w:moveTo>{run}</w:moveTo></w:p>"
    data = packages.word(f"{body}<w:p><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>")
    found, = (item for item in findings(data, packages.read_word(data), "f")[1] if item.code == "T033")
    assert dict(found.facts) == {"inserted": "3", "deleted": "1"}
    assert "T033" not in {item.code for item in findings(
        packages.word(f"<w:p>{run}</w:p>"), packages.read_word(packages.word(f"<w:p>{run}</w:p>")), "f")[1]}
    hangul = packages.hangul("<p><run><t>a<insertBegin/>b<insertEnd/><deleteBegin/>c<deleteEnd/></t></run></p>")
    assert packages.read_hangul(hangul).tracked == TrackedChanges(1, 1)


DIAGRAM = "<dgm:{0} xmlns:dgm='d' xmlns:a='a'><dgm:t><a:p><a:r><a:t>甲乙</a:t></a:r></a:p></dgm:t></dgm:{0}>"
CHART = ("<c:chartSpace xmlns:c='c'><c:f>A1</c:f><c:strCache><c:pt><c:v>甲</c:v></c:pt></c:strCache>"
         "<c:numCache><c:formatCode>0</c:formatCode><c:pt><c:v>42</c:v></c:pt></c:numCache></c:chartSpace>")


@pytest.mark.parametrize(("files", "named"), [
    ({"word/diagrams/data1.xml": DIAGRAM.format("dataModel"), "word/diagrams/drawing1.xml": DIAGRAM.format("drawing")},
     [("embedded documents, charts and diagrams", 1, 2)]),
    ({"word/charts/chart1.xml": CHART, "word/charts/style1.xml": "<cs:chartStyle xmlns:cs='c'/>"},
     [("embedded documents, charts and diagrams", 1, 3)]),
    ({"word/glossary/document.xml": f"<w:glossaryDocument {packages.W}>{P.format('甲')}</w:glossaryDocument>"},
     [("building blocks for new texts, which the program does not show", 1, 1)]),
    ({"customXml/item1.xml": "<a><b>甲</b><t>乙</t></a>", "customXml/item2.xml": "<a> </a>",
      "customXml/item3.xml": "<broken"}, [("data for other programs", 1, 2)]),
    ({"word/afchunk.html": "<p>甲<b>乙</b></p>", "word/chunk.rtf": "{\\rtf1 丙}", "word/embeddings/a.bin": "丁"},
     [("embedded documents, charts and diagrams", 3, 3)])])
def test_each_part_beside_the_text_is_named(files: dict[str, str], named: list[tuple[str, int, int]]) -> None:
    data = packages.with_files(packages.word(P.format("正文")),
                               {name: words.encode() for name, words in files.items()})
    whole, found = findings(data, packages.read_word(data), "f")
    shown = [(item.kind, item.objects, item.characters) for item in whole.omissions
             if item.kind != "equal renderings of a text"]
    assert (shown, [item.code for item in found]) == (named, ["T030"])


def test_a_document_in_a_document_is_counted() -> None:
    inner = packages.word(P.format("甲乙"))
    data = packages.with_files(packages.word(P.format("正文")), {"word/embeddings/a.docx": inner, "b.docx": b"PK\3\4"})
    whole, _ = findings(data, packages.read_word(data), "f")
    assert [(item.objects, item.characters) for item in whole.omissions] == [(2, 2)]


@pytest.mark.parametrize(("name", "objects", "characters"), [
    ("chunk.html", 1, 2), ("chunk.rtf", 1, 2), ("chunk.xml", 1, 2), ("chunk.dat", 1, 0), ("missing.html", 1, 0)])
def test_an_inserted_document_is_counted_once(name: str, objects: int, characters: int) -> None:
    """By its part; if that has no text that is read, or is not there, by the place of insertion."""
    relation = f'<Relationship Id="r1" Type="{packages.RELATIONS}/aFChunk" Target="{name}"/>'
    data = packages.with_files(
        packages.word(P.format("正文") + f'<w:altChunk xmlns:r="{packages.RELATIONS}" r:id="r1"/>'),
        {"word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
         **({f"word/{name}": "<t>甲乙</t>".encode()} if name.startswith("chunk") else {})})
    whole, found = findings(data, packages.read_word(data), "f")
    assert [(item.kind, item.objects, item.characters) for item in whole.omissions] == [
        ("embedded documents, charts and diagrams", objects, characters)]
    assert [item.code for item in found] == ["T030"]


def test_letters_that_are_a_drawing_are_text() -> None:
    art = ("<w:p><w:r><w:pict><v:shape xmlns:v='v'><v:textpath string='甲'/></v:shape></w:pict></w:r></w:p>")
    data = packages.word(art, header1=art)
    reading = packages.read_word(data)
    whole, _ = findings(data, reading, "f")
    assert [line.text for line in reading.lines] == ["甲"]
    assert [(item.kind, item.characters) for item in whole.omissions] == [("headers and footers", 1)]


def test_drawn_letters_forms_and_charts_of_hangul_are_read_or_named() -> None:
    data = packages.with_files(packages.hangul(
        "<p><run><textart text='가'/><checkBtn caption='나'/><comboBox selectedValue='1'>"
        "<listItem displayText='다' value='1'/><listItem displayText='라' value='2'/></comboBox></run></p>"),
        {"Chart/chart1.xml": CHART.encode()})
    reading = packages.read_hangul(data)
    whole, _ = findings(data, reading, "f")
    assert [line.text for line in reading.lines] == ["가나다"]
    assert [(item.kind, item.characters) for item in whole.omissions] == [
        ("choices of forms that are not chosen", 1), ("embedded documents, charts and diagrams", 3)]


@pytest.mark.parametrize(("inside", "linear", "kinds"), [
    ("<m:r><m:t>x</m:t></m:r><w:del><m:r><m:t>y</m:t></m:r></w:del>", "x", ["deleted text of tracked changes"]),
    ("<m:f><m:fPr><m:ctrlPr><w:del/></m:ctrlPr></m:fPr><m:num><m:r><m:t>x</m:t></m:r></m:num><m:den/></m:f>", "",
     ["layouts of formulas, whose letters stand in a row"])])
def test_a_formula_has_no_deleted_part(inside: str, linear: str, kinds: list[str]) -> None:
    data = packages.word(f"<w:p><m:oMath xmlns:m='m'>{inside}</m:oMath></w:p>")
    reading = packages.read_word(data)
    whole, _ = findings(data, reading, "f")
    read = [item.linear for item in notations(reading.lines) if isinstance(item, MathFormula)]
    assert read == ([linear] if linear else [])
    assert ([line.text for line in reading.lines], [item.kind for item in whole.omissions]) == (["x"], kinds)
