"""The Schematron rules of schema/rules.sch (ISO Schematron, XPath 1), compiled."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree, isoschematron

_SCH: Final = "http://purl.oclc.org/dsdl/schematron"


class Rules(isoschematron.Schematron):
    """Compiled rules, which read and write no file: not by the function document(), either."""

    def __init__(self, data: bytes) -> None:
        super().__init__(etree.fromstring(data), store_report=True, store_xslt=True)
        if self.validator_xslt is not None:
            self._validator = etree.XSLT(self.validator_xslt, access_control=etree.XSLTAccessControl.DENY_ALL)


@lru_cache(maxsize=4)
def load(data: bytes) -> Rules:
    """The compiled rules, cached in each process. Raises `lxml.etree.LxmlError` if `data` is no Schematron."""
    return Rules(data)


def codes(data: bytes) -> tuple[tuple[str, int], ...]:
    """The diagnostic code of each assertion and report, with its line; empty for one without an id."""
    return tuple((element.get("id", "").partition(".")[0], int(element.sourceline or 1))
                 for element in etree.fromstring(data).iter(f"{{{_SCH}}}assert", f"{{{_SCH}}}report"))
