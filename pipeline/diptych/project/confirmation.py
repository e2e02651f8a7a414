"""Facts that an editor confirms → a work's new work.toml and folder, and new entries of the term base.

A fact is a key of the table `certainty` of work.toml. A name may have forms in several languages: `issuer.kor`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from diptych.akn import iri
from diptych.akn.names import UNKNOWN_TRANSLATOR
from diptych.config import toml_edit, toml_positions, works
from diptych.config.toml_edit import quoted
from diptych.config.works import UNKNOWN
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project.load import Schema, Source

PAIRS: Final = "pairs"
"""The fact that the entries of editorial.toml which `diptych pair` proposed are right."""
FACTS: Final = ("address", "jurisdiction", "date", "number", "issuer", "original", "translator", PAIRS)
"""The facts that are confirmed, in the order in which they are asked for."""
UNKNOWABLE: Final = ("date", "number", "issuer", "translator")
"""The facts that may be confirmed as unknown."""
_PROPOSED: Final = "editorial.toml"
"""Where the proposals are that are confirmed."""
_KINDS: Final = {"issuer": "organization", "translator": "agent"}
"""The kind of the entry that each named fact refers to."""
_ID: Final = re.compile(r"[a-z][a-z0-9-]*")
_NUMERALS: Final = re.compile(r"\d+")
_UNSAFE: Final = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What an editor says: values by fact, or by fact and language; facts that nobody knows; facts that are right as
    they are."""

    values: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()

    @property
    def given(self) -> frozenset[str]:
        """The facts with a value."""
        return frozenset(key.partition(".")[0] for key in self.values)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A work after a confirmation: its path below source/works, its work.toml, new entries for the term base, and the
    facts that are still to confirm."""

    path: str
    work: bytes
    terms: str
    still: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """The id of a name in the term base, and its new entry; empty if it is known."""

    id: str
    entry: str


def open_facts(work: works.Work) -> tuple[tuple[str, str], ...]:
    """The facts of a work that nobody has confirmed, each with its certainty, in the order of FACTS."""
    certainty = dict(work.provisional)
    return tuple((fact, certainty[fact]) for fact in FACTS if fact in certainty)


def shown(source: Source, fact: str) -> str:
    """The present value of a fact in words; empty if there is none."""
    work, names = source.work, {term.id: term for term in source.terms}
    original = next((item.language for item in work.expressions if not item.translation), "")
    if fact == "issuer":
        return names[work.issuer].shown(original) if work.issuer in names else ""
    if fact == "translator":
        ids = {item.translation.translator for item in work.expressions if item.translation} - {UNKNOWN_TRANSLATOR}
        return ", ".join(sorted(names[name].shown(original) if name in names else name for name in ids))
    known = "" if work.date == works.UNKNOWN_DATE else work.date
    if fact == PAIRS:
        return _PROPOSED
    return {"address": work.path, "jurisdiction": work.jurisdiction, "date": known, "number": work.number,
            "original": original}[fact]


def confirm(source: Source, data: bytes, known: Schema, answers: Confirmation) -> Result[Confirmed]:
    """The work with the answers in it; `data` are the bytes of its work.toml.

    V006 is an unknown jurisdiction, V007 any other answer that cannot be used. Then there is no value.
    """
    findings = tuple(_check(source, known, answers))
    if findings:
        return Result(None, findings)
    settled = frozenset((*answers.given, *answers.unknown, *answers.right))
    edited, entries = data, ""
    for fact in (fact for fact in FACTS if fact in settled):
        edited = toml_edit.remove(edited, ("certainty", fact))
        if fact in answers.unknown:
            edited = _unknown(edited, fact)
        elif fact in _KINDS and fact in answers.given:
            named = _named(source, fact, answers.values, entries)
            edited, entries = _referring(edited, fact, named.id), entries + named.entry
        elif fact in answers.given:
            edited = _valued(edited, source.work, fact, answers.values[fact])
    if not tomllib.loads(edited.decode()).get("certainty"):
        edited = toml_edit.remove(edited, ("certainty",))
    still = tuple(fact for fact, _ in open_facts(source.work) if fact not in settled)
    return Result(Confirmed(_path(source.work, answers), edited, entries, still))


def _check(source: Source, known: Schema, answers: Confirmation) -> Iterator[Diagnostic]:
    """V006 and V007 for answers that cannot be used."""
    place = Position(f"{source.folder}/work.toml")
    for key, value in answers.values.items():
        if key == "jurisdiction" and value not in known.jurisdictions:
            yield unknown_jurisdiction(value, known, place)
        elif problem := _problem(source, known, key, value):
            yield diagnostic("V007", place, fact=key, problem=problem)
    for fact in sorted(answers.given & {*answers.unknown, *answers.right}):
        yield diagnostic("V007", place, fact=fact, problem="it has two answers")
    for fact in sorted(answers.unknown - set(UNKNOWABLE)):
        yield diagnostic("V007", place, fact=fact, problem=f"only these can be unknown: {', '.join(UNKNOWABLE)}")
    missing = {fact for fact, certainty in source.work.provisional if certainty == "missing"}
    for fact in sorted(answers.right & missing):
        yield diagnostic("V007", place, fact=fact, problem="it is missing: give its value, or say that it is unknown")
    if "address" in answers.values and source.ledger.anchors:
        yield diagnostic("V007", place, fact="address", problem="the addresses of this work are published")


def guessed(data: bytes, fact: str) -> bytes:
    """work.toml with a fact that nobody has confirmed."""
    return toml_edit.put(_with_certainty(data), ("certainty", fact), "guessed")


def _with_certainty(data: bytes) -> bytes:
    """work.toml with the table `certainty`."""
    if toml_positions.extent(data, ("certainty",)) is None:
        return toml_edit.add_table(data, "certainty", after="work")
    return data


def unknown_jurisdiction(code: str, known: Schema, place: Position | None) -> Diagnostic:
    """V006 for a jurisdiction that no file describes."""
    return diagnostic("V006", place, name=code, known=", ".join(sorted(known.jurisdictions)))


def _problem(source: Source, known: Schema, key: str, value: str) -> str:
    """What is wrong with a value; empty if nothing."""
    fact, _, language = key.partition(".")
    languages = [item.language for item in source.work.expressions]
    facts, names = ", ".join(FACTS), ", ".join(f"{name}.{languages[0]}" for name in _KINDS)
    problems = (
        (fact not in FACTS or language and (fact not in _KINDS or language not in known.languages),
         f"the facts are {facts}; a name in one language is as in {names}"),
        (fact == PAIRS, f"read the entries in {_PROPOSED}, delete wrong ones, and confirm the rest by --yes"),
        (not value.strip(), "it is empty"),
        (fact == "date" and not _is_date(value), f"{value} is no full date, as in 2012-04-13"),
        (fact == "address" and iri.parts(value) is None, f"{value} is not country/series/date/number"),
        (fact in ("original", "translator") and len(languages) == 1, "there is only one text"),
        (fact == "original" and value not in languages, f"the texts are in {', '.join(languages)}"))
    return next((words for wrong, words in problems if wrong), "")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _valued(data: bytes, work: works.Work, fact: str, value: str) -> bytes:
    """work.toml with the value of a fact that is no name."""
    if fact == "address":
        return data
    if fact == "original":
        return _original(data, work, value)
    if fact == "jurisdiction":
        # The levels stood in for those of a jurisdiction that nobody had named.
        data = toml_edit.remove(data, ("work", "levels"))
    if fact != "date":
        return toml_edit.put(data, ("work", fact), value)
    for index, item in enumerate(work.expressions):
        if item.date == work.date and toml_positions.value_extent(data, ("expression", index, "date")):
            data = toml_edit.put(data, ("expression", index, "date"), date.fromisoformat(value))
    return toml_edit.put(data, ("work", fact), date.fromisoformat(value))


def _unknown(data: bytes, fact: str) -> bytes:
    """work.toml with a fact that is confirmed as unknown."""
    if fact == "translator":
        return _referring(data, fact, UNKNOWN_TRANSLATOR)
    data = toml_edit.remove(data, ("work", fact))
    return toml_edit.put(_with_certainty(data), ("certainty", fact), UNKNOWN)


def _original(data: bytes, work: works.Work, language: str) -> bytes:
    """work.toml with another original; the old one and the other texts become its translations."""
    translators = {item.translation.translator for item in work.expressions if item.translation}
    translator = min(translators, default=UNKNOWN_TRANSLATOR)
    for index, item in enumerate(work.expressions):
        place: tuple[str | int, ...] = ("expression", index)
        if item.language == language:
            data = toml_edit.remove(data, (*place, "translation"))
        elif item.translation:
            data = toml_edit.put(data, (*place, "translation", "of"), language)
        else:
            data = toml_edit.put_table(data, (*place, "translation"), (
                ("of", quoted(language)), ("translator", quoted(translator)), ("authoritative", "false")))
    return data


def _referring(data: bytes, fact: str, name: str) -> bytes:
    """work.toml with an id of the term base as the issuer, or as the translator of each translation in it."""
    if fact == "issuer":
        return toml_edit.put(data, ("work", "issuer"), name)
    for index, text in enumerate(tomllib.loads(data.decode())["expression"]):
        if "translation" in text:
            data = toml_edit.put(data, ("expression", index, "translation", "translator"), name)
    return data


def _named(source: Source, fact: str, values: Mapping[str, str], entries: str) -> _Named:
    """The entry of the term base that the names of a fact mean, or a new one; `entries` are new ones before it."""
    original = values.get("original") or next(
        (item.language for item in source.work.expressions if not item.translation), "")
    names = {key.partition(".")[2]: value for key, value in values.items() if key.partition(".")[0] == fact}
    ids = {term.id for term in source.terms}
    first = names.pop("", "")
    if first in ids:
        return _Named(first, "")
    name = first if _ID.fullmatch(first) and names else ""
    names = {**({original: first} if first and not name else {}), **names}
    if not name:
        name = known_name(source.terms, names)
        if name:
            return _Named(name, "")
    name = name or new_id(fact, ids, entries)
    return _Named(name, entry(name, _KINDS[fact], names.items()))


def known_name(terms: Sequence[works.Term], names: Mapping[str, str]) -> str:
    """The id of the entry with one of these names, by language; empty if there is none."""
    return next((term.id for term in terms for form in term.forms
                 if names.get(form.language, "") in (form.preferred, *form.allowed)), "")


def new_id(kind: str, taken: Iterable[str], entries: str = "") -> str:
    """The first free id of a kind of entry: `issuer-1`. `entries` are new entries as TOML."""
    used, number = set(taken), 1
    while f"{kind}-{number}" in used or f'"{kind}-{number}"' in entries:
        number += 1
    return f"{kind}-{number}"


def entry(name: str, kind: str, forms: Iterable[tuple[str, str]]) -> str:
    """A new entry of the term base as TOML; `forms` are its names by language."""
    lines = [f"{language}.preferred = {quoted(form)}" for language, form in forms]
    return "\n".join(("", "[[term]]", f'id = "{name}"', f'kind = "{kind}"', *lines, ""))


def _path(work: works.Work, answers: Confirmation) -> str:
    """The path of a work: the given one, or the present one with new facts in it if nobody confirmed it."""
    parts, values = iri.parts(work.path), answers.values
    if "address" in values or "address" not in dict(work.provisional) or parts is None:
        return values.get("address", work.path)
    country = values.get("jurisdiction", parts.country)
    year = works.UNKNOWN_DATE[:4] if "date" in answers.unknown else values.get("date", parts.date)[:4]
    number = last_part(values["number"]) if "number" in values else parts.number
    return "/".join(filter(None, (country, parts.subtype, parts.actor, year, number)))


def last_part(number: str) -> str:
    """The last part of an address for a document's number: its last numeral, else its letters with hyphens."""
    numerals = _NUMERALS.findall(number)
    return str(numerals[-1]) if numerals else _UNSAFE.sub("-", number).strip("-") or "unknown"
