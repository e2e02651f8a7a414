"""The inputs of every product that shows how a work came about: an edition, all versions, the ledger of addresses."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.anchors.ledger import Ledger
from diptych.products.contract import Input, Texts
from diptych.render.site.page import Settings


@dataclass(frozen=True, slots=True)
class HistoryInputs:
    """An edition, the texts of all versions of its work, the settings of the site, and the ledger of the work."""

    texts: Input[Texts]
    versions: Input[tuple[Texts, ...]]
    settings: Input[Settings]
    ledger: Input[Ledger]
