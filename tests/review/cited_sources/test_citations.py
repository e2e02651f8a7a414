"""Citations in texts of anyone: what is found, what it means, and what it is worth."""

from __future__ import annotations

from functools import cache

import pytest
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.compile import address_history
from diptych.diagnostics import Position
from diptych.review.cited_sources.citations import Citation, CitationVerdict, CitedWorks, citations, cited_works
from diptych.review.cited_sources.cited_works import CitedWork

from tests import base
from tests.review.cited_sources.planted_citations import WANTED, Law, judged, law, plant, works_of

SENTENCES = {
    "zho": (
        "城市绿化应当坚持因地制宜保护生态的原则",
        "主管部门应当每年向社会公布检查结果和处理决定",
        "违反本条例规定的由主管部门责令限期改正",
        "单位和个人都有权对破坏绿地的行为进行举报",
        "绿地面积不得低于规划总面积的百分之三十五",
        "建设单位应当在竣工前三十日内提出验收申请",
    ),
    "kor": (
        "국가는 국민의 안전을 위하여 필요한 시책을 세우고 시행하여야 한다",
        "시장은 매년 점검 결과를 주민에게 공개하고 그 내용을 보고하여야 한다",
        "누구든지 허가를 받지 아니하고는 시설을 설치하거나 변경할 수 없다",
        "장관은 필요한 경우 관계 기관에 자료의 제출을 요청할 수 있다",
        "위원회는 위원장 한 명을 포함한 열다섯 명의 위원으로 구성한다",
        "사업자는 변경한 날부터 삼십일 이내에 신고하여야 하며 기록을 보존한다",
    ),
    "zho-Hant": (
        "主管機關應於每年度終了前公布檢查結果並送立法院備查",
        "人民得向主管機關檢舉違法情事並請求適當之保護",
        "辦事人員對於經辦業務應負保密責任不得洩漏",
        "受託機構應設置專責單位辦理資料之蒐集與保存事項",
        "違反前項規定者處新臺幣三萬元以上十五萬元以下罰鍰",
        "申請人應檢具文件於三十日內向主管機關提出申請",
    ),
}
LABELS = {"zho": "第{}条 ", "zho-Hant": "第 {} 條\n", "kor": "제{}조({}) "}
TITLES = {"zho": ("某市城市绿化管理条例", "某省节约用水条例"), "zho-Hant": ("某府公共設施管理辦法", "某府資料保存辦法"),
          "kor": ("공공시설 안전관리에 관한 법률", "자료 보존에 관한 법률")}
NUMERALS = "一二三四五六"


def made(language: str, title: str, index: int) -> tuple[Law, str]:
    """A small law with the sentences of its language, from another one on for each index."""
    order = [*SENTENCES[language][index % 2:], *SENTENCES[language][:index % 2]]
    stop = "." if language == "kor" else "。"
    lines = [LABELS[language].format(NUMERALS[at] if language == "zho" else at + 1, "목적") + f"{sentence}{stop}"
             for at, sentence in enumerate(order)]
    text = "\n".join((title, "", *lines)) + "\n"
    return law(text, language, index), text


@cache
def laws() -> tuple[tuple[Law, str], ...]:
    titled = [(language, title) for language, titles in TITLES.items() for title in titles]
    return tuple(made(language, title, index) for index, (language, title) in enumerate(titled))


@cache
def known() -> CitedWorks:
    return works_of(laws(), base.schema())


def test_planted_errors_are_found_and_right_citations_hold() -> None:
    assert {work.titles[0] for work in known().works} == {title for titles in TITLES.values() for title in titles}
    sentences = list(plant([each for each, _ in laws()], ["有关部门应当加强管理。"], 160, 3))
    wanted = [(item.text, WANTED.get(item.kind, CitationVerdict.HOLDS)) for item in sentences]
    found = [(item.text, judged(item, known())) for item in sentences]
    assert [(text, verdicts) for (text, verdicts), (_, right) in zip(found, wanted, strict=True)
            if set(verdicts) != {right}] == []
    assert {right for _, right in wanted} == {*WANTED.values(), CitationVerdict.HOLDS}


@cache
def of_base() -> CitedWorks:
    work = base.compile_text(editorial=None)
    documents = [one.document for one in work.expressions]
    record = RecordedWork("cn/act/old/2001/9", ("zho",), state=RecordedState.WITHDRAWN, reason="废止")
    cited = CitedWork(address_history.of_work(work), tuple(text.title for text in documents),
                      tuple(filter(None, (documents[0].number,))))
    return cited_works([cited], list(base.schema().languages.values()), (record,), "https://example.org/")


def of(text: str) -> list[Citation]:
    return list(citations([(text, Position("text", 1, 1))], of_base()))


WORK = "/akn/cn/act/qingshizhengban/2020/3"


@pytest.mark.parametrize(("text", "verdict"), [
    (f"{WORK}/~sec_1", CitationVerdict.HOLDS),
    (f"(https://example.org/ko{WORK}/zho/~sec_1).", CitationVerdict.HOLDS),
    (f"{WORK}/~sec_99", CitationVerdict.ABSENT), (f"{WORK}/eng/", CitationVerdict.NO_TEXT),
    (f"{WORK}/zho@1999-01-01/", CitationVerdict.NO_TEXT),
    ("/akn/cn/act/qingshizhengban/2020/4/", CitationVerdict.NO_WORK),
    ("/akn/cn/act/old/2001/9/~sec_1", CitationVerdict.WITHDRAWN),
])
def test_an_address_is_judged(text: str, verdict: CitationVerdict) -> None:
    assert [item.verdict for item in of(text)] == [verdict]


@pytest.mark.parametrize("text", [
    "https://other.example/akn/gb/act/ukpga/2006/46/~sec_1", "第三条", "《其他办法》第三条", ""])
def test_what_is_not_of_the_works_is_no_citation(text: str) -> None:
    assert of(text) == []


def test_lists_and_forms_of_numbers_are_read() -> None:
    number = of_base().works[0].numbers[0]
    plain = number.replace("〔", "[").replace("〕", "]")
    assert [item.eids for item in of(f"见{number}第一部分、第二部分第（一）项。")] == [("sec_1",), ("sec_2__para_1",)]
    assert [item.eids for item in of(f"see part 2(1) of {plain}")] == [("sec_2__para_1",)]
    assert [item.eids for item in of(f"{plain} 제2부분 (1)")] == [("sec_2__para_1",)]
