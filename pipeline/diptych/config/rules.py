"""The Schematron rules of schema/rules.sch (ISO Schematron, XPath 1), compiled."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree, isoschematron

Rules = isoschematron.Schematron


@lru_cache(maxsize=4)
def load(data: bytes) -> Rules:
    """The compiled rules, cached in each process. Raises `lxml.etree.LxmlError` if `data` is no Schematron."""
    return Rules(etree.fromstring(data), store_report=True)
