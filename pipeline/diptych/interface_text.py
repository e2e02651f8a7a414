"""The words around a text in the reader's language: the catalogues of schema/interface and CLDR's names (babel)."""

from __future__ import annotations

import datetime as dt
import re
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
"""The interface languages. The first is that of addresses without a language; the last serves all other languages."""

UNKNOWN_DATE: Final = "0001-01-01"
"""The date of a work whose date is unknown."""
_OPTIONAL: Final = re.compile(r"\[([^\[\]{}]*\{(\w+)\}[^\[\]{}]*)\]")
"""Pattern of a part that is left out if its fact is empty: the part and the name of the fact."""
_TWO: Final = 2
_SCRIPT, _COUNTRY = 4, 2
"""Letters of a script and of a country in a tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A catalogue: `language` names it, `tag` is its BCP 47 tag, `words` its entries by key."""

    language: str
    tag: str
    words: Mapping[str, str]

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
        """The tag and words of this reader's language, else of the first language."""
        if not words:
            return self.tag, ""
        language = self.language if self.language in words else next(iter(words))
        return (self.tag if language == self.language else language), words[language]

    def language_name(self, tag: str, *, written: bool = False) -> str:
        """The name of a language in this interface, or of its `written` form; the tag itself if CLDR has no name."""
        if written:
            return str(Locale.parse(tag, sep="-").get_display_name(self.language) or tag)
        return str(Locale.parse(self.language).languages.get(tag.partition("-")[0], tag))

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
        return str(format_decimal(number, locale=self.language))

    def share(self, part: float) -> str:
        """A share, from 0 to 1, as a percentage in the format of this reader's language."""
        return str(format_percent(part, locale=self.language))

    def date(self, iso: str) -> str:
        """An ISO 8601 date in the format of this reader's language; empty if unknown."""
        if iso in ("", UNKNOWN_DATE):
            return ""
        return str(format_date(dt.date.fromisoformat(iso[:10]), "long", locale=self.language))


@cache
def interface(language: str) -> Interface:
    """The catalogue of an interface language; the English one for any other language."""
    name = language if language in LANGUAGES else LANGUAGES[-1]
    table = tomllib.loads((packaged() / "interface" / f"{name}.toml").read_text("utf-8"))
    return Interface(name, table["tag"], table["words"])


def interfaces() -> tuple[Interface, ...]:
    """The catalogues of all interface languages, in the order of LANGUAGES."""
    return tuple(map(interface, LANGUAGES))


def code(language: str) -> str:
    """The shortest BCP 47 code of an ISO 639-2 code, with or without a script: zho, zho-Hant → zh."""
    language = language.partition("-")[0]
    alias = get_global("language_aliases").get(language, language)
    return str(alias[0] if isinstance(alias, (list, tuple)) else alias)


def own_name(tag: str) -> str:
    """The name of a language in itself; the tag if CLDR has no name."""
    try:
        return str(Locale.parse(code(tag.partition("-")[0])).get_language_name() or tag)
    except (UnknownLocaleError, ValueError):
        return tag


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


def standing(document: Document) -> str:
    """The standing of a text in the interface of its language: original or kind of translation, unknown translator."""
    return interface(code(document.language)).standing(document, with_unknown=True)
