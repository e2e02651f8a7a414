"""The tables [legal] and [official]: what is stated, and that nothing is guessed."""

from __future__ import annotations

import pytest
from diptych.config import toml_positions, works
from diptych.config.legal_status import NO_SOURCE, UNSTATED, LegalStatus, OfficialSource

from tests import base

WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")


def test_nothing_is_stated_unless_the_editor_states_it() -> None:
    work = works.work(base.toml(WORK, "work"), "cn/x/2020/3", {})
    assert (work.legal, work.official, work.amendments) == (UNSTATED, NO_SOURCE, ())
    assert not work.legal.stated
    assert not work.official.is_compared


def test_what_is_stated() -> None:
    tables = """
[legal]
state = "not-in-force"
adopted = 2020-05-01
in_force_until = 2021-01-01
repealed_by = "A later act"

[official]
source = "Gazette 2020, no. 7"
compared = 2026-01-01
by = "editor"

[[amendment]]
title = "An amending act"
date = 2020-06-01
"""
    work = works.work(base.toml(WORK + tables, "work"), "cn/x/2020/3", {})
    assert work.legal == LegalStatus("not-in-force", "2020-05-01", in_force_until="2021-01-01",
                                     repealed_by=("A later act", ""))
    assert work.official == OfficialSource("Gazette 2020, no. 7", "2026-01-01", "editor")
    assert [item.title for item in work.amendments] == ["An amending act"]


@pytest.mark.parametrize("table", [
    '[legal]\nstate = "valid"\n', "[legal]\n", '[official]\nsource = "x"\ncompared = 2026-01-01\n',
    '[official]\ncompared = 2026-01-01\nby = "editor"\n'])
def test_a_table_that_states_less_or_else_is_refused(table: str) -> None:
    found = toml_positions.read((WORK + table).encode(), "work.toml", base.schema().shapes["work"])
    assert found.value is None
    assert found.diagnostics
