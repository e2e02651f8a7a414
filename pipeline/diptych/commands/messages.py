"""The language of the command line → what the commands say in it: the catalogues of schema/messages.

The language is that of `--lang`, else that of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG), else English.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from string import Formatter
from typing import Any, Final

import click

from diptych.config.schema_folder import packaged
from diptych.diagnostics import Code, Finding, Severity

ENGLISH: Final = "en"
FOLDER: Final = "messages"
VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the environment that name the language, in their order (POSIX, 8.2)."""
_META: Final = f"{__name__}.language"
"""The key of the language in the context of click."""
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Messages:
    """What the commands say in a language. `lines` are complete; of the other entries any may be lacking.

    `codes` has title, message and hint of each code. `help` has, by command, the words of the command under the empty
    key, and those of its options under their names. `click` and `steps` translate English words.
    """

    language: str
    lines: Mapping[str, str]
    severities: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    help: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, str]
    steps: Mapping[str, str]
    click: Mapping[str, str]


@cache
def languages() -> tuple[str, ...]:
    """The languages of the command line, sorted."""
    return tuple(sorted(path.stem for path in (packaged() / FOLDER).glob("*.toml")))


@cache
def messages(language: str) -> Messages:
    """The catalogue of a language; an entry that it lacks is in English."""
    own, english = _table(language), _table(ENGLISH)
    return Messages(language, {**english["lines"], **own.get("lines", {})},
                    {**english["severities"], **own.get("severities", {})}, own.get("codes", {}), own.get("help", {}),
                    own.get("questions", {}), own.get("steps", {}), own.get("click", {}))


def named(name: str) -> str:
    """The language of the command line for a language tag or locale, as zh for zh_TW.UTF-8; empty if there is none."""
    tag = re.split("[.@]", name)[0].replace("_", "-")
    parts = tag.split("-")
    tags = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    known = {language.lower(): language for language in languages()}
    return next((known[part.lower()] for part in tags if part.lower() in known), "")


def of_environment(environment: Mapping[str, str]) -> str:
    """The language of a locale: that of the first variable that is set, English if there is no catalogue for it."""
    return named(next(filter(None, map(environment.get, VARIABLES)), "") or "") or ENGLISH


def choose(context: click.Context, _: click.Parameter, asked: str | None) -> None:
    """Takes the value of `--lang` as the language of the command."""
    if asked is None:
        return
    language = named(asked)
    if not language:
        raise click.BadParameter(line("no_lang", language=asked, known=", ".join(languages())))
    context.find_root().meta[_META] = language


def current() -> Messages:
    """The catalogue of the command that runs."""
    context = click.get_current_context(silent=True)
    asked = context.find_root().meta.get(_META) if context else None
    return messages(asked or of_environment(os.environ))


def line(key: str, **facts: object) -> str:
    """What the command says under a key."""
    return current().lines[key].format_map(facts)


def counted(count: int, what: str) -> str:
    """A number of things, in the words of `{what}_one` or `{what}_many`."""
    return line(f"{what}_one" if count == 1 else f"{what}_many", count=count)


def severity(value: Severity) -> str:
    """The word for a severity."""
    return current().severities[str(value)]


def step(words: str) -> str:
    """A step of a build."""
    return current().steps.get(words, words)


def localised(finding: Finding) -> Finding:
    """A finding in the language of the command. The words that a project gives to a code stay as they are."""
    words, code = current().codes.get(finding.code), _codes().get(finding.code)
    if words is None or code is None:
        return finding
    facts = {"eid": finding.eid or "", **dict(finding.facts)}
    message = _filled(words, "message", code.message, facts, finding.message)
    return replace(finding, message=message, hint=_filled(words, "hint", code.hint, facts, finding.hint))


def localised_code(code: Code) -> Code:
    """A code in the language of the command, but for its explanation and the words that a project gives to it."""
    words, ours = current().codes.get(code.code, {}), _codes().get(code.code, code)

    def chosen(key: str, own: str, packaged: str) -> str:
        return words.get(key, own) if own == packaged else own

    return replace(code, title=chosen("title", code.title, ours.title),
                   message=chosen("message", code.message, ours.message), hint=chosen("hint", code.hint, ours.hint))


def without_facts(template: str) -> str:
    """The words of a message or hint of no finding: for each fact its words in the catalogue, else an ellipsis."""
    lines = current().lines
    return "".join(words + (lines.get(f"fact_{name}", "…") if name else "")
                   for words, name, _, _ in Formatter().parse(template))


def _filled(words: Mapping[str, str], key: str, english: str, facts: Mapping[str, str], said: str) -> str:
    """The words of a key with facts filled in; `said` itself if it is not what the program says in English."""
    try:
        return words[key].format_map(facts) if said == english.format_map(facts) else said
    except KeyError:
        return said


def _table(language: str) -> Table:
    return tomllib.loads((packaged() / FOLDER / f"{language}.toml").read_text("utf-8"))


@cache
def _codes() -> Mapping[str, Code]:
    """The codes of the program."""
    # The reader of TOML with places takes a while to load, and a command without findings does without.
    from diptych.config import diagnostic_codes  # noqa: PLC0415

    return diagnostic_codes.packaged().codes
