"""What is given out to translators, read by other people's programs."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest
from diptych.akn.names import DIPTYCH
from diptych.exchange import tables, tbx, tmx, translated_text, xliff
from diptych.exchange.bitext import Bitext, bitexts, with_sentences
from diptych.exchange.files import files
from diptych.interface_text import interface
from diptych.project import load
from lxml import etree
from translate.storage.base import TranslationStore
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from tests import base, received_akn
from tests.conftest import ROOT

SITE = "https://example.org/laws/"
ADDRESS = f"{SITE}akn/cn/act/qingshizhengban/2020/3/"


@cache
def bitext() -> Bitext:
    return bitexts([base.document(data) for data in base.twins()], SITE)[0]


@cache
def alone() -> Bitext:
    return bitexts([base.document(base.twins()[0])], SITE)[0]


@cache
def draft() -> Bitext:
    """The texts as those of a work that is a preview."""
    mark = f'<proprietary source="#e"><d:preview xmlns:d="{DIPTYCH}" why="draft"/></proprietary></meta>'.encode()
    return bitexts([base.document(data.replace(b"</meta>", mark, 1)) for data in base.twins()], SITE)[0]


def wanted() -> set[tuple[str, str]]:
    return {(passage.original.words, passage.translated.words) for passage in bitext().passages
            if passage.original and passage.translated}


def test_every_line_of_the_text_is_in_one_passage_and_no_other() -> None:
    lines = [line for line in base.TEXT.split("\n") if line.strip()]
    said = [words for passage in bitext().passages for side in (passage.original, passage.translated) if side
            for words in (side.number, side.words)]
    received = "".join("".join(lines).split()).replace("中午十二时", "正午十二时")
    assert sorted(received) == sorted("".join("".join(said).split()))
    assert len({(passage.eid, passage.part) for passage in bitext().passages}) == len(bitext().passages)


@pytest.mark.parametrize(("reader", "data"), [
    (tmxfile, tmx.tmx(bitext(), "1.0")), (Xliff2File, xliff.xliff(bitext())),
    (tmxfile, tmx.tmx(draft(), "1.0")), (Xliff2File, xliff.xliff(draft()))])
def test_another_program_reads_every_pair(reader: type[TranslationStore], data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    store = reader.parsefile(str(tmp_path / "file"))
    assert {(str(unit.source), str(unit.target)) for unit in store.units} == wanted()


def test_a_translation_memory_names_the_clause_and_the_standing_of_the_translation() -> None:
    root = etree.fromstring(tmx.tmx(bitext(), "1.0"))
    header = root.find("header")
    assert header is not None
    assert {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"} <= set(
        header.attrib)
    assert header.get("srclang") == "zh-Hans"
    assert any("비공식" in (note.text or "") for note in header.iterfind("note"))
    ids = [unit.get("tuid", "") for unit in root.iter("tu")]
    assert len(set(ids)) == len(ids)
    assert f"{ADDRESS}~sec_2__para_3" in ids
    assert f"{ADDRESS}~sec_2#heading" in ids


def test_the_ids_of_xliff_are_unique_names() -> None:
    root = etree.fromstring(xliff.xliff(bitext()))
    ids = [unit.get("id", "") for unit in root.iter("{*}unit")]
    assert len(set(ids)) == len(ids)
    assert all(etree.QName("x", name) for name in ids)


def test_without_a_translation_there_is_room_for_one() -> None:
    root = etree.fromstring(xliff.xliff(alone()))
    assert root.get("trgLang") is None
    assert root.find(".//{*}target") is None
    assert {segment.get("state") for segment in root.iter("{*}segment")} == {"initial"}
    assert etree.fromstring(tmx.tmx(alone(), "1.0")).find(".//tu") is None


def test_tables_hold_what_stands_in_the_passages() -> None:
    rows = list(csv.DictReader(io.StringIO(tables.comma_separated(bitext()).decode("utf-8-sig"), newline="")))
    objects = [json.loads(line) for line in tables.json_lines(bitext()).decode().splitlines()]
    assert [row["zh-Hans"] for row in rows] == [item["zh-Hans"]["text"] for item in objects]
    assert {(row["zh-Hans"], row["ko"]) for row in rows} == wanted()
    found = next(row for row in rows if row["eId"] == "sec_2__para_3")
    assert (found["zh-Hans_number"], found["ko_number"]) == ("（三）", "(3)")
    assert found["url"] == f"{ADDRESS}~sec_2__para_3"


def test_the_number_of_a_unit_without_words_of_its_own_is_before_its_first_paragraph() -> None:
    body = ('<chapter eId="chp_1"><num>1. Kapitel</num><article eId="art_1"><num>Art. 1</num><paragraph eId="art_1__a">'
            '<num>a)</num><content><p>Wasser ist frei.</p></content></paragraph><paragraph eId="art_1__b"><content>'
            '<p>Luft auch.</p></content></paragraph></article><article eId="art_2"><num>Art. 2</num><heading>Licht'
            '</heading><content><p>Es ist frei.</p></content></article></chapter>')
    text, = bitexts([base.document(received_akn.act(body))], SITE)
    assert [(item.eid, item.original.number) for item in text.passages if item.original] == [
        ("art_1__a", "1. Kapitel Art. 1 a)"), ("art_1__b", ""), ("art_2", "Art. 2"), ("art_2", "")]


TABLE = ('<table eId="art_1__table_1"><caption>Preise in <b>Franken</b></caption><tr><td><p eId="art_1__table_1__p_1">1'
         '</p></td></tr></table>')
CAPTIONED = ('<article eId="art_1"><num>Art. 1</num><content><p eId="art_1__p_1">Wasser ist frei.</p>{}</content>'
             '</article><article eId="art_2"><num>Art. 2</num><content><table eId="art_2__table_1"><caption>Leer'
             "</caption><tr><td/></tr></table></content></article>")


def test_the_caption_of_a_table_is_a_passage_before_its_cells() -> None:
    text, = bitexts([base.document(received_akn.act(CAPTIONED.format(TABLE)))], SITE)
    assert [(item.eid, item.original.words) for item in text.passages if item.original][-4:] == [
        ("art_1__p_1", "Wasser ist frei."), ("art_1__table_1", "Preise in Franken"), ("art_1__table_1__p_1", "1"),
        ("art_2", "Leer")]
    both, = bitexts([base.document(received_akn.act(CAPTIONED.format(TABLE), language=code))
                     for code in ("deu", "fra")], SITE)
    for data in (tmx.tmx(both, "1"), xliff.xliff(both), tables.comma_separated(both), tables.json_lines(both)):
        assert data.decode("utf-8-sig").count("Preise in Franken") == 2


def test_the_caption_of_a_table_without_cells_of_its_own_is_a_passage() -> None:
    empty = '<table eId="art_1__table_1"><caption>Preise</caption><tr><td/></tr></table><p eId="art_1__p_2">Luft.</p>'
    text, = bitexts([base.document(received_akn.act(CAPTIONED.format(empty)))], SITE)
    assert [(item.eid, item.original.words) for item in text.passages if item.original].count(
        ("art_1__table_1", "Preise")) == 1


def test_an_imported_translation_has_the_captions_of_its_tables() -> None:
    document = base.document(received_akn.act(CAPTIONED.format(TABLE)))
    words = {"art_1__p_1": "Water is free.", "art_1__table_1": "Prices in francs", "art_1__table_1__p_1": "1"}
    data = translated_text.written(document, words, lambda _, number: number, "f")
    assert translated_text.of_received(data, "f") == words
    assert b"<caption>Prices in francs</caption>" in data
    assert b"Leer" not in data


def test_a_table_without_a_translation_says_so() -> None:
    head = tables.comma_separated(alone()).decode("utf-8-sig").splitlines()[0]
    assert head.split(",")[5] == "translation"
    assert json.loads(tables.json_lines(alone()).decode().splitlines()[0]).keys() == {"url", "eId", "part", "zh-Hans"}


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "1=1", "甲"])
def test_no_cell_is_a_formula_if_the_site_asks_for_that(words: str) -> None:
    formula = not words.startswith(("1", "甲"))
    assert tables.row([words, ""], escaped=True) == [f"'{words}" if formula else words, ""]
    assert tables.row([words, ""], escaped=False) == [words, ""]


def test_an_escaped_table_has_the_same_words_after_an_apostrophe() -> None:
    data = [base.document(data.replace("平日全天开放。".encode(), b"=1+1")) for data in base.twins()]
    [changed] = bitexts(data, SITE)
    plain, escaped = (tables.comma_separated(changed, escaped=escaped).decode() for escaped in (False, True))
    assert ",=1+1," in plain
    assert escaped == plain.replace(",=1+1,", ",'=1+1,")
    assert dict(files(changed, "1", escaped=True))["zho-kor.csv"].decode() == escaped


def test_each_file_of_a_preview_says_so_where_its_format_has_a_place_for_it() -> None:
    notice, said = "미리보기, 발행되지 않음", interface("ko").words["preview_draft"]
    header = etree.fromstring(tmx.tmx(draft(), "1.0")).find("header")
    assert header is not None
    assert header.findtext("prop[@type='x-preview']") == "draft"
    assert f"{notice}. {said}" in [note.text for note in header.iterfind("note")]
    file = etree.fromstring(xliff.xliff(draft())).find("{*}file")
    assert file is not None
    notes = {note.get("category"): note.text for note in file.iterfind("{*}notes/{*}note")}
    assert notes["preview"] == f"{notice}. {said}"
    rows = list(csv.DictReader(io.StringIO(tables.comma_separated(draft()).decode("utf-8-sig"), newline="")))
    assert {row["preview"] for row in rows} == {"draft"}
    assert {json.loads(line)["preview"] for line in tables.json_lines(draft()).splitlines()} == {"draft"}


def test_no_file_of_a_published_work_speaks_of_previews() -> None:
    for data in (tmx.tmx(bitext(), "1.0"), xliff.xliff(bitext()), tables.comma_separated(bitext()),
                 tables.json_lines(bitext())):
        assert b"preview" not in data


def test_a_term_base_says_what_may_be_written(tmp_path: Path) -> None:
    terms = base.compile_text(terms="""
[[term]]
id = "library-card"
kind = "concept"
zho = { preferred = "借书证" }
kor = { preferred = "대출증", allowed = ["도서증"], forbidden = ["차서증"], hanja = "貸出證" }
note.en = "The card one borrows with."
""").source.terms
    (tmp_path / "terms.tbx").write_bytes(tbx.tbx(terms, SITE, "Qingshi Library"))
    units = tbxfile.parsefile(str(tmp_path / "terms.tbx")).units
    assert ("借书证", "대출증") in {(str(unit.source), str(unit.target)) for unit in units}
    entry = etree.fromstring(tbx.tbx(terms, SITE, "Qingshi Library")).find(".//termEntry[@id='library-card']")
    assert entry is not None
    said = {tig.findtext("term"): tig.findtext("termNote[@type='administrativeStatus']") for tig in entry.iter("tig")}
    assert said == {"借书证": "preferredTerm-admn-sts", "대출증": "preferredTerm-admn-sts",
                    "도서증": "admittedTerm-admn-sts", "차서증": "deprecatedTerm-admn-sts",
                    "貸出證": "admittedTerm-admn-sts"}
    assert entry.findtext("note") == "The card one borrows with."
    assert entry.getroottree().findtext(".//titleStmt/title") == "Qingshi Library"


def test_sentences_are_segments_with_what_stands_between_them() -> None:
    languages, alike = base.schema().languages, load.equivalents(ROOT, base.schema()).value
    assert alike
    text = base.TEXT.replace("到期以前可以续借一次。", "到期以前可以续借一次。不得再借。").replace(
        "한 번 연장할 수 있다.", "한 번 연장할 수 있다. 다시 빌릴 수 없다.")
    made = bitexts([one.document for one in base.compile_text(text).expressions], SITE)[0]
    cut = with_sentences(made, languages, alike)
    unit = next(unit for unit in etree.fromstring(xliff.xliff(cut)).iter("{*}unit")
                if unit.get("id") == "sec_2__para_2")
    assert [etree.QName(part).localname for part in unit if etree.QName(part).localname != "notes"] == [
        "segment", "ignorable", "segment"]
    words = {side: "".join(part.findtext(f"{{*}}{side}") or "" for part in unit) for side in ("source", "target")}
    passage = next(item for item in cut.passages if item.eid == "sec_2__para_2")
    assert passage.original
    assert passage.translated
    assert (words["source"], words["target"]) == (passage.original.words, passage.translated.words)
    sentences = [one for one in etree.fromstring(tmx.tmx(cut, "1.0")).iter("tu") if one.get("segtype") == "sentence"]
    assert [one.get("tuid") for one in sentences] == [f"{ADDRESS}~sec_2__para_2#text-1",
                                                      f"{ADDRESS}~sec_2__para_2#text-2"]


def test_a_line_separator_in_a_text_ends_no_line_of_json_lines() -> None:
    text = base.TEXT.replace("到期以前", "到期\u2028以前")
    made = bitexts([one.document for one in base.compile_text(text, editorial=None).expressions], SITE)[0]
    lines = tables.json_lines(made).decode().splitlines()
    assert len(lines) == len(made.passages)
    assert "到期\u2028以前" in "".join(json.loads(line)["zh-Hans"]["text"] for line in lines)


def test_a_clause_whose_original_changed_since_is_to_be_looked_at_again() -> None:
    documents = [base.document(data) for data in base.twins()]
    made = bitexts(documents, SITE, {"kor": frozenset({"sec_2__para_2"})})[0]
    root = etree.fromstring(xliff.xliff(made))
    states = {unit.get("id"): {one.get("state") for one in unit.iter("{*}segment")} for unit in root.iter("{*}unit")}
    assert [eid for eid, state in states.items() if state != {"translated"}] == ["sec_2__para_2"]
    (note,) = root.iterfind(".//{*}note[@category='outdated']")
    assert "changed" in (note.text or "")
    units = etree.fromstring(tmx.tmx(made, "1.0")).findall(".//tu[prop='yes']")
    assert [unit.get("tuid") for unit in units] == [f"{ADDRESS}~sec_2__para_2"]
