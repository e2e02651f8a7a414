"""A clause of a document → its pinpoint in one language, such as "part 6 item (3)", by schema/citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from string import Formatter
from typing import Any, Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.iri import RANGE, ROOT
from diptych.akn.names import ABBREVIATIONS, HIERARCHY, local, tag
from diptych.akn.provisions import printed

_NAMED: Final = HIERARCHY | {"item", "attachment", "addenda", "preface", "preamble", "conclusions"}
"""Kinds of units that a pinpoint may name."""
_RESTARTING: Final = {"attachment", "addenda"}
"""Kinds of units in which articles are numbered anew, so that no article in them is named without them."""
_ELEMENTS: Final = {abbreviation: name for name, abbreviation in ABBREVIATIONS.items()}
"""Elements by the abbreviations in eIds."""
_CLOSING: Final = re.compile(r"(?<=[^\W_])[\s.,:;\u3001\u3002\uff0c\uff0e\uff1a]+$")
"""Pattern of the punctuation at the end of a number."""
_NUMBER: Final = re.compile(r"(?:[a-zA-Z]+_)?(\d+(?:-\d+)*)$")
"""Pattern of the number at the end of an eId; further numbers are those of a branch, as in `art_12-2`."""
_CACHED: Final = 4096
"""Elements in each cache, enough for the largest work; chosen. Raised, it costs memory. Lowered, the pinpoints of a
large work repeat their computations."""


@dataclass(frozen=True, slots=True)
class UnitForm:
    """The form of a unit's name; `alone` omits the units around it.

    A form with `countries`, codes of ISO 3166-1, is that of works of these alone.
    """

    element: str
    form: str
    within: str
    label: re.Pattern[str]
    alone: bool
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of citations in one language, for translations, versions, clauses and what is not in force.

    `tag` is its BCP 47 tag. A catalogue without the words for what is not in force says nothing of it.
    """

    code: str
    tag: str
    unofficial: str
    official: str
    version: str
    joiner: str
    branch: str
    span: str
    supplied: str
    forms: tuple[UnitForm, ...]
    repealed: str = ""
    not_in_force: str = ""
    until: str = ""


def words(code: str, data: Mapping[str, Any]) -> Words:
    """The words in a language's file of schema/citations; KeyError or ValueError if an entry is missing or wrong."""
    forms = tuple(UnitForm(item["element"], item["form"], item.get("within", ""), re.compile(item.get("label", "")),
                           item.get("alone", False), frozenset(item.get("countries", ()))) for item in data["forms"])
    known = Words(code, data["tag"], data["unofficial"], data["official"], data.get("version", "{date}"),
                  data.get("joiner", "; "), data["branch"], data.get("span", "{first}–{last}"),
                  data.get("supplied", "{number}"), forms, data.get("repealed", ""), data.get("not_in_force", ""),
                  data.get("until", ""))
    fields = [*((form.form, "n", "b", "label") for form in forms), (known.branch, "n"), (known.version, "date"),
              (known.span, "first", "last"), (known.unofficial, "language"), (known.official, "language"),
              (known.supplied, "number"), (known.repealed, "title"), (known.not_in_force,), (known.until, "date")]
    for template, *names in fields:
        check_gaps(template, *names)
    return known


def check_gaps(template: str, *known: str) -> None:
    """Raises ValueError if a template has other fields than the known ones."""
    strange = [name for _, name, _, _ in Formatter().parse(template) if name is not None and name not in known]
    if strange:
        raise ValueError(f"{template}: nothing stands for {{{strange[0]}}}")


def pinpoint(documents: Sequence[Document], eid: str, words: Words) -> str:
    """The name of a clause or of a range (`sec_6__para_1->sec_6__para_3`) in one language; empty if there is none.

    The last clause of a range is named without the units around both. Numbers are as printed in the text of that
    language, else in the first text that has the clauses.
    """
    own = [document for document in documents if document.language == words.code]
    eids = eid.split(RANGE)
    document = next((document for document in (*own, *documents) if document.by_eid.keys() >= set(eids)), None)
    if document is None:
        return ""
    country = _country(document.work_iri)
    first, *others = [list(_units(document.by_eid[end])) for end in eids]
    name = _name(first, words, country)
    for last in others:
        shared = sum(unit is other for unit, other in zip(first, last[:-1], strict=False))
        ending = _name(last[shared:], words, country)
        name = words.span.format(first=name, last=ending) if name and ending else name or ending
    return name


def of_id(eid: str, words: Words, work: str = "") -> str:
    """The name of a clause that no text has any more, by its eId: "part 9 item 3"; empty if no unit has a name.

    `work` is the IRI of its work.
    """
    unit, place = etree.Element(tag("body")), ""
    for segment in eid.split("__"):
        place = f"{place}__{segment}" if place else segment
        name = segment.partition("_")[0]
        around, unit = unit, etree.SubElement(unit, tag(_ELEMENTS.get(name, name)), eId=place)
        if name == "p":
            # The unit around it may have had others.
            etree.SubElement(around, tag("p"))
    return _name(list(_units(unit)), words, _country(work))


def _country(work: str) -> str:
    """The country in the IRI of a work; empty if there is none."""
    return work.removeprefix(ROOT).partition("/")[0]


def _name(units: Sequence[etree._Element], words: Words, country: str) -> str:
    name = outer = ""
    for unit in units:
        form = _form(unit, words, country)
        if form is not None:
            name = (outer if form.alone else name) + _filled(form, unit, words)
            outer = name if _kind(unit) in _RESTARTING else outer
    return name.strip()


def _kind(element: etree._Element) -> str:
    """The name of an element; of a container without a name of its own in the standard, its `name`: addenda."""
    name = local(element.tag)
    return element.get("name", name) if name == "hcontainer" else name


def _units(element: etree._Element) -> Iterator[etree._Element]:
    """The element and the units around it, the outermost first."""
    around = [unit for unit in (element, *element.iterancestors()) if _kind(unit) in _NAMED]
    yield from reversed(around)
    if local(element.tag) == "p" and around and _is_one_of_several(element, around[0]):
        yield element


def _is_one_of_several(paragraph: etree._Element, unit: etree._Element) -> bool:
    """Whether a unit has other paragraphs of its own, so that its name is not enough."""
    own = list(islice((other for other in unit.iter(tag("p")) if _owner(other) is unit), 2))
    return own != [paragraph]


@lru_cache(maxsize=_CACHED)
def _owner(unit: etree._Element) -> etree._Element | None:
    """The named element directly around another."""
    return next((ancestor for ancestor in unit.iterancestors() if _kind(ancestor) in _NAMED), None)


def _form(unit: etree._Element, words: Words, country: str) -> UnitForm | None:
    owner = _owner(unit)
    around = "" if owner is None else _kind(owner)
    return next((form for form in words.forms if form.element == _kind(unit) and form.within in ("", around)
                 and (not form.countries or country in form.countries) and form.label.search(_printed(unit))), None)


def _filled(form: UnitForm, unit: etree._Element, words: Words) -> str:
    number = _NUMBER.search(unit.get("eId", "").rpartition("__")[2])
    first, *branches = number[1].split("-") if number else ("",)
    label = _CLOSING.sub("", _printed(unit))
    branch = "".join(words.branch.replace("{n}", later) for later in branches)
    inside = first if "{b}" in form.form else first + branch
    return form.form.format(n=inside, b=branch, label=label or first)


_printed = lru_cache(maxsize=_CACHED)(partial(printed, name="num"))
"""The number that a unit has in the text."""
