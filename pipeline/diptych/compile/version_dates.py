"""The dates of the versions of a work → what is wrong with them, without asking a clock."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.config import works
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.project.load import Source


def check(source: Source) -> Iterator[Diagnostic]:
    """C034 for each version dated before its work, C035 for each dated after the day of its own markup."""
    for version in (*source.earlier, source):
        work = version.work
        if works.UNKNOWN_DATE in (work.date, work.version, work.markup_date):
            continue
        place = work.expressions[0].position
        if work.version < work.date:
            yield diagnostic("C034", place, date=work.version, work=work.date)
        if work.version > work.markup_date:
            yield diagnostic("C035", place, date=work.version, markup=work.markup_date)
