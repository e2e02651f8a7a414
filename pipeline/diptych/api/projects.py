"""The files of a new project, and the explanations of diagnostic codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from diptych.api.outcomes import Outcome, outcome
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Code, Result
from diptych.project import load
from diptych.project import new_project as new_projects


def explain(code: str, *, project: Path | None = None) -> Code:
    """Severity, title, message, hint and explanation of a diagnostic code. KeyError for an unknown code."""
    return load.catalogue(project or packaged().parent).codes[code]


def new_project(name: str, *, languages: Sequence[str], jurisdiction: str = "xx", editor: str = "",
                example: bool = False) -> Outcome[Mapping[str, bytes]]:
    """The files of a new project by their paths, as `diptych init` writes them. Nothing is written."""
    answers = new_projects.Answers(name, tuple(languages), jurisdiction, editor or name, example=example)
    made = new_projects.new_project(answers)
    files = dict(made.value) if made.value else None
    return outcome(Result[Mapping[str, bytes]](files, made.diagnostics), load.catalogue(packaged().parent))
