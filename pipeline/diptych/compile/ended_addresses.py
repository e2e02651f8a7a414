"""An address of a work that moved or was withdrawn → what the ledger of published works says of it."""

from __future__ import annotations

from dataclasses import replace

from diptych.akn import iri
from diptych.akn.iri import Address
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks, folder
from diptych.diagnostics import Diagnostic, Position, diagnostic


def fate(works: RecordedWorks, name: str, address: Address) -> Diagnostic | None:
    """P010 with the present address for a name of a work that moved, P011 with the reason for one that was withdrawn.

    None for a name of any other work. A work that moved several times is followed to its last place.
    """
    known = {work.path: work for work in works}
    last = first = next((work for work in works if work.state is not RecordedState.LIVE and _is(work, address)), None)
    seen = set[str]()
    while last and last.state is RecordedState.MOVED and last.path not in seen and last.to in known:
        seen.add(last.path)
        last = known[last.to]
    if first is None or last is None:
        return None
    if last.state is RecordedState.WITHDRAWN:
        return diagnostic("P011", Position(name), reason=last.reason)
    return diagnostic("P010", Position(name), address=_at(last, address))


def _is(work: RecordedWork, address: Address) -> bool:
    """Whether an address is that of the work: by its IRI, or by its folder."""
    return address.work == f"{iri.ROOT}{work.path}" if address.work else address.path in (folder(work.path), work.path)


def _at(work: RecordedWork, address: Address) -> str:
    """The same text and clause at the work to which one moved."""
    path = work.to if work.state is RecordedState.MOVED else work.path
    text = replace(address, work=f"{iri.ROOT}{path}").text
    return f"{text}/{iri.place(address.clause)}" if address.clause else text
