"""A work and its ledger → its texts, which say which clauses were translated from an earlier text of the original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.akn import earlier_originals, fingerprints
from diptych.akn.document import Document, read
from diptych.akn.earlier_originals import EarlierOriginal
from diptych.akn.provisions import first_line, provisions
from diptych.anchors import declare
from diptych.anchors.compare import texts
from diptych.anchors.ledger import Ledger
from diptych.compile.expression import Expression


def stated(expressions: Sequence[Expression], ledger: Ledger,
           versions: Sequence[tuple[str, Sequence[Document]]]) -> tuple[Expression, ...]:
    """The texts of the newest version with what the ledger says of their translations.

    `ledger` is the part of the undated addresses; `versions` are dates with the texts of earlier versions, the oldest
    first.
    """
    documents = tuple(expression.document for expression in expressions)
    lagging = _lagging(documents, ledger, versions) if ledger.anchors and len(documents) > 1 else {}
    return tuple(_with(expression, lagging.get(expression.document.language, ())) for expression in expressions)


def _with(expression: Expression, clauses: Sequence[EarlierOriginal]) -> Expression:
    if not clauses:
        return expression
    data = earlier_originals.written(expression.data, clauses)
    document = read(data, "", own=True).value
    if document is None:
        raise ValueError("a text cannot be read with its statements")
    return replace(expression, data=data, document=document)


def _lagging(documents: Sequence[Document], ledger: Ledger,
             versions: Sequence[tuple[str, Sequence[Document]]]) -> Mapping[str, Sequence[EarlierOriginal]]:
    """The clauses by language, in the order of the text."""
    now, dates = texts(documents), dict(_dates(documents[0].language, versions))
    behind = {anchor.id: dict(declare.behind(anchor, now[anchor.id])) for anchor in ledger.anchors
              if anchor.live and anchor.id in now}
    outdated = declare.outdated(ledger, documents)
    lagging: defaultdict[str, list[EarlierOriginal]] = defaultdict(list)
    for document in documents[1:]:
        language = document.language
        for item in provisions(document):
            if item.eid in outdated.get(language, ()):
                line = first_line(item.element)
                digest = behind.get(item.eid, {}).get(language) or behind.get(line, {}).get(language, "")
                lagging[language].append(EarlierOriginal(item.eid, line, dates.get(digest, "")))
    return lagging


def _dates(language: str, versions: Sequence[tuple[str, Sequence[Document]]]) -> Iterator[tuple[str, str]]:
    """The digest of each clause of the original with the date of its version; that of the latest comes last."""
    for date, documents in versions:
        for words in texts([document for document in documents if document.language == language]).values():
            yield fingerprints.digest(words[language]), date
