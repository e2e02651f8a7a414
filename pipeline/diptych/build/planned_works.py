"""What the last build published and the inputs of this one → the works whose products would be the same: nothing of
them is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from diptych.build.cache import Cache
from diptych.build.options import Order
from diptych.build.plan import Chosen, Plan
from diptych.build.state import State, WorkState
from diptych.build.task import digest
from diptych.products import akn_texts
from diptych.products.inputs import ProjectInputs


@dataclass(frozen=True, slots=True)
class PlannedWorks:
    """The works of a build. `folders` are those of all works, and the others are by folder.

    `chosen` are the works that can be published now. `old` are the others, as they were published before. `unchanged`
    are the chosen works whose products would be the same.
    """

    folders: Sequence[str]
    chosen: Mapping[str, Chosen]
    old: Mapping[str, WorkState]
    unchanged: Mapping[str, WorkState] = field(default_factory=dict)

    @property
    def known(self) -> list[akn_texts.Twins | WorkState]:
        """What is known of each work, in the order of the folders."""
        both: dict[str, akn_texts.Twins | WorkState] = {folder: work.twins for folder, work in self.chosen.items()}
        both |= self.old
        return [both[folder] for folder in self.folders if folder in both]

    @property
    def changed(self) -> Mapping[str, Chosen]:
        """The works whose products are made."""
        return {folder: work for folder, work in self.chosen.items() if folder not in self.unchanged}

    @property
    def kept(self) -> Mapping[str, WorkState]:
        """The works whose products are those of the last build."""
        return {**self.old, **self.unchanged}

    def without(self, failed: frozenset[str], before: State) -> PlannedWorks:
        """The same works, some of which stay as they were."""
        chosen = {folder: work for folder, work in self.chosen.items() if folder not in failed}
        old = {folder: before.works[folder] for folder in self.folders
               if folder not in chosen and folder in before.works}
        return PlannedWorks(self.folders, chosen, old)


def shared_inputs(project: ProjectInputs, order: Order) -> str:
    """The digest of all that the products of every work are made by, beside its texts, and of what is ordered.

    The frame is made of pages by hand too, and only pages that all works share are made of it.
    """
    values = ((each.name, getattr(project, each.name)) for each in fields(project) if each.name != "frame")
    digests = (f"{name} {part} {sha}" for name, value in values if value for part, sha in value.digests.items())
    return digest(str(order.site), str(order.keep), *sorted(order.without), "", *digests)


def surroundings(there: Plan, works: Mapping[str, Chosen]) -> Mapping[str, str]:
    """The digest of what the products of each work take from other works, by folder."""
    return {folder: digest(*(f"{name} {sha}" for value in there.surroundings(work.twins)
                             for name, sha in value.digests.items())) for folder, work in works.items()}


def unchanged(before: State, works: Mapping[str, Chosen], around: Mapping[str, str],
              cache: Cache) -> Mapping[str, WorkState]:
    """The state of works whose texts and surroundings are those of the last build, and whose products are all kept.

    What works share must be the same too.
    """
    states = {folder: before.of(folder) for folder in works}
    return {folder: state for folder, state in states.items()
            if (works[folder].key, around[folder]) == (state.key, state.surroundings)
            and works[folder].made.digest == state.text and all(map(cache.holds, state.artifacts))}
