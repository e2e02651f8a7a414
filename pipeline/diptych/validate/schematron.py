"""Akoma Ntoso → failed assertions of schema/rules.sch (ISO Schematron, XPath 1).

The id of an assertion is its code, a dot and a number.
"""

from __future__ import annotations

from lxml import etree

from diptych.config.rules import Rules
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject, located

SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def validate(subject: Subject, rules: Rules) -> tuple[Diagnostic, ...]:
    """One finding for each failed assertion, with the assertion's text as the fact `problem`."""
    root = subject.document.root
    if rules.validate(root):
        return ()
    report = rules.validation_report
    failed = report.getroot().iter(f"{SVRL}failed-assert") if report is not None else ()
    return tuple(_finding(subject, root, assertion) for assertion in failed)


def _finding(subject: Subject, root: etree._Element, assertion: etree._Element) -> Diagnostic:
    element = located(root, assertion.get("location"))
    text = assertion.findtext(f"{SVRL}text") or ""
    return subject.finding(assertion.get("id", "").partition(".")[0], element, problem=" ".join(text.split()))
