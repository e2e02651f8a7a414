"""Akoma Ntoso → findings of schema/rules.sch (ISO Schematron, XPath 1).

An assertion's id is its code, a dot and a number.
"""

from __future__ import annotations

from lxml import etree

from diptych.config.rules import Rules
from diptych.diagnostics import Diagnostic
from diptych.validate.context import Subject

SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def validate(subject: Subject, rules: Rules) -> tuple[Diagnostic, ...]:
    """One finding for each assertion that fails, with the assertion's text as the fact `problem`."""
    root = subject.document.root
    if rules.validate(root):
        return ()
    report = rules.validation_report
    failed = report.getroot().iter(f"{SVRL}failed-assert") if report is not None else ()
    return tuple(_finding(subject, root, assertion) for assertion in failed)


def _finding(subject: Subject, root: etree._Element, assertion: etree._Element) -> Diagnostic:
    found = root.getroottree().xpath(assertion.get("location", "/*"))
    element = found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else root
    text = assertion.findtext(f"{SVRL}text") or ""
    return subject.finding(assertion.get("id", "").partition(".")[0], element, problem=" ".join(text.split()))
