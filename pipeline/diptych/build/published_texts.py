"""What the last build published → the texts of each listed work, with its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diptych.anchors.ledger import Ledger
from diptych.build import cache, state
from diptych.files.artifact import head, unpack
from diptych.products import akn_texts
from diptych.products.contract import Texts


@dataclass(frozen=True, slots=True)
class PublishedTexts:
    """The texts of a work at one address, whether they are the newest version, and the ledger of the work."""

    texts: Texts
    newest: bool
    ledger: Ledger


def editions(root: Path) -> Iterator[PublishedTexts]:
    """The texts of all works that lists have, in the order of their folders; of a work with versions each dated one.

    Raises DamagedError if an artifact of the last build is not in the cache any more.
    """
    published = state.recall(root).works
    for folder in sorted(published):
        wanted = next(each for each in published[folder].wanted if each.name.startswith("akn "))
        data = cache.read(root / cache.FOLDER, wanted.digest)
        twins, artifact = akn_texts.twins(head(data)), unpack(data)
        files, ledger = artifact.by_name, akn_texts.ledger(artifact)
        dated = [edition for edition in twins.editions if edition.version]
        newest = max((edition.version for edition in dated), default="")
        for edition in () if twins.unlisted else dated or twins.editions:
            texts = Texts(tuple((name.rpartition("/")[2], files[name]) for name, _ in edition.texts), edition.version,
                          edition.pairs)
            yield PublishedTexts(texts, edition.version == newest, ledger)
