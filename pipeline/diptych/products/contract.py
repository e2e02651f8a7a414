"""What every product of a build is made by: a function from a dataclass of inputs to files, which runs in any process.

A function sees nothing but its inputs. Their digests therefore say whether its files must be made again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

import msgspec

from diptych.akn.document import Document, read
from diptych.config.works import LanguagePair
from diptych.diagnostics import Catalogue, Result
from diptych.files.artifact import NOTHING, Artifact, pack

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Files = tuple[tuple[str, bytes], ...]
"""Names and bytes. A name is relative to each place of the kind."""
NOTE: Final = "note.json"
"""A file of this name goes to the planner of the build, and nowhere else."""
Value_co = TypeVar("Value_co", covariant=True)
Inputs = TypeVar("Inputs", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Input(Generic[Value_co]):
    """A value that products are made of.

    `digests` are those of the parts that it is made of, by the names that a person knows. `get` gives the value, which
    is not to be changed. A `shared` value is an input of many jobs, and goes to each worker once.
    """

    digests: Mapping[str, str]
    get: Callable[[], Value_co]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Pickled:
    """A value on its way to another process: the SHA-256 of its bytes, and the bytes. Without bytes it is a reference
    to a value that the worker has."""

    digest: str
    data: bytes = field(compare=False, repr=False)

    def __call__(self) -> Any:
        """The value. Not to be changed."""
        return _loaded(self)


@dataclass(frozen=True, slots=True)
class Texts:
    """The Akoma Ntoso files of a work by name, the original first, as published at the addresses of a `version`, a
    date; empty for the addresses that show the newest version. `pairs` are the languages of those side by side.
    `pictures` are the files of their pictures, by names that are digests."""

    files: Files
    version: str = ""
    pairs: tuple[LanguagePair, ...] = ()
    pictures: Files = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts, the original first. Not to be changed."""
        documents = (_document(data, name) for name, data in self.files)
        return tuple(replace(text, version=self.version) if self.version else text for text in documents)


@dataclass(frozen=True, slots=True)
class Job(Generic[Inputs]):
    """A part of a product to be made in some process."""

    make: Callable[[Inputs, str], Result[Files]]
    inputs: Inputs
    part: str = ""

    def with_inputs(self, change: Callable[[Input[Any]], Input[Any]]) -> Job[Inputs]:
        """The same job with each of its inputs changed."""
        changed: dict[str, Any] = {name: change(value) for name, value in named(self.inputs).items()}
        return replace(self, inputs=replace(self.inputs, **changed))


def named(inputs: DataclassInstance) -> Mapping[str, Input[Any]]:
    """The inputs in a dataclass of inputs, by the names of its fields."""
    return {each.name: cast("Input[Any]", getattr(inputs, each.name)) for each in fields(inputs)}


def digests(inputs: DataclassInstance) -> Mapping[str, str]:
    """The digests of all parts of all inputs."""
    return {name: digest for value in named(inputs).values() for name, digest in value.digests.items()}


def pickled(value: object) -> Pickled:
    """A value ready to go to another process."""
    data = pickle.dumps(value)
    return Pickled(sha256(data).hexdigest(), data)


def run(jobs: Sequence[Job[Any]], catalogue: Catalogue) -> tuple[bytes, ...]:
    """The packed artifacts of some jobs, with their findings in words."""
    return tuple(pack(_artifact(job, catalogue)) for job in jobs)


def _artifact(job: Job[Any], catalogue: Catalogue) -> Artifact:
    result = job.make(job.inputs, job.part)
    files = dict(result.value or ())
    note = msgspec.Raw(files.pop(NOTE)) if NOTE in files else NOTHING
    return Artifact(tuple(files.items()), tuple(map(catalogue.describe, result.diagnostics)), note)


@lru_cache(maxsize=8)
def _document(data: bytes, name: str) -> Document:
    return read(data, name, own=True).known


@lru_cache(maxsize=64)
def _loaded(value: Pickled) -> Any:
    return pickle.loads(value.data)  # noqa: S301 - pickled by the process that gives the job
