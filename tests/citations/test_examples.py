"""Citations beside the examples of others. Each test names the page on which its example stands."""

from __future__ import annotations

from typing import Any

from bibtexparser.entrypoint import parse_string
from diptych.akn.document import Document, read
from diptych.citations import csl_record, pinpoints, processor
from lxml import etree

from tests.base import citation_styles
from tests.render.small import BODY, CHINESE, KOREAN, document

KNOWN = citation_styles()
URL = "http://www.example.com/"


def cited(style: str, **values: Any) -> str:
    item = {"id": URL, "URL": URL, "language": "zh-Hans", "citation-key": "a", **values}
    return processor.render(item, KNOWN.styles[style])


def on(year: int, month: int, day: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [[year, month, day]]}


def test_falv_has_the_form_of_a_notice_of_the_state_council() -> None:
    """zotero-chinese/styles.dev, src/manual-of-legal-citation-multi-lingual/test.md, citation 15."""
    title = "国务院关于在全国建立农村最低生活保障制度的通知"
    found = cited("falv", title=title, number="国发〔2007〕19号")
    assert found == f"《{title}》，国发〔2007〕19号，{URL}。"


def test_falv_has_the_form_of_an_article_of_a_law() -> None:
    """zotero-chinese/styles.dev, src/manual-of-legal-citation-multi-lingual/test.md, citation 14."""
    found = cited("falv", title="民法总则", section="第27条第2款第3项")
    assert found == f"《民法总则》第27条第2款第3项，{URL}。"


def test_gbt_2025_has_dates_and_the_address_in_the_form_of_an_electronic_resource() -> None:
    """zotero-chinese/styles, src/GB-T-7714—2025（顺序编码，双语）/index.md, entry 80."""
    found = cited("gbt7714-2025", title="甲", issued=on(2012, 5, 3), accessed="2013-11-12")
    assert found == f"甲[EB/OL]. （2012-05-03）[2013-11-12]. {URL}."


def test_bluebook_has_pinyin_then_english_in_brackets_then_the_issuer_in_english() -> None:
    """http://ask.fsou.com/html/text/art/3355852/335585213_4.html, the Legislation Law."""
    found = cited("bluebook", title="立法法", issued=on(2000, 3, 15), authority="甲", custom={
        "romanised-title": "Li fa fa", "translated-title": "Legislation Law",
        "translated-authority": "the Standing Committee of the Nat'l People's Cong."})
    assert found.startswith("Li fa fa [Legislation Law] (promulgated by the Standing Committee of the Nat'l People's "
                            "Cong., Mar. 15, 2000)")


def test_bluebook_has_the_characters_between_pinyin_and_english() -> None:
    """https://lib.stl.pku.edu.cn/citing-chinese-sources, the format of a name."""
    found = cited("bluebook", title="立法法", custom={
        "romanised-title": "Lifafa", "original-script-title": "立法法", "translated-title": "Legislation Law"})
    assert found.startswith("Lifafa (立法法) [Legislation Law]")


def test_korean_has_the_parts_of_a_date_with_a_full_stop_behind_each() -> None:
    """https://citation.sawoo.com/ref/guide/law, how to write a date."""
    found = cited("korean", title="갑", issued=on(2018, 4, 16))
    assert found.startswith("「갑」(2018. 4. 16.)")
    numbered = cited("korean", title="갑", number="제7호", issued=on(2018, 4, 16))
    assert numbered.startswith("「갑」, 제7호(2018. 4. 16.)")


def test_apa_has_an_english_agency_and_an_english_title_in_brackets() -> None:
    """https://library.unimelb.edu.au/recite/apa7/non-english-sources, the Ministry of Foreign Affairs."""
    title = "Peru jiken chosa iinkai no hokoku ni tsuite no Ikeda Gaimu Daijin no kishakaiken"
    english = ("Press interview with Foreign Minister Ikeda on the report of the investigation committee on the Peru "
               "Incident")
    found = cited("apa", title="甲", issued=on(1997, 6, 12), author=[{"literal": "乙"}], custom={
        "romanised-title": title, "translated-title": english, "translated-authority": "Ministry of Foreign Affairs"})
    assert found == f"Ministry of Foreign Affairs. (1997, June 12). {title} [{english}]. {URL}"


def numbered() -> tuple[Document, Document]:
    """Twins of which the translation prints a number that the editor supplied."""
    korean = document(BODY.format(**KOREAN), "kor", translation=True)
    data = etree.tostring(korean.root).replace(
        b'<body eId="body">', '<preamble eId="preamble"><p eId="preamble__p_1" status="editorial">'
        '<docNumber>제7호</docNumber></p></preamble><body eId="body">'.encode(), 1)
    found = read(data, "test.xml").value
    assert found
    return document(BODY.format(**CHINESE)), found


def test_the_number_of_a_translation_is_its_own_then_that_of_the_work_and_marked_as_the_editors() -> None:
    found = processor.cite(numbered(), KNOWN, "korean", "https://x.org/", "kor")
    assert "제7호 (No. 7)" in found
    assert "제7호는 편집자 보충" in found
    assert "제7호" not in processor.cite(numbered(), KNOWN, "korean", "https://x.org/", "zho")
    assert "No. 7" in processor.cite(numbered(), KNOWN, "bluebook", "https://x.org/", "kor")
    assert "제7호" not in processor.cite(numbered(), KNOWN, "falv", "https://x.org/", "kor")


def test_bibtex_and_biblatex_have_fields_of_their_own_and_languages_of_babel() -> None:
    texts = numbered()
    where = csl_record.address("https://x.org/", texts, "kor", "sec_1")
    words = KNOWN.words["kor"]
    item = csl_record.record(texts, "kor", where, pinpoints.pinpoint(texts, "sec_1", words), words)
    bibtex, biblatex = (parse_string(processor.render(item, KNOWN.styles[name])).entries[0]
                        for name in ("bibtex", "biblatex"))
    assert (bibtex.entry_type, bibtex["language"], bibtex["year"]) == ("misc", "korean", "2020")
    assert (biblatex.entry_type, biblatex["langid"], biblatex["date"]) == ("legislation", "korean", "2020-01-02")
    assert biblatex["number"] == "제7호 (No. 7)"
    assert "제1부분" in biblatex["note"]
    assert not {"date", "langid"} & {field.key for field in bibtex.fields}
    original = csl_record.record(texts, "zho", where, "", KNOWN.words["zho"])
    assert "{chinese-simplified}" in processor.render(original, KNOWN.styles["biblatex"])
