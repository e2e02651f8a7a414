from __future__ import annotations

from diptych.compile.work import received_lines
from diptych.language.equivalents import NOTHING
from diptych.project import load
from diptych.review.clause_pairs import ClausePair, ComparedClause, Span
from diptych.review.displaced import displaced
from diptych.review.pairing import clauses, pairs
from diptych.review.source_places import places

from tests import base
from tests.conftest import ROOT


def eids(text: str = base.TEXT) -> list[tuple[str, ...]]:
    made = base.compile_text(text)
    left, right = (one.document for one in made.expressions)
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    return [tuple(clause.eid if clause else "" for clause in pair.sides) for pair in pairs(left, right, same)]


def test_twins_go_together_by_their_ids() -> None:
    found = eids()
    assert ("sec_1__para_2", "sec_1__para_2") in found
    assert all(left == right for left, right in found)


def test_a_missing_paragraph_does_not_shift_the_others() -> None:
    line = base.LINES[base.line_of("居民凭借书证借书") - 1]
    more = base.TEXT.replace(line, f"借书应当爱护图书，保持安静，不得喧哗。\n\n{line}")
    found = eids(more)
    assert ("sec_2__intro__p_2", "sec_2__p_1") in found or ("sec_2__p_2", "sec_2__p_1") in found
    assert sum(not right for _, right in found) == 1


def test_what_the_editor_supplied_is_no_missing_clause() -> None:
    title = base.LINES[base.line_of("칭스진 인민정부 판공실의") - 1]
    made = base.compile_text(base.TEXT.replace(f"{title}\n\n", ""), editorial=f"""
[[supplied]]
language = "kor"
element = "docTitle"
text = "{title}"
why.en = "Missing."
""")
    left, right = (one.document for one in made.expressions)
    assert all(pair.left and pair.right for pair in pairs(left, right, NOTHING))


def test_exchanged_clauses_are_found() -> None:
    words = [(f"第{number}条规定{number}种图书馆事项，期限{number}日。",
              f"제{number}조는 {number}가지 도서관 사항과 {number}일의 기한을 정한다.") for number in range(11, 40)]
    made = [ClausePair(ComparedClause(f"art_{at}", left), ComparedClause(f"art_{at}", right)) for at,
            (left, right) in enumerate(words)]
    assert list(displaced(made, dict(enumerate(words)), NOTHING)) == []
    words[3], words[9] = (words[3][0], words[9][1]), (words[9][0], words[3][1])
    found = list(displaced(made, dict(enumerate(words)), NOTHING))
    assert [(one.pair, dict(one.facts)["clause"]) for one in found] == [(3, "art_9"), (9, "art_3")]


def test_a_clause_that_answers_to_none_stands_for_no_other() -> None:
    words = [(f"第{number}条规定{number}种图书馆事项，期限{number}日。",
              f"제{number}조는 {number}가지 도서관 사항과 {number}일의 기한을 정한다.") for number in range(11, 40)]
    words[5] = ("居民凭身份证借书，逾期不还的缴纳违约金，图书丢失的照价赔偿。" * 3, "끝")
    made = [ClausePair(ComparedClause(f"art_{at}", left), ComparedClause(f"art_{at}", right)) for at,
            (left, right) in enumerate(words)]
    assert list(displaced(made, dict(enumerate(words)), NOTHING)) == []


def test_many_exchanges_at_once_are_found() -> None:
    words = [(f"第{number}条规定{number}种图书馆事项。", f"제{number}조는 {number}가지 도서관 사항을 정한다.")
             for number in range(1000, 2600)]
    made = [ClausePair(ComparedClause(f"art_{at}", left), ComparedClause(f"art_{at}", right)) for at,
            (left, right) in enumerate(words)]
    moved = range(0, 1600, 10)
    for at in moved:
        words[at], words[at + 3] = (words[at][0], words[at + 3][1]), (words[at + 3][0], words[at][1])
    found = {one.pair for one in displaced(made, dict(enumerate(words)), NOTHING)}
    assert len(found) >= 0.95 * 2 * len(moved)
    assert found <= {at for one in moved for at in (one, one + 3)}


def test_places_are_those_of_the_received_text() -> None:
    made = base.compile_text(editorial=None)
    lines = received_lines(made.source, base.schema())
    for expression in made.expressions:
        found = places(expression.document, lines[expression.document.language])
        for pair in pairs(expression.document, expression.document, NOTHING):
            place = found.of(pair.left or pair.right or ComparedClause("", ""), None)
            line = base.LINES[place.position.line - 1]
            assert line[place.position.column - 1:].startswith(place.text.split("\n")[0])


def test_an_emended_word_is_named_as_it_was_received() -> None:
    made = base.compile_text(editorial=None)
    document = made.expressions[0].document
    found = places(document, received_lines(made.source, base.schema())["zho"])
    clause = next(one for one in clauses(document) if "正午十二时" in one.text)
    start = clause.text.index("正午")
    assert found.of(clause, Span(start, start + 5)).text == "中午十二时"
