"""Words for a document in a text → which document they mean: this one, an attachment, or another by its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.language.label_patterns import is_never
from diptych.references.blocks import TAG
from diptych.references.cited_names import BareNames, CitedDocument
from diptych.references.grammar import ANNEX, NAME, SAME_DOCUMENT, THIS, TITLE, DocumentNames, Grammar

_DEFINED_WITHIN: Final = 120
"""Characters before a definition that are searched for the document that it names; chosen. Raised: slower."""
_LONGEST_NAME: Final = 80
"""Characters of the bare name of a document, at most; chosen. Raised: texts keep more words to be compared."""
_SHORTEST: Final = 3
"""Characters of a short name that is looked for without its unit, at least; chosen. If lowered, words as short as `Act`
become references."""
_BRACKETED: Final = re.compile(r"(?:[(\uff08\u3014][^()\uff08\uff09\u3014\u3015]*[)\uff09\u3015])+$")
_TITLE_ENDS: Final = ("\u300b", "\u300d", "\u300f")
OWN: Final = ""
"""The title by which a document is known to itself."""


@dataclass(frozen=True, slots=True)
class Titles:
    """What the words for documents mean in a text.

    `own` is the document's title. `short` are the titles behind the short names that the text defines, None if no title
    shows. `attached` are the eIds of its attachments, `works` the IRIs of known documents. All titles are as `normal`
    has them; `printed` are those of `works` as texts print them. `known` are meanings that were looked up.
    `quoted` are the short names of titles that the text prints in brackets.
    """

    names: DocumentNames
    own: str
    short: Mapping[str, str | None]
    attached: Mapping[str, str]
    works: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    printed: tuple[str, ...] = ()
    known: dict[tuple[str, str], str | None] = field(default_factory=dict)
    quoted: frozenset[str] = frozenset()

    def bare(self, sought: re.Pattern[str]) -> BareNames:
        """The short names of documents and the names of known documents; `sought` is that of the grammar."""
        short, known = (tuple(sorted(set(names), key=len, reverse=True)) for names in (
            [name for name, title in self.short.items() if title], (*self.works, *self.printed)))
        alone = [re.escape(name) for name in short if len(name) >= _SHORTEST and name in self.quoted]
        looked_for = alone and not is_never(self.names.short_apart)
        return BareNames(short, known, re.compile("|".join((*alone, sought.pattern))) if looked_for else None)

    def meaning(self, cited: CitedDocument, before: str) -> str | None:
        """The title of the document that the words mean, `OWN` for this one, `#eId` for an attachment; None if unknown.

        `before` is the title of the document that was named before.
        """
        if cited.kind == SAME_DOCUMENT:
            return self._same(cited.name, before)
        key = cited.kind, cited.name
        if key not in self.known:
            self.known[key] = self._meaning(cited)
        return self.known[key]

    def _meaning(self, cited: CitedDocument) -> str | None:
        name = cited.name[1:-1].strip() if cited.kind == TITLE else cited.name
        plain = self.normal(name)
        if cited.kind == THIS:
            return self._this(plain)
        if plain == self.normal(self.own):
            return OWN
        attached = self._annex(plain) if cited.kind == ANNEX else self._attached(plain)
        if attached or plain in self.short:
            return f"#{attached}" if attached else self.short[plain]
        if cited.kind == NAME and plain in self._endings():
            made = self.own.endswith(tuple(ending for ending, _, _ in self.names.derived))
            return self._parent(plain) or (OWN if made and self._is_kind(plain) else None)
        return _spaced(name) if cited.kind != TITLE or self.names.norm.search(name) else None

    def iris(self, title: str) -> tuple[str, ...]:
        """The IRIs of the known documents of a title."""
        return self.works.get(self.normal(title), ()) if self.works else ()

    def _this(self, words: str) -> str | None:
        """What `this Act` means: this document, unless the text says otherwise, or its title is that of no Act."""
        if words in self.short:
            return self.short[words]
        kind = words[1:]
        return OWN if not self.own or self._is_kind(kind) else self._parent(kind)

    def _is_kind(self, kind: str) -> bool:
        """Whether the title says that the document is of a kind, such as an Act."""
        pattern = next((pattern for name, pattern in self.names.kinds if kind.endswith(name)), None)
        own = _BRACKETED.sub("", self.own)
        return bool(own) and (pattern.search(own) is not None if pattern else kind in own[-len(kind) - 1:])

    def _endings(self) -> frozenset[str]:
        return frozenset(word for _, word, _ in self.names.derived)

    def _parent(self, kind: str) -> str | None:
        """The title of the document under which this one was made, by the kind of it; None if the title does not
        show."""
        for ending, word, replaced in self.names.derived:
            if word == kind and self.own.endswith(ending):
                return self.own.removesuffix(ending).strip() + replaced
        return None

    def _same(self, words: str, before: str) -> str | None:
        """The document named before, or one made under it."""
        if not before or before.startswith("#"):
            return None
        made = next((f" {ending}" for ending in dict.fromkeys(item[0] for item in self.names.derived)
                     if words.endswith(ending) and not before.endswith(ending)), "")
        return before + made

    def _attached(self, plain: str) -> str:
        """The eId of the attachment of a title; the end of the title is enough if no other ends so."""
        if plain in self.attached:
            return self.attached[plain]
        long = [eid for title, eid in self.attached.items() if title.endswith(plain)] if len(plain) > 3 else []
        return long[0] if len(long) == 1 else ""

    def _annex(self, plain: str) -> str:
        """The eId of the attachment whose first lines begin with a label."""
        found = {eid for title, eid in self.attached.items()
                 if title.strip("[]\u3010\u3011").startswith(plain) and not title[len(plain):len(plain) + 2].strip(
                     "]\u3011:\uff1a").isdecimal()}
        return found.pop() if len(found) == 1 else ""

    def normal(self, title: str) -> str:
        """A title without spaces and without the name of its state."""
        return normal(title, self.names)


def normal(title: str, names: DocumentNames) -> str:
    """A title without spaces and without the name of its state."""
    return names.state.sub("", "".join(title.split()), count=1)


def endings(texts: Iterable[str], names: DocumentNames) -> frozenset[str]:
    """The words of texts up to each place at which the bare name of a document may end, as `normal` has them."""
    ends = ((text, match.end()) for text in texts for match in names.ending.finditer(text))
    printed = {text[max(0, end - _LONGEST_NAME):end] for text, end in ends}
    return frozenset([normal(words, names) for words in printed])


def titles(xml: str, grammar: Grammar, own: str, attached: Mapping[str, str],
           works: Mapping[str, tuple[str, ...]]) -> Titles:
    """What the words for documents mean in a text as XML whose title is `own`."""
    names = grammar.documents
    plain = Titles(names, own, {}, {})
    defined = list(_defined(xml, grammar))
    short = {plain.normal(name): title for name, title, _ in defined}
    return Titles(names, own, short, {plain.normal(title): eid for title, eid in attached.items()},
                  {plain.normal(title): iris for title, iris in works.items()}, tuple(map(_spaced, works)),
                  quoted=frozenset(plain.normal(name) for name, _, quoted in defined if quoted))


def _defined(xml: str, grammar: Grammar) -> Iterator[tuple[str, str | None, bool]]:
    """The short names of documents that a text defines, with their titles, None for words like this Act without, and
    whether these are in brackets."""
    names = grammar.documents
    for match in names.defined.finditer(xml):
        before = TAG.sub("", xml[max(0, xml.rfind(">", 0, max(0, match.start() - _DEFINED_WITHIN)), match.start()
                                       - _DEFINED_WITHIN):match.start()])
        words = _spaced(before).removesuffix("(").removesuffix("\uff08").rstrip()
        title = _last(words, grammar)
        this = names.cited.match(match[NAME])
        if title or this and this.lastgroup == THIS:
            yield match[NAME], title or None, words.endswith(_TITLE_ENDS)


def _last(text: str, grammar: Grammar) -> str:
    """The title of the document that a text ends with; empty if it ends with none."""
    names = grammar.documents
    at = len(text)
    while at > 0:
        at = max((text.rfind(sign, 0, at) for sign in "\u300a\u300c\u300e"), default=-1)
        match = names.cited.match(text, at) if at >= 0 else None
        if match is None:
            break
        if match.end() == len(text) and match.lastgroup == TITLE:
            return _spaced(text[at + 1:-1])
    known = names.known_before(text, len(text))
    bare = names.bare.match(text, max(0, len(text) - _DEFINED_WITHIN))
    return known or (bare[NAME] if bare else "")


def _spaced(title: str) -> str:
    """A title with single spaces."""
    return " ".join(title.split())
