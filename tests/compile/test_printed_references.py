"""The printed names of clauses, as a reader writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from diptych.compile.address_lookup import find
from diptych.compile.printed_references import eids

from tests.base import schema
from tests.conftest import ROOT


@pytest.mark.parametrize(("words", "eid"), [
    ("第六部分第三项", "sec_6__para_3"), ("第六部分第（三）项", "sec_6__para_3"), ("제6조제2항", "art_6__para_2"),
    ("제6조의2 제1항", "art_6-2__para_1"), ("sec 6(3)", "sec_6__para_3"), ("第十二条之一第二款", "art_12-1__para_2"),
    ("article 12, paragraph 2", "art_12__para_2"), ("第十条第一项", "art_10__subpara_1"),
    ("本法第三条", "art_3"), ("第一百二十三条", "art_123"), ("第 9-1 條", "art_9-1"), ("附表1", "att_1"),
    ("附件二", "att_2"),
    ("이 법 제6조", "art_6"), ("제6조의2의3", "art_6-2-3"),
    ("제6조제2항제1호가목", "art_6__para_2__subpara_1__point_1"),
    ("section 6(3)(a)(ii)", "sec_6__subsec_3__para_1__subpara_2"), ("§ 6(3)", "sec_6__subsec_3"),
    ("Part III", "part_3"),
    ("subsection 6(3)", "sec_6__subsec_3"), ("paragraph 6(3)(a)", "sec_6__subsec_3__para_1"), ("s. 12.1", "sec_12-1"),
    ("paragraph 2 of article 12", "art_12__para_2"), ("subsection (3) of section 6", "sec_6__subsec_3"),
    ("l’article L111-1", "art_l111-1"), ("paragraphe 3 de l’article 6", "art_6__para_3"), ("chapitre II", "chp_2"),
    ("alinéa 6(3)a)", "sec_6__subsec_3__para_1"), ("art. 6", "art_6"),
    ("第六部分的", "sec_6"), ("第三条第二款的规定", "art_3__para_2"), ("제3조제2항에 따라", "art_3__para_2"),
    ("제3조를", "art_3"),
    ("section 6(3) of this Act", "sec_6__subsec_3"), ("l’article 6 de la présente loi", "art_6"),
    ("section six", "sec_6"), ("Article Twenty", "art_20"), ("article premier", "art_1"),
    ("article 3 du titre II", "art_3"), ("article 3 du titre II", "title_2__art_3"), ("Titre II", "title_2"),
    ("第二章第五条", "art_5"), ("附件", "att_1"), ("附件的", "att_1"), ("별표 1", "att_1"), ("별표", "att_1"),
    ("별지 제3호서식", "att_3"), ("부칙 제2조", "hcontainer_1__art_2"), ("부칙 제2조", "hcontainer_2__art_2"),
    ("第十条至第十二条", "art_10->art_12"), ("第三条第一款至第三款的规定", "art_3__para_1->art_3__para_3"),
    ("제10조부터 제12조까지", "art_10->art_12"), ("sections 5 to 7", "sec_5->sec_7"),
    ("articles 5 à 7", "art_5->art_7"),
    ("section 6(1) to (3)", "sec_6__subsec_1->sec_6__subsec_3"), ("sections 5–7 of the Act", "sec_5->sec_7"),
    ("第十条～第十二条", "art_10->art_12"), ("제10조∼제12조", "art_10->art_12"), ("제10조 ~ 제12조", "art_10->art_12"),
])
def test_printed_words_mean_clauses(words: str, eid: str) -> None:
    assert eid in eids(words, schema().languages.values())


@pytest.mark.parametrize("words", ["", "6", "第六", "图书馆", "sec", "的规定", "one", "附件的说明", "第三条至",
                                   "至第三条", "cn/guobanfa/2012/19",
                                   "article 6 of", "section", "part iron", "paragraph 2 of"])
def test_other_words_mean_none(words: str) -> None:
    assert eids(words, schema().languages.values()) == ()


@pytest.mark.parametrize("name", [
    "第六部分第三项", "제6부분 3항", "sec 6(3)", "cn/guobanfa/2012/19 sec 6(3)", "cn/guobanfa/2012/19~第六部分第三项",
    "/akn/cn/act/guobanfa/2012/19/~第六部分第三项",
])
def test_a_clause_is_found_by_its_printed_name(name: str) -> None:
    found = find(ROOT, name).value
    assert found
    assert found.eid == "sec_6__para_3"


ACT = """Tidal Mills Act 2024
2024 c. 31

PART 1
Licences
1. A person must not operate a tidal mill without a licence.
2. (1) The Harbour Board may grant a licence.
(2) The Board must publish each licence.

PART 2
Enforcement
3. An inspector may enter a tidal mill.
"""


def test_a_section_in_a_part_is_found_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text(ACT, encoding="utf-8")
    added = CliRunner().invoke(main, ["-C", str(tmp_path), "add", str(tmp_path / "act.txt"), "--jurisdiction", "gb"])
    assert added.exit_code == 0, added.output
    for name, ending in (("sec 2", "__sec_2"), ("section 2(1)", "__sec_2__subsec_1"), ("s 3", "__sec_3")):
        cited = find(tmp_path, name).value
        assert cited is not None, name
        assert cited.eid.startswith("part_")
        assert cited.eid.endswith(ending)
    assert find(tmp_path, "sec 2 to sec 3").value is not None
    assert [item.code for item in find(tmp_path, "sec 4").diagnostics] == ["P008"]


def test_a_printed_name_of_no_clause_is_a_finding() -> None:
    assert [item.code for item in find(ROOT, "第九十九部分").diagnostics] == ["P008"]
