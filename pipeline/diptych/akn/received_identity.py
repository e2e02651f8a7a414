"""Akoma Ntoso by others → the identity that its metadata and its front matter state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from babel.core import get_global
from lxml import etree

from diptych.akn.adoption import main_element
from diptych.akn.document import NS, emended
from diptych.akn.merged_metadata import ALIAS
from diptych.akn.names import local, tag
from diptych.config.works import UNKNOWN_ISSUER

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR: Final = re.compile(r"\d{4}")
_LANGUAGE: Final = re.compile(r"(?:.*/)?([A-Za-z]{2,3})(?:[-_].*)?")
"""Pattern of the language in a code, in a tag with a country, or at the end of an address."""
_COUNTRY: Final = re.compile(r"(?:.*/)?([A-Za-z]{2,3})(?:-[\w-]+)?")
"""Pattern of the country in a code of ISO 3166, of two letters or three, or at the end of an address."""
_SHORT: Final = 2
"""Letters of the codes of countries in addresses (ISO 3166-1 alpha-2)."""
_TITLES: Final = ("a:preface//a:docTitle", "a:coverPage//a:docTitle", ".//a:docTitle", ".//a:shortTitle",
                  "a:preface/a:longTitle", "a:coverPage//a:longTitle", "a:preface/a:p")
"""Where a title is printed, the best place first."""
_GIVEN: Final = "a:FRBRExpression/a:FRBRalias[@name='title']"
"""Where the metadata give the title of an expression."""
_NUMBER: Final = "a:meta/a:identification/a:FRBRWork/a:FRBRnumber[1]"
"""The number of a work; behind it are those that others gave it."""
_NAMES: Final = ("a:FRBRWork/a:FRBRalias[@name='title']", "a:FRBRWork/a:FRBRname", "a:FRBRWork/a:FRBRalias",
                 "a:FRBRWork/a:FRBRnumber")
"""Where the metadata name a work that prints no title."""


@dataclass(frozen=True, slots=True)
class ReceivedIdentity:
    """What a document says of itself. `iri` is that of its work; what it does not say is empty.

    `date` is that of the work and `year_only` whether it says no more; `version` is the date of the expression. The
    `language` is as written there. `translated` is the language from which it is translated.
    """

    iri: str
    document_type: str
    name: str
    country: str
    subtype: str
    date: str
    year_only: bool
    number: str
    title: str
    language: str
    version: str
    issuer: str
    translated: str


def identity(root: etree._Element) -> ReceivedIdentity | None:
    """The identity of a document; None if the tree has no document."""
    main = main_element(root)
    if main is None:
        return None
    work, expression = (_Level(main, name) for name in ("FRBRWork", "FRBRExpression"))
    iri = _iri(work)
    date = work.value("FRBRdate", "date")
    return ReceivedIdentity(
        iri, local(main.tag), main.get("name", ""), _country(work.value("FRBRcountry"), iri),
        work.value("FRBRsubtype"), date[:10] if _DAY.match(date) else f"{date[:4]}-01-01" if _YEAR.match(date) else "",
        not _DAY.match(date), _number(main, work), title(root),
        _matched(_LANGUAGE, expression.alias(f"{ALIAS} language") or expression.value("FRBRlanguage", "language")),
        _matched(re.compile(r"(\d{4}-\d\d-\d\d).*"), expression.value("FRBRdate", "date")),
        _shown(main, work.value("FRBRauthor", "href")),
        _matched(_LANGUAGE, expression.value("FRBRtranslation", "fromLanguage")))


def title(root: etree._Element) -> str:
    """The title of a document: that of its metadata, else as printed, else its name; empty if it has none."""
    main = main_element(root)
    return "" if main is None else next(filter(None, _titles(main)), "")


def _titles(main: etree._Element) -> Iterator[str]:
    """The titles of a document, the best first."""
    identification = main.find("a:meta/a:identification", NS)
    if identification is not None:
        given = identification.find(_GIVEN, NS)
        yield "" if given is None else given.get("value", "")
    for path in _TITLES:
        printed = main.find(path, NS)
        yield "" if printed is None else " ".join(emended(printed, noted=False).split())
    for path in _NAMES:
        known = None if identification is None else identification.find(path, NS)
        yield "" if known is None else " ".join((known.get("showAs", "") or known.get("value", "")).split())


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of the identification of a document."""

    main: etree._Element
    name: str

    def value(self, name: str, attribute: str = "value") -> str:
        """An attribute of the first element of that name; empty if there is none."""
        element = self.main.find(f"a:meta/a:identification/a:{self.name}/a:{name}", NS)
        return "" if element is None else element.get(attribute, "").strip()

    def alias(self, name: str) -> str:
        """The value of an alias; empty if there is none."""
        return next((item.get("value", "") for item in self.main.iterfind(
            f"a:meta/a:identification/a:{self.name}/a:FRBRalias", NS) if item.get("name") == name), "")


def _number(main: etree._Element, work: _Level) -> str:
    """The number of a work as it is shown; empty if Diptych published it as a work whose number is unknown."""
    shown = work.value("FRBRnumber", "showAs")
    published = main.find("a:meta/a:proprietary/d:provenance", NS) is not None
    unknown = published and main.find(f"{_NUMBER}[@showAs='']", NS) is not None
    return shown or ("" if unknown else work.value("FRBRnumber"))


def _country(value: str, iri: str) -> str:
    """The country of a work: that of its metadata, else of its IRI; empty if neither is one."""
    return (_short(_matched(_COUNTRY, value)) or _matched(re.compile(r"/akn/([a-z]{2})(?:[-/].*)?"), iri)).lower()


def _short(code: str) -> str:
    """The code of a country in two letters, by CLDR if it has three; empty if it is none."""
    return code if len(code) <= _SHORT else next(iter(get_global("territory_aliases").get(code.upper(), ())), "")


def _iri(work: _Level) -> str:
    """The IRI of a work: that under which others publish it, if it has one beside ours."""
    uri, this = work.value("FRBRuri"), work.alias(f"{ALIAS} this")
    return work.alias(ALIAS) or (this if this and not this.startswith(uri) else uri) or work.value("FRBRthis")


def _matched(pattern: re.Pattern[str], value: str) -> str:
    match = pattern.fullmatch(value)
    return match[1] if match else ""


def _shown(main: etree._Element, href: str) -> str:
    """The name of an agent with a local `#id`; empty if the document does not name it, or says it is unknown."""
    wanted = href.removeprefix("#") if href != f"#{UNKNOWN_ISSUER}" else ""
    return next((item.get("showAs", "") for item in main.iterfind(f"{tag('meta')}/{tag('references')}/*")
                 if wanted and item.get("eId") == wanted), "")
