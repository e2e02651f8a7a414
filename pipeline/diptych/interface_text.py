"""The words around a text, in the reader's language: catalogues in assets/interface/ and what CLDR knows (babel)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from diptych.akn.document import Document, Words
from diptych.config.schema_folder import packaged

LANGUAGES: Final = ("zh", "ko", "en")
"""The interface languages; the first is the one of the plain addresses."""

UNKNOWN_DATE: Final = "0001-01-01"
_SCRIPT, _COUNTRY = 4, 2
"""How many letters name a script and a country in a tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A catalogue: `language` names it, `tag` is its BCP 47 tag, `words` its entries by key."""

    language: str
    tag: str
    words: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """The words of a key with its `{facts}` filled in; an unknown key is our mistake and raises KeyError."""
        return self.words[key].format_map(facts)

    def choose(self, words: Words) -> tuple[str, str]:
        """Of the same words in several languages those for this reader, else the first there are: tag and words."""
        if not words:
            return self.tag, ""
        language = self.language if self.language in words else next(iter(words))
        return (self.tag if language == self.language else language), words[language]

    def language_name(self, tag: str) -> str:
        """The name of a language in this interface; the tag itself where CLDR has none."""
        name = Locale.parse(self.language).languages.get(tag.partition("-")[0])
        return str(name) if name else tag

    def kind(self, name: str) -> tuple[str, str]:
        """What a kind of document is called, and the language of that: its name in the markup if no word is known."""
        found = self.words.get(f"kind_{name}")
        return (found, self.tag) if found else (name, "en")

    def number(self, number: int) -> str:
        """A number as this reader's language writes it."""
        return str(format_decimal(number, locale=self.language))

    def share(self, part: float) -> str:
        """A part of one in hundredths, as this reader's language writes them."""
        return str(format_percent(part, locale=self.language))

    def date(self, iso: str) -> str:
        """A date as this reader's language writes it; empty for the date that stands for unknown."""
        if iso in ("", UNKNOWN_DATE):
            return ""
        return str(format_date(dt.date.fromisoformat(iso[:10]), "long", locale=self.language))


@cache
def interface(language: str) -> Interface:
    """The catalogue of an interface language; any other language is served by the English one."""
    name = language if language in LANGUAGES else LANGUAGES[-1]
    text = (packaged() / "interface" / f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Interface(name, table["tag"], table["words"])


def code(language: str) -> str:
    """The shortest BCP 47 code of an ISO 639-2 one: zho → zh."""
    alias = get_global("language_aliases").get(language, language)
    return str(alias[0] if isinstance(alias, (list, tuple)) else alias)


def own_name(tag: str) -> str:
    """What a language calls itself; the tag where CLDR has no name."""
    try:
        return str(Locale.parse(code(tag.partition("-")[0])).get_language_name() or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def is_called(name: str, wanted: str) -> bool:
    """Whether other programs may mean a language by a name: its tag, with a country, with an underscore, its ISO 639-2
    code; a name without script and country means every written form."""
    language, script, _ = _named(name)
    asked, form, usual = _named(wanted)
    return language == asked and (script or form or usual) == (form or usual)


@cache
def _named(name: str) -> tuple[str, str, str]:
    """The language of a tag, its script, as it says or as is usual in its country, and the script that is usual
    everywhere; empty where nothing says it."""
    first, *rest = name.replace("_", "-").split("-")
    language, likely = code(first.lower()), get_global("likely_subtags")
    country = next((part.upper() for part in rest if len(part) == _COUNTRY), "")
    usual, there = (str(likely.get(key, "")).split("_")[1:2] for key in (language, f"{language}_{country}"))
    script = next((part.title() for part in rest if len(part) == _SCRIPT and part.isalpha()), "")
    return language, script or "".join(country and (there or usual)), "".join(usual)


@lru_cache(maxsize=32)
def tag(document: Document) -> str:
    """The BCP 47 tag of an expression: with its script only where countries write the language in several (zh-Hans, ko,
    en).

    The script is the usual one; an original takes that of its country (zh of tw: zh-Hant).
    """
    country = document.value("a:FRBRWork/a:FRBRcountry") if document.translation is None else ""
    return _tag(document.language, country.upper())


@cache
def _tag(language: str, country: str) -> str:
    short, likely = code(language), get_global("likely_subtags")
    named = ((key.split("_"), str(full).split("_")) for key, full in likely.items())
    scripts = {full[1] for key, full in named if key[0] == short and all(len(part) == _COUNTRY for part in key[1:])}
    if len(scripts) < 2:
        return short
    full = str(likely.get(f"{short}_{country}") or likely.get(short) or short).split("_")
    return "-".join(full[:2])


def standing(document: Document) -> str:
    """That a text is the original or what kind of translation, and that its translator is unknown where that is so;
    in the interface language that serves the text."""
    words, translation = interface(code(document.language)), document.translation
    if translation is None:
        return words.say("standing_original")
    said = words.say("standing_authoritative" if translation.authoritative else "standing_unofficial")
    said = said if translation.known else words.say("standing_anonymous", standing=said)
    return said if translation.complete else words.say("standing_incomplete", standing=said)
