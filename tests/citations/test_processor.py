"""Citations: of each kind, as their processors make them, and as templates."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import citeproc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from diptych.akn.document import Document, read
from diptych.citations import csl_record, processor, reader_templates
from diptych.citations.csl_styles import CITATIONS
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.base import citation_styles
from tests.conftest import ROOT
from tests.render.small import BODY, CHINESE, document, twins

SITE = "https://example.org/laws/"
WORK = "https://example.org/laws/akn/cn/act/test/2020/7/"
KNOWN = citation_styles()
CLAUSE = "sec_1__para_1"
UNOFFICIAL = "unofficial Korean translation"
ZHO, KOR = f"{WORK}zho/~{CLAUSE}", f"{WORK}kor/~{CLAUSE}"
EXPECTED = {
    "gbt7714-2015": (
        f"OFFICE ZHO. 若干意见: No. 7: 第一部分第（一）项[A/OL]. (2020-01-02). {ZHO}.",
        f"OFFICE KOR. 몇 가지 의견: No. 7: 第一部分第（一）项[A/OL]. 非官方韩语译文. (2020-01-02). {KOR}."),
    "gbt7714-2025": (
        f"Office zho. 若干意见：No. 7：第一部分第（一）项[EB/OL]. （2020-01-02）. {ZHO}.",
        f"Office kor. 몇 가지 의견：No. 7：第一部分第（一）项[EB/OL]. 非官方韩语译文. （2020-01-02）. {KOR}."),
    "falv": (
        f"《若干意见》（No. 7），第一部分第（一）项，{ZHO}。",
        f"《若干意见》（No. 7），第一部分第（一）项，非官方韩语译文，{KOR}。"),
    "korean": (
        f"Office zho, 「若干意见」, No. 7(2020. 1. 2.), 제1부분 (1), {ZHO}.",
        f"Office kor, 「몇 가지 의견」, No. 7(2020. 1. 2.), 제1부분 (1), 비공식 한국어 번역, {KOR}."),
    "bluebook": (
        f"若干意见 (promulgated by Office zho, Jan. 2, 2020), pt. 1(1), No. 7 (China), {ZHO}.",
        f"若干意见 (promulgated by Office zho, Jan. 2, 2020), pt. 1(1), No. 7 (China), {KOR} ({UNOFFICIAL})."),
    "apa": (
        f"Office zho. (2020, January 2). 若干意见 (No. 7, pt. 1(1)). {ZHO}",
        f"Office zho. (2020, January 2). 若干意见 (No. 7, pt. 1(1); {UNOFFICIAL}). {KOR}"),
}


def made(style: str, language: str = "", eid: str = "", documents: tuple[Document, ...] = ()) -> str:
    return processor.cite(documents or twins(), KNOWN, style, SITE, language, eid)


def romanised() -> tuple[Document, ...]:
    data = etree.tostring(twins()[0].root).replace(
        b'<FRBRdate date="2020-01-02" name="issued"/>',
        b'<FRBRalias name="romanised title" value="Ruogan Yijian"/>'
        b'<FRBRalias name="romanised authority" value="Bangongting"/><FRBRdate date="2020-01-02" name="issued"/>')
    found = read(data, "test.xml").value
    assert found
    return found, twins()[1]


def test_the_styles_are_those_promised_and_in_their_order() -> None:
    assert list(KNOWN.styles) == ["gbt7714-2025", "gbt7714-2015", "falv", "korean", "bluebook", "apa", "bibtex",
                                  "biblatex", "ris", "csl-json"]


@pytest.mark.parametrize("style", EXPECTED)
def test_a_clause_of_each_text(style: str) -> None:
    assert (made(style, "zho", CLAUSE), made(style, "kor", CLAUSE)) == EXPECTED[style]


def test_a_work_is_cited_at_the_address_of_all_its_texts() -> None:
    assert made("falv") == f"《若干意见》，No. 7，{WORK}。"


@pytest.mark.parametrize("style", KNOWN.styles)
def test_the_permalink_is_not_escaped_and_no_date_of_access_is_made_up(style: str) -> None:
    found = made(style, "kor", CLAUSE)
    assert f"{WORK}kor/~{CLAUSE}" in found
    assert not re.search("accessed|urldate|Y2|访问|방문|visited|Retrieved", found)


@pytest.mark.parametrize("style", KNOWN.styles)
def test_a_translation_without_authority_says_so_in_the_language_of_the_citation(style: str) -> None:
    told = re.compile("非官方|비공식|unofficial")
    assert told.search(made(style, "kor", CLAUSE))
    assert not told.search(made(style, "zho", CLAUSE))


@pytest.mark.parametrize(("style", "told"), [
    ("falv", "，2021年6月1日文本，非官方韩语译文，https"),
    ("korean", ", 2021년 6월 1일 시점의 본문, 비공식 한국어 번역, https"),
    ("bluebook", f"(version of June 1, 2021; {UNOFFICIAL})"), ("ris", "2021년 6월 1일 시점의 본문")])
def test_one_version_of_several_is_told_from_the_others(style: str, told: str) -> None:
    dated = tuple(replace(one, version="2021-06-01") for one in twins())
    assert told in made(style, "kor", CLAUSE, dated)
    assert "2021" not in made(style, "kor", CLAUSE)


def test_a_translation_with_authority_is_no_unofficial_one() -> None:
    data = etree.tostring(twins()[1].root).replace(b'authoritative="false"', b'authoritative="true"')
    found = read(data, "test.xml").value
    assert found
    assert "韩语译文" in made("falv", "kor", CLAUSE, (twins()[0], found))
    assert "非官方" not in made("falv", "kor", CLAUSE, (twins()[0], found))


def test_roman_letters_stand_before_the_title_only_if_the_editor_gives_them() -> None:
    assert made("bluebook", "kor", "", romanised()) == (
        f"Ruogan Yijian (若干意见) (promulgated by Bangongting, Jan. 2, 2020), No. 7 (China), {WORK}kor/"
        " (unofficial Korean translation).")
    assert made("apa", "", "", romanised()) == (
        f"Bangongting. (2020, January 2). Ruogan Yijian [若干意见] (No. 7). {WORK}")


def test_an_unknown_date_is_left_out() -> None:
    data = etree.tostring(twins()[0].root).replace(b"2020-01-02", b"0001-01-01")
    found = read(data, "test.xml").value
    assert found
    for style in KNOWN.styles:
        assert "0001" not in made(style, "", CLAUSE, (found,))


@pytest.mark.parametrize("style", [key for key, style in KNOWN.styles.items() if style.format == "csl"])
def test_what_citeproc_makes_of_the_record_is_what_is_given(style: str) -> None:
    used = KNOWN.styles[style]
    said = KNOWN.words[used.language]
    where = csl_record.address(SITE, twins(), "zho", CLAUSE)
    item = csl_record.record(twins(), "zho", where, "X", said)
    variables = {**item, "id": "a", "type": used.type}
    variables.pop("citation-key")
    if style == "gbt7714-2015":
        variables["number"] = "No. 7: X"
    compiled = citeproc.CitationStylesStyle(str(ROOT / CITATIONS / f"{style}.csl"), validate=False)
    bibliography = citeproc.CitationStylesBibliography(compiled, CiteProcJSON([variables]), plain)
    citation = citeproc.Citation([citeproc.CitationItem("a")])
    bibliography.register(citation)
    entry = "".join(map(str, bibliography.bibliography()[0])) if used.part == "bibliography" else str(
        bibliography.cite(citation, None))
    assert processor.render(item, used) in (entry, entry.removeprefix("[1]"))


@pytest.mark.parametrize("style", [key for key, style in KNOWN.styles.items() if style.format == "csl"])
def test_a_style_is_valid_csl_and_says_where_it_is_from(style: str) -> None:
    schema = etree.RelaxNG(file=citeproc.SCHEMA_PATH)
    tree = etree.fromstring(KNOWN.styles[style].csl)
    assert schema.validate(etree.ElementTree(tree)), schema.error_log
    assert tree.findtext("{*}info/{*}rights")
    assert tree.xpath("count(//comment())")


def test_reference_managers_read_what_they_are_given() -> None:
    entry = parse_string(made("bibtex", "kor", CLAUSE)).entries[0]
    assert entry.key == f"cn-act-test-2020-7-kor-{CLAUSE}"
    assert entry["url"] == f"{WORK}kor/~{CLAUSE}"
    assert entry["note"] == "No. 7; 제1부분 (1); 비공식 한국어 번역"
    [reference] = rispy.loads(made("ris", "kor", CLAUSE))
    assert (reference["type_of_reference"], reference["title"]) == ("STAT", "몇 가지 의견")
    assert (reference["section"], reference["date"]) == ("제1부분 (1)", "2020/01/02")
    # Zotero takes the number of a statute from M1, and IS for an issue, which a statute has not.
    assert "\nM1  - No. 7\n" in made("ris", "kor", CLAUSE)
    [item] = json.loads(made("csl-json", "kor", CLAUSE))
    assert (item["type"], item["language"], item["original-title"]) == ("legislation", "ko", "若干意见")
    assert item["issued"] == {"date-parts": [[2020, 1, 2]]}


def test_a_line_break_in_a_field_makes_no_second_record_of_ris() -> None:
    item = {"citation-key": "a", "title": "甲\nER  - \r\nTY  - JOUR\u2028TI  - 乙", "language": "zh", "URL": "https://x/",
            "author": [{"literal": "丙\nTY  - BOOK"}], "note": "丁\n戊"}
    [record] = rispy.loads(processor.render(item, KNOWN.styles["ris"]))
    assert (record["type_of_reference"], record["title"]) == ("STAT", "甲 ER - TY - JOUR TI - 乙")
    assert record["authors"] == ["丙 TY - BOOK"]


LATEX = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
         **{f"\\{sign}": sign for sign in "{}$&#_%"}}


@given(st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1))
def test_bibtex_holds_any_title(title: str) -> None:
    item = {"citation-key": "a", "title": title, "language": "zh", "URL": "https://x/~a_b"}
    entry = parse_string(processor.render(item, KNOWN.styles["bibtex"])).entries[0]
    read_back = re.sub("|".join(map(re.escape, LATEX)), lambda found: LATEX[found[0]], str(entry["title"])[1:-1])
    assert read_back == title


@given(st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1))
def test_every_style_gives_any_title_and_the_address_as_they_are(title: str) -> None:
    item = {"id": "x", "title": title, "authority": "A", "author": [{"literal": "A"}], "number": "1", "section": "S",
            "language": "zh", "URL": "https://x.org/~a_b"}
    for style in KNOWN.styles.values():
        if style.format == "csl":
            assert title.strip() in processor.render(item, style)
            assert "https://x.org/~a_b" in processor.render(item, style)


def test_templates_filled_in_are_the_citations() -> None:
    documents = twins()
    data = json.loads(reader_templates.panel(documents, KNOWN, SITE))
    for style in data["styles"]:
        for language in ("", "zho", "kor"):
            text = data["texts"][language or "zho"]
            for eid in ("", "preface__p_1", "sec_1", CLAUSE):
                called = data["pinpoints"][style["words"] or text["words"]].get(eid, "")
                marks = {"pinpoint": called, "place": f"{language}/" * bool(language) + f"~{eid}" * bool(eid),
                         "key": "".join(f"-{part}" for part in (language, eid) if part), "accessed": "@"}
                template = text["templates"][style["id"]]["clause" if called else "whole"]
                filled = "".join(marks[piece] if at % 2 else piece for at, piece in enumerate(template))
                assert without_access(filled) == made(style["id"], language, eid)


def test_a_template_without_the_date_and_the_words_around_it_is_the_citation_without_a_date() -> None:
    data = json.loads(reader_templates.panel(twins(), KNOWN, SITE))
    dated = [style for style in data["styles"] if style["accessed"]]
    assert len(dated) == 8
    for style in dated:
        first, *pieces = data["texts"]["kor"]["templates"][style["id"]]["whole"]
        marks = {"place": "kor/", "key": "-kor", "accessed": "@"}
        filled = first + "".join(piece if at % 2 else marks[piece] for at, piece in enumerate(pieces))
        before, behind = style["around"]
        assert filled.count(f"{before}@{behind}") == 1
        assert filled.replace(f"{before}@{behind}", "") == made(style["id"], "kor")


def without_access(filled: str) -> str:
    """A citation without the date of access, which stands there as @, and what is said around it."""
    around = (r"\[@\]", "，@访问", r" \(최종방문일: @\)", r",\n\turldate = \{@\}", r"\nY2  - @",
              r',\n    "accessed": \{\n      "raw": "@"\n    \}')
    return re.sub("|".join(around), "", filled)


@pytest.mark.parametrize("style", KNOWN.styles)
def test_what_has_no_title_is_cited_by_its_number_and_address(style: str) -> None:
    found = made(style, "", "", (document('<body eId="body"><section eId="sec_1"/></body>'),))
    assert "No. 7" in found
    assert WORK in found


def test_a_reader_who_has_no_word_for_the_language_is_told_in_english() -> None:
    french = document(BODY.format(**CHINESE), "fra", translation=True)
    assert "unofficial French translation" in made("ris", "fra", "", (twins()[0], french))
