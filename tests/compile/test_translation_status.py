"""What a translator has to do: found by what is missing, and by fingerprints."""

from __future__ import annotations

import re
from dataclasses import replace

from diptych.anchors import declare, ledger
from diptych.anchors.ledger import Ledger
from diptych.compile import versions
from diptych.compile.translation_status import TaskKind, todo
from diptych.compile.work import Compiled

from tests import base
from tests.render.html.test_untranslated import UNFINISHED

BORROW = "（二）借期为三十天，到期以前可以续借一次。"


def published(known: Compiled, at: Compiled | None = None, date: str = "2020-06-01") -> Compiled:
    """A work, beside the ledger in which `at` was accepted; without it, the work itself."""
    source = (at or known).source
    made = versions.accept(at or known, date).value
    assert made is not None
    return replace(known, source=replace(known.source, ledger=Ledger(made, source.ledger.file)))


def again(text: str, before: Compiled, work: str | None = None) -> Compiled:
    """The work with another text beside the ledger of before."""
    made = base.compile_text(text, work=work)
    return replace(made, source=replace(made.source, ledger=before.source.ledger))


def tasks(work: Compiled) -> list[tuple[str, str, TaskKind]]:
    return [(task.eid, task.language, task.kind) for task in todo(work)]


def test_nothing_is_to_do_where_all_is_translated() -> None:
    assert tasks(published(base.compile_text())) == []
    assert tasks(base.compile_text()) == []


def test_without_any_translation_all_is() -> None:
    alone = base.compile_text()
    alone = replace(alone, expressions=alone.expressions[:1])
    found = todo(alone)
    assert {task.kind for task in found} == {TaskKind.UNTRANSLATED}
    assert {task.language for task in found} == {""}
    assert next(task for task in found if task.eid == "sec_2__para_2").words == BORROW[3:]
    assert not {"preface", "preamble", "conclusions"} & {task.eid for task in found}


def test_a_clause_that_the_translation_lacks() -> None:
    text = re.sub(r"\(2\) 대출.*\n", "", base.TEXT)
    assert tasks(base.compile_text(text, work=UNFINISHED)) == [("sec_2__para_2", "kor", TaskKind.UNTRANSLATED)]


def test_an_original_that_changed_is_outdated_before_and_after_it_is_accepted() -> None:
    first = published(base.compile_text())
    changed = again(base.TEXT.replace("借期为三十天", "借期为二十天"), first)
    assert tasks(changed) == [("sec_2__para_2", "kor", TaskKind.OUTDATED)]
    accepted = published(changed, changed, "2021-01-01")
    assert tasks(accepted) == [("sec_2__para_2", "kor", TaskKind.OUTDATED)]
    read = Ledger(ledger.ledger(base.toml(ledger.toml(accepted.source.ledger.anchors), "anchors")).anchors, "")
    assert tasks(replace(accepted, source=replace(accepted.source, ledger=read))) == tasks(accepted)


def test_it_is_done_when_the_translation_follows_or_the_original_returns_or_the_editor_says_so() -> None:
    first = published(base.compile_text())
    text = base.TEXT.replace("借期为三十天", "借期为二十天")
    behind = published(again(text, first), again(text, first), "2021-01-01")
    assert tasks(again(text.replace("기간은 30일", "기간은 20일"), behind)) == []
    assert tasks(again(base.TEXT, behind)) == []
    told = declare.translated(behind.source.ledger, ["sec_2"]).value
    assert told
    assert tasks(replace(behind, source=replace(behind.source, ledger=Ledger(told, "")))) == []


def test_a_heading_that_changed_is_the_task_not_what_stands_under_it() -> None:
    first = published(base.compile_text())
    assert tasks(again(base.TEXT.replace("二、借书办法", "二、借阅办法"), first)) == [("sec_2", "kor",
                                                                           TaskKind.OUTDATED)]


def test_a_translation_that_comes_later_is_accepted_into_the_ledger() -> None:
    alone = base.compile_text()
    first = published(replace(alone, expressions=alone.expressions[:1]))
    both = replace(alone, source=replace(alone.source, ledger=first.source.ledger))
    accepted = published(both, both, "2021-01-01")
    assert all(dict(anchor.texts).keys() == {"zho", "kor"} for anchor in accepted.source.ledger.anchors)
    assert {anchor.first for anchor in accepted.source.ledger.anchors} == {"2020-06-01"}
    changed = again(base.TEXT.replace("借期为三十天", "借期为二十天"), accepted)
    assert tasks(changed) == [("sec_2__para_2", "kor", TaskKind.OUTDATED)]


def test_an_unknown_clause_cannot_be_called_translated() -> None:
    found = declare.translated(published(base.compile_text()).source.ledger, ["sec_9"])
    assert [item.code for item in found.diagnostics] == ["K007"]
