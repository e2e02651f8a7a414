"""A printed reference → the clause of a work that it names, by the site's own files.

These ways are tried: a number as it is printed; the names that citations give clauses; the name of a unit with the
numbers of units in one another, as in section 3(2)(b); all printed numbers, the outermost first; the grammar of the
site's search; some of the printed numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from diptych.commands.mcp_server.quotations import lineage, parents
from diptych.commands.mcp_server.site_files import CitationData, ReferenceGrammar, WorkData
from diptych.render.site.search_entries import key

_FEW: Final = 24
"""Meanings of one reference that are tried at most; as in the search of the site."""
_SHORT: Final = 4
"""Signs of a number that is no name of a clause by itself, as in (iv); chosen. Raised, § 12-1 is § 12 and 1."""
_BASIC: Final = ("article", "section")
"""The elements by which laws are cited, so that numbers begin with theirs: section 3(2), subsection 3(2)."""
_BESIDE: Final = re.compile(r"(?<=[^\W\da-z]) | (?=[^\W\da-z])")
"""A space beside a letter that is none of English; scripts without spaces between words print references either way."""
_NUMBERED_ALONE: Final = ("para", "subsec", "subpara", "item", "point")
"""The abbreviations in eIds that a number without the name of a unit may mean."""


def clauses(reference: str, work: WorkData, cited: CitationData | None,
            grammar: ReferenceGrammar | None) -> tuple[str, ...]:
    """The eIds of the clauses that a reference may name, by the first way that gives any."""
    numerals = grammar.numerals if grammar else {}
    known = [clause.eid for clause in work.provisions]
    return (_printed_so(reference, work) or _by_pinpoint(reference, known, cited, numerals)
            or _by_nested_numbers(reference, work, grammar) or _by_numbers(reference, work, numerals, whole=True)
            or _by_grammar(reference, known, grammar) or _by_numbers(reference, work, numerals, whole=False))


def without_title(reference: str, grammar: ReferenceGrammar | None) -> str:
    """A reference before whose title there were words such as "of the", without these."""
    links = sorted(grammar.of if grammar else (), key=len, reverse=True)
    link = next((link for link in links if reference.lower().endswith(f" {link}")), "")
    return reference[:-len(link)].strip() if link else reference


def _printed_so(reference: str, work: WorkData) -> tuple[str, ...]:
    """The one clause whose number is printed as the reference is; none if several are, or the number has no name."""
    wanted = _signs(reference)
    equal = tuple(clause.eid for clause in work.provisions
                  if any(_signs(words.number) == wanted for words in clause.texts.values()))
    return equal if len(equal) == 1 and len(wanted) > _SHORT else ()


def _by_pinpoint(reference: str, known: Sequence[str], cited: CitationData | None,
                 numerals: Mapping[str, int]) -> tuple[str, ...]:
    wanted = _BESIDE.sub("", _letters(reference, numerals))
    names = [item for every in (cited.pinpoints if cited else {}).values() for item in every.items()]
    equal = {eid: name for eid, name in names if _BESIDE.sub("", _letters(name, numerals)) == wanted}
    # Punctuation decides only between names that differ in nothing else: article 12(1), article 12-1.
    equal = {eid: name for eid, name in names if eid in equal and _signs(name) == _signs(reference)} or equal
    inside = [eid for eid in known if eid in equal]
    return tuple(eid for eid in inside if not any(eid.startswith(f"{outer}__") for outer in inside))


def _by_nested_numbers(reference: str, work: WorkData, grammar: ReferenceGrammar | None) -> tuple[str, ...]:
    """The clauses of a reference with one name and several numbers: the article or section and the units in it.

    The name may be that of the outermost unit or of the innermost: section 3(2), subsection 3(2), alinéa 3(2)b).
    """
    units, numerals = (grammar.units, grammar.numerals) if grammar else ({}, {})
    name, *wanted = _letters(reference, numerals).split() or [""]
    if name not in units or len(wanted) < 2 or any(word in units and len(word) > 1 for word in wanted):
        return ()
    around, elements = parents(work), {clause.eid: clause.element for clause in work.provisions}
    numbers = {clause.eid: {_letters(words.number, numerals).rpartition(" ")[2] for words in clause.texts.values()}
               for clause in work.provisions}

    def chain(eid: str) -> Iterator[str]:
        for outer in lineage(eid, around):
            if any(numbers.get(outer, ())):
                yield outer
            if elements.get(outer) in _BASIC:
                return

    def is_meant(eid: str) -> bool:
        places = list(chain(eid))[::-1]
        return (len(places) == len(wanted) and places[-1] == eid and elements[places[0]] in _BASIC
                and all(number in numbers[place] for place, number in zip(places, wanted, strict=True)))

    return tuple(eid for eid in numbers if is_meant(eid))


def _by_grammar(reference: str, known: Sequence[str], grammar: ReferenceGrammar | None) -> tuple[str, ...]:
    meanings = list(_eids(reference, grammar)) if grammar else []
    equal = tuple(eid for eid in known if eid in meanings)
    return equal or tuple(eid for eid in known if any(eid.endswith(f"__{meaning}") for meaning in meanings))


def _by_numbers(reference: str, work: WorkData, numerals: Mapping[str, int], *, whole: bool) -> tuple[str, ...]:
    """The clauses whose printed numbers are the reference: with all those around them, or with some or none."""
    wanted, around = _letters(reference, numerals), parents(work)
    meant: set[str] = set()
    for language in {language for clause in work.provisions for language in clause.texts} if wanted else ():
        numbers = {clause.eid: _letters(clause.texts[language].number, numerals) for clause in work.provisions
                   if language in clause.texts}
        chains = {eid: list(_chains(eid, numbers, around)) for eid in numbers if numbers[eid]}
        meant |= {eid for eid, chain in chains.items() if wanted in (chain[-1:] if whole else chain)}
    return tuple(clause.eid for clause in work.provisions if clause.eid in meant)


def _chains(eid: str, numbers: Mapping[str, str], around: Mapping[str, str]) -> Iterator[str]:
    """The number of a clause, then with each number around it."""
    chain = ""
    for number in filter(None, (numbers.get(outer, "") for outer in lineage(eid, around))):
        chain = f"{number} {chain}".strip()
        yield chain


def _eids(reference: str, grammar: ReferenceGrammar) -> Iterator[str]:
    """The eIds that a reference may mean: each unit is its number with an abbreviation of its name."""
    latin = _either(name for name in grammar.units if name.isascii())
    others = _either(name for name in grammar.units if not name.isascii())
    ordinal, branch = _either(grammar.ordinals), _either(grammar.branches)
    token = re.compile(
        rf"\s*(?:(?:{ordinal})?\s*(?P<before>\d+)\s*(?P<unit>{others})(?:\s*(?:{branch})\s*(?P<branch>\d+))?"
        rf"|(?P<name>{latin})\s*(?P<after>\d+)|(?P<alone>\d+))")
    text, at = _spaced(reference, grammar.numerals), 0
    chain: list[list[str]] = []
    while at < len(text):
        read = token.match(text, at)
        if read is None or read["alone"] and not chain:
            return
        names = grammar.units[read["unit"] or read["name"]] if not read["alone"] else _NUMBERED_ALONE
        number = (read["before"] or read["after"] or read["alone"]) + (f"-{read['branch']}" if read["branch"] else "")
        chain.append([f"{name}_{number}" for name in names])
        at = read.end()
    for _, units in zip(range(_FEW), product(*chain), strict=False):
        yield "__".join(units)


def _either(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; of nothing that occurs if there are none."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


def _letters(text: str, numerals: Mapping[str, int]) -> str:
    """The words of a reference, numerals as figures, punctuation as a space."""
    return " ".join(_spaced(text, numerals).split())


def _signs(text: str) -> str:
    """The letters and signs of a reference, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _spaced(text: str, numerals: Mapping[str, int]) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    words = " ".join(filter(None, map(key, re.split(r"[\W_]+", plain))))
    signs = "".join(map(re.escape, numerals))
    return re.sub(f"[{signs}]+", lambda run: _figures(run[0], numerals), words) if signs else words


def _figures(signs: str, numerals: Mapping[str, int]) -> str:
    """A numeral of signs in figures: digits by place, or tens with their digits."""
    values = [numerals[sign] for sign in signs]
    if all(value < 10 for value in values):
        return "".join(map(str, values))
    total = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value % 10 or value in (20, 30, 40):
            total += value
        else:
            total, digit = total + (digit or 1) * value, 0
    return str(total + digit)
