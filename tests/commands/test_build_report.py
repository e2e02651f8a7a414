"""Annotations of GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.build_report import annotation
from diptych.commands.main import main
from diptych.diagnostics import Finding, Position, Severity

from tests import base


@pytest.mark.parametrize(("finding", "line"), [
    (Finding("C001", Severity.ERROR, "no file", "make it", Position("source/a.toml", 3, 7), None),
     "::error file=source/a.toml,line=3,col=7,title=C001::no file%0Amake it"),
    (Finding("N001", Severity.WARNING, "50% of: all", "b\r\nc", Position("a,b:c.txt"), "sec_1"),
     "::warning file=a%2Cb%3Ac.txt,line=1,col=1,title=N001 sec_1::50%25 of: all%0Ab%0D%0Ac"),
    (Finding("Q001", Severity.WAIVED, "a", "b", None, None), "::notice title=Q001::a%0Ab"),
])
def test_a_finding_is_a_workflow_command(finding: Finding, line: str) -> None:
    assert annotation(finding) == line


def test_check_prints_an_annotation_for_each_finding(tmp_path: Path) -> None:
    base.write_base(tmp_path)
    (tmp_path / "source/terms.toml").write_text("[[term]]\nid = 3\n", encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "--format", "github"])
    lines = ran.output.splitlines()
    assert ran.exit_code == 1
    assert lines
    assert all(line.startswith("::") for line in lines)
    assert any(line.startswith("::error file=source/terms.toml,line=") for line in lines)
