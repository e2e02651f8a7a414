"""The words around a text in the reader's language: the catalogues of schema/interface and CLDR's names (babel).

A word that a catalogue lacks comes from the next catalogue of its chain: the one that it names as `fallback`, else that
of its tag without the last part (RFC 4647, 3.4), and English at the end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from diptych.akn.document import Document, Words
from diptych.config import schema_layers
from diptych.config.works import UNKNOWN_DATE

TAG: Final = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""Pattern of a language tag (BCP 47)."""
LAST: Final = "en"
"""The catalogue at the end of every chain. It has all words."""
FILES: Final = "interface/*.toml"
"""The catalogues in schema/, each named by its language."""
SITE: Final = "site.toml"
"""The file of schema/ with the languages of a site that names none."""
_OPTIONAL: Final = re.compile(r"\[([^\[\]{}]*\{(\w+)\}[^\[\]{}]*)\]")
"""Pattern of a part that is left out if its fact is empty: the part and the name of the fact."""
_SIZES: Final = {"digital-kilobyte": 10**3, "digital-megabyte": 10**6}
"""Bytes in the units of sizes of files, by their names in CLDR."""
_TWO: Final = 2
_SCRIPT, _COUNTRY = 4, 2
"""Letters of a script and of a country in a tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A catalogue: `language` names it, `tag` is its BCP 47 tag, `words` its entries by key.

    `chain` are the names and tags under which words for its readers may stand, the best first.
    """

    language: str
    tag: str
    words: Mapping[str, str]
    chain: tuple[str, ...]

    @property
    def locale(self) -> str:
        """The language and its most likely country as Open Graph writes them, such as zh_CN."""
        return _open_graph(self.tag)

    def say(self, key: str, **facts: object) -> str:
        """The words of a key with `facts` filled in; KeyError for an unknown key.

        A part in square brackets, as in `[{number}: ]`, is left out if its fact is empty.
        """
        words = self.words[key]
        if "[" in words:
            words = _OPTIONAL.sub(lambda part: part[1] if facts.get(part[2], "") else "", words)
        return words.format_map(facts)

    def several(self, key: str, count: int, **facts: object) -> str:
        """The words of a key for two texts, or those of `key_several` if the `count` of texts is larger."""
        return self.say(key if count <= _TWO else f"{key}_several", **facts)

    def choose(self, words: Words) -> tuple[str, str]:
        """The tag and words of this reader's language, else of the next in the chain, else of the first language."""
        if not words:
            return self.tag, ""
        language = next((name for name in self.chain if name in words), next(iter(words)))
        return (self.tag if language == self.language else language), words[language]

    def reads(self, tag: str) -> bool:
        """Whether the reader's language is that of a tag, in the same script."""
        return is_called(tag, self.tag)

    def speaks(self, tag: str) -> bool:
        """Whether the reader's language is that of a tag, in any script."""
        return code(tag.partition("-")[0]) == code(self.tag.partition("-")[0])

    def language_name(self, tag: str, *, written: bool = False) -> str:
        """The name of a language in this interface, or of its `written` form; the tag itself if CLDR has no name."""
        locale = _locale(self.chain)
        if written:
            return str(Locale.parse(tag, sep="-").get_display_name(locale) or tag)
        return str(locale.languages.get(tag.partition("-")[0], tag))

    def territory(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; empty if CLDR has none."""
        return str(_locale(self.chain).territories.get(code.upper(), ""))

    def text_language(self, document: Document) -> str:
        """The name of the language of an expression; of its written form if the work has several of the language."""
        return self.language_name(tag(document), written=_is_form(document))

    def kind(self, name: str) -> tuple[str, str]:
        """The word for a kind of document and its language; the English name in the markup if there is no word."""
        word = self.words.get(f"kind_{name}")
        return (word, self.tag) if word else (name, "en")

    def standing(self, document: Document, *, with_unknown: bool = False) -> str:
        """The standing of a text: original, authentic or kind of translation, and whether a translation is unfinished.

        `with_unknown` adds that its translator is unknown.
        """
        translation = document.translation
        if translation is None:
            return self.say("standing_authentic" if document.authentic else "standing_original")
        text = self.say("standing_authoritative" if translation.authoritative else "standing_unofficial")
        if with_unknown and not translation.known:
            text = self.say("standing_anonymous", standing=text)
        return text if translation.complete else self.say("standing_incomplete", standing=text)

    def number(self, number: int) -> str:
        """A number in the format of this reader's language."""
        return str(format_decimal(number, locale=_locale(self.chain)))

    def size(self, length: int) -> str:
        """A number of bytes as kilobytes, or as megabytes with one decimal, in the format of this reader's language."""
        unit = next((unit for unit in reversed(_SIZES) if length >= _SIZES[unit]), next(iter(_SIZES)))
        value = max(round(length / _SIZES[unit], int(_SIZES[unit] > _SIZES["digital-kilobyte"])), 1)
        return str(format_unit(value, unit, "short", locale=_locale(self.chain)))

    def share(self, part: float) -> str:
        """A share, from 0 to 1, as a percentage in the format of this reader's language."""
        return str(format_percent(part, locale=_locale(self.chain)))

    def list(self, items: Sequence[str]) -> str:
        """Items one after another in the format of this reader's language, such as a, b, and c."""
        return str(format_list(items, locale=_locale(self.chain)))

    def date(self, iso: str) -> str:
        """An ISO 8601 date in the format of this reader's language; empty if unknown."""
        if iso in ("", UNKNOWN_DATE):
            return ""
        return str(format_date(dt.date.fromisoformat(iso[:10]), "long", locale=_locale(self.chain)))


@dataclass(frozen=True, slots=True)
class Interfaces:
    """The catalogues by name, and the names of those that a site has; the first is that of the front page."""

    catalogues: Mapping[str, Interface]
    languages: tuple[str, ...]

    @property
    def site(self) -> tuple[Interface, ...]:
        """The catalogues of the site, that of the front page first."""
        return tuple(self.catalogues[language] for language in self.languages)

    @property
    def front(self) -> Interface:
        """The catalogue of the front page and of addresses without a language."""
        return self.catalogues[self.languages[0]]

    def home(self, language: str) -> str:
        """The path of the front page in an interface language; that of the first if the site lacks the language."""
        return f"{language}/" if language in self.languages[1:] else ""

    def of(self, tag: str) -> Interface:
        """The catalogue that serves a text or reader by a tag: its own, that of a shorter tag, else the English one."""
        name = self.named(tag)
        return self.catalogues[name or LAST]

    def named(self, name: str) -> str:
        """The name of the catalogue for a name or tag, or for a shorter tag in the same script; empty if none."""
        known = {words.tag.lower(): words.language for words in self.catalogues.values()}
        known |= {language.lower(): language for language in self.catalogues}
        full = name.lower().replace("_", "-")
        language, script, _ = _language_and_scripts(name)
        longer = [tag for tag in _shorter(full) if "-" in tag]
        tags = (full, *longer, f"{language}-{script}".lower(), language)
        return next((known[tag] for tag in tags if tag in known), "")


def interfaces_of(tables: Mapping[str, Mapping[str, Any]], languages: Sequence[str]) -> Interfaces:
    """The catalogues of the TOML tables by name; `languages` are those of the site, that of the front page first."""
    return Interfaces({name: _interface(name, tables) for name in tables}, tuple(languages))


def _interface(name: str, tables: Mapping[str, Mapping[str, Any]]) -> Interface:
    """A catalogue with the words of its whole chain."""
    passed = tuple(_passed(name, tables))
    words: dict[str, str] = {}
    for each in reversed(passed):
        words |= tables[each].get("words", {})
    names = dict.fromkeys(key for each in passed for key in (each, tables[each].get("tag", each)))
    return Interface(name, tables[name].get("tag", name), words, tuple(names))


def _passed(name: str, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The names of the catalogues of a chain, each once."""
    passed: dict[str, None] = {}
    while name not in passed:
        yield name
        passed[name] = None
        next_ones = (tables[name].get("fallback", ""), *_shorter(tables[name].get("tag", name)))
        name = next((other for other in next_ones if other in tables and other not in passed), LAST)


@cache
def packaged_interfaces() -> Interfaces:
    """The catalogues of the program, with the languages of a site that names none."""
    tables = {Path(name).stem: schema_layers.packaged_table(name)
              for name in schema_layers.packaged_names(FILES)}
    return interfaces_of(tables, schema_layers.packaged_table(SITE)["languages"])


def interface(language: str) -> Interface:
    """The packaged catalogue that serves a language."""
    return packaged_interfaces().of(language)


def _shorter(tag: str) -> Iterator[str]:
    """A tag, and the tag without its last parts (RFC 4647, 3.4)."""
    parts = tag.split("-")
    yield from ("-".join(parts[:end]) for end in range(len(parts), 0, -1))


@cache
def _locale(chain: tuple[str, ...]) -> Locale:
    """The first locale of a chain that CLDR knows."""
    return next(locale for locale in map(_known_locale, chain) if locale)


def _known_locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def code(language: str) -> str:
    """The shortest BCP 47 code of an ISO 639-2 code, with or without a script: zho, zho-Hant → zh."""
    language = language.partition("-")[0]
    alias = get_global("language_aliases").get(language, language)
    return str(alias[0] if isinstance(alias, (list, tuple)) else alias)


def own_name(tag: str) -> str:
    """The name of a language in itself; the tag if CLDR has no name."""
    locale = _known_locale(code(tag.partition("-")[0]))
    return tag if locale is None else str(locale.get_language_name() or tag)


@cache
def own_names(tags: tuple[str, ...]) -> Mapping[str, str]:
    """The name of each language in itself by tag, with the script where two of them would be called the same."""
    plain = {tag: own_name(tag) for tag in tags}
    return {tag: _scripted_name(tag) if list(plain.values()).count(name) > 1 else name for tag, name in plain.items()}


def _scripted_name(tag: str) -> str:
    locale = _known_locale(tag)
    return own_name(tag) if locale is None else str(locale.languages.get(str(locale)) or own_name(tag))


def text_name(document: Document) -> str:
    """The own name of the language of an expression; of its written form if the work has several of the language."""
    shown = tag(document)
    if not _is_form(document):
        return own_name(shown)
    form = shown.replace("-", "_")
    try:
        return str(Locale.parse(form).languages.get(form) or own_name(shown))
    except (UnknownLocaleError, ValueError):
        return own_name(shown)


def _is_form(document: Document) -> bool:
    """Whether the language of an expression is one of several written forms."""
    return "-" in document.language


@cache
def _open_graph(tag: str) -> str:
    parts = tag.replace("-", "_").split("_")
    country = next((part for part in parts[1:] if len(part) == _COUNTRY), "")
    likely = get_global("likely_subtags")
    usual = str(likely.get("_".join(parts[:2])) or likely.get(parts[0]) or "").split("_")
    return "_".join(filter(None, (parts[0], country or "".join(usual[2:3]))))


def is_called(name: str, wanted: str) -> bool:
    """Whether a name that another program gives to a language means the language `wanted`.

    A name is a tag with hyphens or underscores, or an ISO 639-2 code. Without script and country it means any script.
    """
    language, script, _ = _language_and_scripts(name)
    wanted_language, wanted_script, usual = _language_and_scripts(wanted)
    return language == wanted_language and (script or wanted_script or usual) == (wanted_script or usual)


@cache
def _language_and_scripts(name: str) -> tuple[str, str, str]:
    """The language of a tag, the script that it or its country implies, and the usual script of the language.

    A script is empty if unknown.
    """
    first, *rest = name.replace("_", "-").split("-")
    language, likely = code(first.lower()), get_global("likely_subtags")
    country = next((part.upper() for part in rest if len(part) == _COUNTRY), "")
    usual, local = (str(likely.get(key, "")).split("_")[1:2] for key in (language, f"{language}_{country}"))
    script = next((part.title() for part in rest if len(part) == _SCRIPT and part.isalpha()), "")
    return language, script or "".join(country and (local or usual)), "".join(usual)


@lru_cache(maxsize=32)
def tag(document: Document) -> str:
    """The BCP 47 tag of an expression, with a script only if its language uses several: zh-Hans, ko, en.

    The script is that of the language's code (zho-Hant), else the usual one of the language; that of an original is the
    one of its country (zh of tw: zh-Hant).
    """
    country = document.value("a:FRBRWork/a:FRBRcountry") if document.translation is None else ""
    return _tag(document.language, country.upper())


@cache
def _tag(language: str, country: str) -> str:
    short, likely = code(language), get_global("likely_subtags")
    if script := language.partition("-")[2]:
        return f"{short}-{script}"
    named = ((key.split("_"), str(full).split("_")) for key, full in likely.items())
    scripts = {full[1] for key, full in named if key[0] == short and all(len(part) == _COUNTRY for part in key[1:])}
    if len(scripts) < 2:
        return short
    full = str(likely.get(f"{short}_{country}") or likely.get(short) or short).split("_")
    return "-".join(full[:2])


def standing(document: Document, known: Interfaces | None = None) -> str:
    """The standing of a text in the interface of its language: original or kind of translation, unknown translator.

    The words are those of the catalogues `known`, else of the packaged ones.
    """
    return (known or packaged_interfaces()).of(tag(document)).standing(document, with_unknown=True)
