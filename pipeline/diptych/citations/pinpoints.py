"""A clause of a document → what a citation calls it in one language, such as part 6 item (3), by rules kept as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from string import Formatter
from typing import Any, Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.iri import RANGE
from diptych.akn.names import HIERARCHY, local, tag

_NAMED: Final = HIERARCHY | {"item", "attachment", "preface", "preamble", "conclusions"}
_CLOSING: Final = re.compile(r"(?<=[^\W_])[\s.,:;\u3001\u3002\uff0c\uff0e\uff1a]+$")
_NUMBER: Final = re.compile(r"(?:[a-zA-Z]+_)?(\d+(?:-\d+)*)$")


@dataclass(frozen=True, slots=True)
class UnitForm:
    """How a unit is called; `alone`: without the units around it."""

    element: str
    form: str
    within: str
    label: re.Pattern[str]
    alone: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What citations say in one language: of a translation, a version, clauses. `tag` is its BCP 47 tag."""

    code: str
    tag: str
    unofficial: str
    official: str
    version: str
    joiner: str
    branch: str
    span: str
    forms: tuple[UnitForm, ...]


def words(code: str, data: Mapping[str, Any]) -> Words:
    """The words that a language's file of schema/citations holds; raises KeyError or ValueError for what it lacks."""
    forms = tuple(UnitForm(item["element"], item["form"], item.get("within", ""), re.compile(item.get("label", "")),
                       item.get("alone", False)) for item in data["forms"])
    made = Words(code, data["tag"], data["unofficial"], data["official"], data.get("version", "{date}"),
                 data.get("joiner", "; "), data["branch"], data.get("span", "{first}–{last}"), forms)
    for form in forms:
        check_gaps(form.form, "n", "b", "label")
    check_gaps(made.branch, "n")
    check_gaps(made.version, "date")
    check_gaps(made.span, "first", "last")
    for standing in (made.unofficial, made.official):
        check_gaps(standing, "language")
    return made


def check_gaps(template: str, *known: str) -> None:
    """Raises ValueError if a template has other gaps than those known."""
    strange = [name for _, name, _, _ in Formatter().parse(template) if name is not None and name not in known]
    if strange:
        raise ValueError(f"{template}: nothing stands for {{{strange[0]}}}")


def pinpoint(documents: Sequence[Document], eid: str, said: Words) -> str:
    """What citations in this language call a clause, or all from one to another (`sec_6__para_1->sec_6__para_3`), the
    second without what is around both; empty where there is no word for it.

    Numbers are given as the text in that language prints them, or as the original does where there is none.
    """
    spoken = [document for document in documents if document.language == said.code]
    eids = eid.split(RANGE)
    document = next((found for found in (*spoken, *documents) if all(one in found.by_eid for one in eids)), None)
    if document is None:
        return ""
    first, *others = [list(_units(document.by_eid[one])) for one in eids]
    called = _called(first, said)
    for last in others:
        shared = sum(1 for one, other in zip(first, last[:-1], strict=False) if one is other)
        ending = _called(last[shared:], said)
        called = said.span.format(first=called, last=ending) if called and ending else called or ending
    return called


def _called(units: Sequence[etree._Element], said: Words) -> str:
    called = ""
    for unit in units:
        form = _form(unit, said)
        if form is not None:
            called = ("" if form.alone else called) + _filled(form, unit, said)
    return called.strip()


def _units(element: etree._Element) -> Iterator[etree._Element]:
    """The element and what is around it that has a name, the outermost first."""
    around = [found for found in (element, *element.iterancestors()) if local(found.tag) in _NAMED]
    yield from reversed(around)
    if local(element.tag) == "p" and around and _one_of_many(element, around[0]):
        yield element


def _one_of_many(paragraph: etree._Element, unit: etree._Element) -> bool:
    """Whether a unit has other paragraphs of its own: with one alone, the unit says it all."""
    own = list(islice((found for found in unit.iter(tag("p")) if _owner(found) is unit), 2))
    return own != [paragraph]


@lru_cache(maxsize=4096)
def _owner(paragraph: etree._Element) -> etree._Element | None:
    return next((found for found in paragraph.iterancestors() if local(found.tag) in _NAMED), None)


def _form(unit: etree._Element, said: Words) -> UnitForm | None:
    around = next((local(found.tag) for found in unit.iterancestors() if local(found.tag) in _NAMED), "")
    return next((form for form in said.forms if form.element == local(unit.tag) and form.within in ("", around)
                 and form.label.search(_printed(unit))), None)


def _filled(form: UnitForm, unit: etree._Element, said: Words) -> str:
    number = _NUMBER.search(unit.get("eId", "").rpartition("__")[2])
    first, *branches = number[1].split("-") if number else ("",)
    label = _CLOSING.sub("", _printed(unit))
    branch = "".join(said.branch.replace("{n}", later) for later in branches)
    inside = first if "{b}" in form.form else first + branch
    return form.form.format(n=inside, b=branch, label=label or first)


@lru_cache(maxsize=4096)
def _printed(unit: etree._Element) -> str:
    number = unit.find(tag("num"))
    return "" if number is None else emended(number).strip()
