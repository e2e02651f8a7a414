"""Answers of a publisher → the files of a new project, from the templates in schema/init."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from diptych import interface_text
from diptych.config import schema_layers
from diptych.config.project_format import NEWEST
from diptych.config.schema_folder import packaged
from diptych.config.toml_edit import quoted
from diptych.diagnostics import Diagnostic, Result, diagnostic
from diptych.project import editor_schemas
from diptych.project.load import WORKS

PAGES: Final = "source/pages"
ADDRESS: Final = re.compile(r"""https?://[^\s/?#"'<>\\{}@]+(?:/[^\s?#"'<>\\{}]*)?""")
"""The address of a site or of a licence: http or https, a host, and a path."""
EMAIL: Final = re.compile(r"""[^\s@:/?&=#%"'<>(),;\\{}]+@[^\s@:/?&=#%"'<>(),;\\{}]+\.[^\s@:/?&=#%"'<>(),;\\{}]+""")
_TABLE: Final = "init/init.toml"
_MARKUP: Final = re.compile(r"[&<>\\`*_{}\[\]]|^[^\w\s]|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.")
"""Characters that Markdown may read as markup: anywhere, as the first, or after the number of a list's item."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a publisher says of a new project.

    `languages` and `jurisdiction` are files of schema/languages and schema/jurisdictions. `licence` is a name in
    schema/init/init.toml or an address. An empty `address`, `contact` or `licence` is unknown.
    """

    name: str
    languages: tuple[str, ...]
    jurisdiction: str
    editor: str
    address: str = ""
    contact: str = ""
    licence: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The questions by name, and the answers that the packaged knowledge allows.

    `languages` maps files of schema/languages to ISO 639-2 codes and interface languages, `jurisdictions` those of
    schema/jurisdictions to their languages, `licences` names to addresses.
    """

    questions: Mapping[str, str]
    languages: Mapping[str, tuple[str, str]]
    jurisdictions: Mapping[str, tuple[str, ...]]
    licences: Mapping[str, str]
    usual_languages: tuple[str, ...]
    usual_jurisdiction: str

    def jurisdiction_of(self, languages: tuple[str, ...]) -> str:
        """The first jurisdiction whose language is the original's; the usual one if there is none."""
        return next((code for code, spoken in self.jurisdictions.items() if set(languages[:1]) & set(spoken)),
                    self.usual_jurisdiction)


@cache
def choices() -> Choices:
    """The questions and their possible answers."""
    table = schema_layers.packaged_table(_TABLE)
    languages, places = _tables("languages"), _tables("jurisdictions")
    return Choices(
        table["questions"], {name: (entry["code"], entry["interface"]) for name, entry in languages.items()},
        {name: tuple(entry.get("languages", ())) for name, entry in places.items()}, table["licences"],
        tuple(table["defaults"]["languages"]), table["defaults"]["jurisdiction"])


def new_project(answers: Answers) -> Result[tuple[tuple[str, bytes], ...]]:
    """The files of a project by their paths in it; V005 for each answer that cannot be used."""
    findings = tuple(_refused(answers, choices()))
    return Result(None, findings) if findings else Result(tuple(_files(answers)))


def _refused(answers: Answers, known: Choices) -> Iterator[Diagnostic]:
    """V005 for each answer that is missing, unknown or no address."""
    for option, words in (("name", answers.name), ("editor", answers.editor), ("contact", answers.contact)):
        if not (words.strip() or option == "contact"):
            yield _unusable(option, words, "some words")
        elif not words.isprintable():
            yield _unusable(option, words, "printable characters on one line")
    for name in answers.languages or ("",):
        if name not in known.languages:
            yield _unusable("language", name, "one of " + ", ".join(known.languages))
    if answers.jurisdiction not in known.jurisdictions:
        yield _unusable("jurisdiction", answers.jurisdiction, "one of " + ", ".join(known.jurisdictions))
    if answers.address and not ADDRESS.fullmatch(answers.address):
        yield _unusable("address", answers.address, "an address that begins with https:// or http://")
    if answers.licence not in ("", *known.licences) and not ADDRESS.fullmatch(answers.licence):
        yield _unusable("licence", answers.licence, "an address or one of " + ", ".join(known.licences))


def _unusable(option: str, words: str, allowed: str) -> Diagnostic:
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words)
    return diagnostic("V005", option=option, words=shown, allowed=allowed)


def _files(answers: Answers) -> Iterator[tuple[str, bytes]]:
    table = schema_layers.packaged_table(_TABLE)
    templates, facts = _templates(), _facts(answers)
    for path, template in table["files"].items():
        yield path, templates.get_template(template).render(facts).encode()
    for language in _page_languages(answers):
        folder = PAGES if language == facts["front"] else f"{PAGES}/{language}"
        country = Locale.parse(language, sep="-").territories.get(answers.jurisdiction.upper(), "")
        for path, template in table["pages"].items():
            chain = interface_text.interface(language).chain
            page = templates.select_template([f"pages/{name}/{template}" for name in chain])
            yield f"{folder}/{path}", page.render(facts, country=country).encode()
    for shape in editor_schemas.SHAPES:
        name = f"{shape}.schema.json"
        yield f"{editor_schemas.FOLDER}/{name}", (packaged() / name).read_bytes()
    if answers.example:
        works = packaged() / "init/example/works"
        for file in sorted(path for path in works.rglob("*") if path.is_file()):
            yield f"{WORKS}/{file.relative_to(works).as_posix()}", file.read_bytes()


def _page_languages(answers: Answers) -> tuple[str, ...]:
    """The interface languages of the hand-written pages: those of the texts, English for one without a catalogue.

    A language is written as its jurisdiction writes it, as Chinese is with traditional characters in Taiwan.
    """
    known = choices()
    home = {known.languages[name][0]: name for name in known.jurisdictions[answers.jurisdiction]}
    written = (home.get(known.languages[name][0], name) for name in answers.languages)
    spoken = (interface_text.interface(known.languages[name][1]).language for name in written)
    return tuple(dict.fromkeys(spoken))


def _facts(answers: Answers) -> dict[str, Any]:
    """The values of the templates."""
    address = answers.address if answers.address.endswith("/") else f"{answers.address}/"
    languages = dict.fromkeys(choices().languages[name][0] for name in answers.languages)
    spoken = _page_languages(answers)
    return {
        "name": answers.name, "address": address if answers.address else "", "languages": tuple(languages),
        "editor": answers.editor, "contact": answers.contact, "example": answers.example, "format": NEWEST,
        "interfaces": tuple(dict.fromkeys((*spoken, interface_text.LAST))), "front": spoken[0],
        "email": answers.contact if EMAIL.fullmatch(answers.contact) else "", "licence": answers.licence,
        "licence_url": choices().licences.get(answers.licence, answers.licence)}


def _tables(folder: str) -> dict[str, Mapping[str, Any]]:
    names = schema_layers.packaged_names(f"{folder}/*.toml")
    return {Path(name).stem: schema_layers.packaged_table(name) for name in names}


def _templates() -> Environment:
    """The templates of schema/init. None is HTML: its filters escape for TOML, YAML and Markdown."""
    templates = Environment(
        loader=FileSystemLoader(str(packaged() / "init")), undefined=StrictUndefined,
        autoescape=select_autoescape((), default_for_string=False), keep_trailing_newline=True, trim_blocks=True,
        lstrip_blocks=True, variable_start_string="<<", variable_end_string=">>", block_start_string="<%",
        block_end_string="%>", comment_start_string="<#", comment_end_string="#>")
    templates.filters |= {"toml": quoted, "markdown": _markdown, "address": _in_parentheses, "linked": _linked}
    return templates


def _markdown(words: str) -> str:
    """The words in Markdown, where no character of them is markup."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", words)


def _in_parentheses(address: str) -> str:
    """The target of a Markdown link."""
    return address.replace("(", "%28").replace(")", "%29")


def _linked(contact: str) -> str:
    """A contact in Markdown, with a link if it is an e-mail address or an address on the web."""
    if EMAIL.fullmatch(contact):
        return f"[{_markdown(contact)}](mailto:{contact})"
    return f"[{_markdown(contact)}]({_in_parentheses(contact)})" if ADDRESS.fullmatch(contact) else _markdown(contact)
