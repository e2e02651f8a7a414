"""A work → its published ledger and its own feed."""

from __future__ import annotations

from diptych.diagnostics import Result
from diptych.products.contract import Files
from diptych.products.history_inputs import HistoryInputs
from diptych.render.site import feed
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.work_changes import PATH, changes, ledger_json


def make(inputs: HistoryInputs, _: str) -> Result[Files]:
    """anchors.json and feed.xml beside the page of a work; none beside that of a dated version."""
    texts, ledger, settings = inputs.texts.get(), inputs.ledger.get(), inputs.settings.get()
    if texts.version:
        return Result(())
    documents, versions = texts.documents, [version.documents for version in inputs.versions.get()]
    history, known, site_url = changes(ledger, documents, versions), settings.interfaces, settings.site_url
    files = settings.made(PublishedWork(documents, pairs=texts.pairs).files)
    entries = [(change.date, documents[0].home, feed.entry(documents, site_url, change, known, files))
               for change in history]
    return Result(((PATH, ledger_json(ledger, documents, versions, site_url)),
                   (feed.PATH, feed.of_work(documents[0], entries, site_url, known.front))))
