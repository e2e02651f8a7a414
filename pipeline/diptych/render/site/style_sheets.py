"""A style sheet and the names that the pages of a site use → the sheet without rules that apply to nothing.

The theme's style sheet serves every site. A rule of it stays if the pages, scripts or other style sheets have all the
classes and ids that its selector asks for. A custom property stays if a rule that stays reads it, or a page names it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import tinycss2

_STRING: Final = r"""("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')"""
_COMMENT: Final = re.compile(_STRING + r"|/\*(?:[^*]|\*(?!/))*+\*/", re.DOTALL)
"""Strings, which stay, and comments."""
_ATTRIBUTE: Final = re.compile(r"""\s(?:class|id)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_CODE: Final = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1", re.DOTALL)
_STYLED: Final = re.compile(r"""\sstyle=(?:"([^"]*)"|'([^']*)')""")
_WORD: Final = re.compile(r"[\w-]+")
_PROPERTY: Final = re.compile(r"--[\w-]+")
_READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
_NEGATED: Final = re.compile(r":not\([^()]*\)|\[[^\]]*\]")
_ASKED: Final = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_NESTED: Final = ("media", "supports", "layer")
"""At-rules that hold rules."""


def names_in_page(html: str) -> frozenset[str]:
    """The classes and ids of a page, the words of its scripts, and the custom properties of its styles.

    A script that is data in JSON does nothing.
    """
    words = [value for found in _ATTRIBUTE.findall(html) for value in "".join(found).split()]
    for kind, attributes, text in _CODE.findall(html):
        words += () if "json" in attributes else (_WORD if kind == "script" else _PROPERTY).findall(text)
    words += [name for found in _STYLED.findall(html) for name in _PROPERTY.findall("".join(found))]
    return frozenset(words)


def names_in_script(script: str) -> frozenset[str]:
    """Every word of a script: any may be a class that it gives."""
    return frozenset(_WORD.findall(script))


def names_in_styles(sheet: str) -> frozenset[str]:
    """The custom properties in another style sheet."""
    return frozenset(_PROPERTY.findall(sheet))


def compact(sheet: str) -> str:
    """The same rules without comments and without space that means nothing."""
    pieces = re.split(_STRING, _COMMENT.sub(lambda found: found[1] or " ", sheet), flags=re.DOTALL)
    return "".join(piece if place % 2 else _close(piece) for place, piece in enumerate(pieces)).strip()


def _close(piece: str) -> str:
    """A piece without strings, with one space where there must be one."""
    piece = re.sub(r"\s+", " ", piece).replace(": ", ":")
    for sign in "{};,":
        piece = piece.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return piece


def reduced(sheet: str, names: Collection[str]) -> str:
    """The rules of a sheet that may apply to pages with these names, in their order."""
    rules = tuple(_applying(_rules(sheet), frozenset(names)))
    declared = dict(_declared(rules))
    wanted = set(names)
    waiting = [name for rule in rules for name in _reads(rule)] + [name for name in declared if name in wanted]
    while waiting:
        name = waiting.pop()
        if name not in wanted or name in declared:
            wanted.add(name)
            waiting += declared.pop(name, ())
    return "".join(_written(rule, frozenset(wanted)) for rule in rules)


def _rules(content: Any) -> list[Any]:
    read = tinycss2.parse_stylesheet if isinstance(content, str) else tinycss2.parse_rule_list
    rules: list[Any] = read(content, skip_comments=True, skip_whitespace=True)
    return rules


def _applying(rules: Iterable[Any], names: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """The head of each rule that may apply, and its declarations; rules inside it; or None for a rule without both."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _possible(one, names)]
            if selectors:
                yield ",".join(selectors), _declarations(rule.content)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTED and rule.content is not None:
            inner = tuple(_applying(_rules(rule.content), names))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", inner
        else:
            yield rule.serialize(), None


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """The selectors of a list, of which each may be left out."""
    selector: list[Any] = []
    for part in prelude:
        if part == ",":
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(part)
    yield tinycss2.serialize(selector).strip()


def _possible(selector: str, names: frozenset[str]) -> bool:
    """Whether pages have all classes and ids of a selector; one of several in `:is()` is asked for like all."""
    plain = _NEGATED.sub("", selector)
    groups = re.findall(r":(?:is|where)\(([^()]*)\)", plain)
    alone = re.sub(r":(?:is|where)\([^()]*\)", "", plain)
    return (_has(alone, names)
            and all(any(_has(one, names) for one in group.split(",")) for group in groups))


def _has(selector: str, names: frozenset[str]) -> bool:
    return all(name.replace("\\", "") in names for name in _ASKED.findall(selector))


def _declarations(content: Any) -> tuple[tuple[str, str], ...]:
    """The name and the text of each declaration of a rule."""
    listed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return tuple((one.name, one.serialize()) if one.type == "declaration" else ("", one.serialize())
                 for one in listed)


def _each(rules: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """All declarations of rules and of rules inside them."""
    for head, inside in rules:
        if head.startswith("@") and inside:
            yield from _each(inside)
        elif inside:
            yield from inside


def _declared(rules: Iterable[tuple[str, Any]]) -> Mapping[str, tuple[str, ...]]:
    """The custom properties that rules declare, with those that their values read."""
    declared: dict[str, tuple[str, ...]] = {}
    for name, text in _each(rules):
        if name.startswith("--"):
            declared[name] = (*declared.get(name, ()), *_READ.findall(text))
    return declared


def _reads(rule: tuple[str, Any]) -> Iterator[str]:
    """The custom properties that a rule reads in declarations that are none themselves."""
    if rule[1] is None:
        yield from _READ.findall(rule[0])
    for name, text in _each([rule]):
        if not name.startswith("--"):
            yield from _READ.findall(text)


def _written(rule: tuple[str, Any], wanted: frozenset[str]) -> str:
    """A rule with the custom properties that are wanted; empty if it has no others."""
    head, inside = rule
    if inside is None:
        return head
    if head.startswith("@"):
        body = "".join(_written(one, wanted) for one in inside)
    else:
        body = ";".join(text for name, text in inside if not name.startswith("--") or name in wanted)
    return f"{head}{{{body}}}" if body else ""
