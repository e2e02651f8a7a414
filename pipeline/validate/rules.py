"""Akoma Ntoso → findings of schema/rules.sch (ISO Schematron, XPath 1).

An assertion's id is its code, a dot and a number.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree, isoschematron

from pipeline.diagnostics import Diagnostic
from pipeline.validate.subject import Subject

Rules = isoschematron.Schematron
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@lru_cache(maxsize=4)
def load(data: bytes) -> Rules:
    """The compiled rules, once in a process; rules that are no Schematron are our mistake and raise."""
    return Rules(etree.fromstring(data), store_report=True)


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
