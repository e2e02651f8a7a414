"""Each diagnostic code has one folder in tests/codes: a fault in the small project _base, and the findings expected."""

from __future__ import annotations

import hashlib
import io
import shutil
import signal
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from diptych.akn.document import read
from diptych.anchors import compare, declare, ledger
from diptych.build import build, process_pool, task_pool
from diptych.build.built_texts import unbuilt
from diptych.build.options import Order
from diptych.build.process_pool import Ended
from diptych.build.task_pool import Cluster
from diptych.commands import add, convert, first_imports, import_translation, init
from diptych.compile import address_lookup
from diptych.compile.single_text import Options
from diptych.compile.work import Compiled, compile_work
from diptych.config import rules
from diptych.diagnostics import Diagnostic, Finding
from diptych.exchange import import_plan, tmx, xliff
from diptych.exchange.bitext import bitexts, with_sentences
from diptych.exchange.first_translation import DeliveredFile
from diptych.files import folders
from diptych.files.signatures.release_chain import Chain
from diptych.interface_text import packaged_interfaces
from diptych.language.writing_systems import split
from diptych.products import pdf_editions
from diptych.project import confirmation, load, new_project, releases
from diptych.project.confirmation import Confirmation
from diptych.project.load import Schema, Source
from diptych.project.new_project import Answers
from diptych.readers.formats import received as received_bytes
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from diptych.render.print import fonts, pdf
from diptych.review.work import reviewed
from diptych.validate import alignment, checks, losslessness, numbering, schematron, xsd
from diptych.validate.context import Subject

from tests.conftest import ROOT, Approve

CODES = ROOT / "tests/codes"
SITE = "https://diptych.example/"
FOLDERS = sorted(folder.name for folder in CODES.iterdir() if folder.name != "_base")


def test_the_base_is_clean(tmp_path: Path) -> None:
    lay_out(CODES / "_base", tmp_path)
    before = files(tmp_path)
    renew_checksums(tmp_path)
    assert files(tmp_path) == before
    assert say(besides_new(build.check(tmp_path).findings)) == ""


@pytest.mark.parametrize("code", FOLDERS)
def test_each_code_is_found(code: str, tmp_path: Path, approve: Approve, caplog: pytest.LogCaptureFixture) -> None:
    lay_out(CODES / code, tmp_path)
    edits = {"run": "check", **read_toml(CODES / code / "edits.toml")}
    prepare, find = RUNS[edits["run"]]
    prepare(tmp_path)
    edit(tmp_path, edits)
    found = find(tmp_path)
    said = say(found if code.startswith("K") else besides_new(found)).replace(f"{tmp_path}/", "")
    if edits.get("logs"):
        assert caplog.messages
        caplog.clear()
    assert f"\n{code} " in f"\n{said}"
    approve(CODES / code / "expected.txt", said)


def check(root: Path) -> tuple[Finding, ...]:
    return build.check(root).findings


def write_twins(root: Path) -> None:
    """Writes the Akoma Ntoso of the base project into its folder, so that a case can edit it."""
    for expression in compiled(root).expressions:
        (root / f"{expression.document.language}.xml").write_bytes(expression.data)


def validate_twins(root: Path) -> tuple[Finding, ...]:
    """The findings of the validators on zho.xml and kor.xml, read as Akoma Ntoso made by others."""
    schema, source, catalogue = known(root), compiled(root).source, load.catalogue(root)
    read_back = {name: read((root / f"{name}.xml").read_bytes(), f"{name}.xml") for name in ("zho", "kor")}
    found = [item for result in read_back.values() for item in result.diagnostics]
    subjects = {name: Subject(result.value, schema.languages[name], f"{name}.xml")
                for name, result in read_back.items() if result.value}
    loaded = rules.load(schema.rules)
    for name, subject in subjects.items():
        found += [*xsd.validate(subject), *schematron.validate(subject, loaded),
                  *checks.validate(subject, schema.language_codes), *numbering.validate(subject),
                  *prove(subject, name, source, schema)]
    found += alignment.validate(subjects["zho"], subjects["kor"]) if len(subjects) == 2 else ()
    return tuple(catalogue.describe(item) for item in found)


def prove(subject: Subject, language: str, source: Source, schema: Schema) -> tuple[Diagnostic, ...]:
    """L001 if the document has not the text received in its language."""
    languages = [expression.language for expression in source.work.expressions]
    text = received_bytes.read(source.received["received.txt"], "received.txt", schema.forms).value
    lines = text.lines if text else ()
    parts = split(lines, tuple(schema.languages[one].script for one in languages))
    own = dict(zip(languages, parts, strict=True))[language]
    difference = losslessness.prove(subject.document, [(line.text, line.position) for line in own]).difference
    return (difference,) if difference else ()


def print_page(root: Path) -> tuple[Finding, ...]:
    """The findings of printing page.html. fonts.txt names the fonts of the machine, missing-library.txt a library that
    it lacks; without these files the real ones count."""
    catalogue, declared = load.catalogue(root), pdf_editions.families(known(root))
    if declared.value is None:
        return tuple(map(catalogue.describe, declared.diagnostics))
    installed = fonts.look_up(declared.value.packages)
    if (root / "fonts.txt").exists():
        installed = fonts.installed((root / "fonts.txt").read_text(encoding="utf-8"))
    if (root / "missing-library.txt").exists():
        library = (root / "missing-library.txt").read_text(encoding="utf-8").strip()
        installed = replace(installed, missing_libraries=(library,))
    page = (root / "page.html").read_text(encoding="utf-8")
    made = pdf.render(page, fonts=fonts.Fonts(declared.value, installed))
    return tuple(map(catalogue.describe, made.diagnostics))


def print_what_is_not_there(root: Path) -> tuple[Finding, ...]:
    """The findings for an unknown clause and for an unknown work."""
    work = compiled(root).expressions[0].document.work_iri
    found = [address_lookup.find(root, address) for address in (f"{work}/~sec_99", f"{SITE}akn/x/act/y/1/2")]
    return tuple(load.catalogue(root).describe(item) for one in found for item in one.diagnostics)


def print_what_has_ended(root: Path) -> tuple[Finding, ...]:
    """The findings for clauses of a work that ended: by the work's address, with a language, and by its folder."""
    named = ("/akn/cn/act/qingshizhengban/2020/2/~sec_1", "/akn/cn/act/qingshizhengban/2020/2/kor@2020-05-08",
             "cn/qingshizhengban/2020/2")
    found = [address_lookup.find(root, address) for address in named]
    return tuple(load.catalogue(root).describe(item) for one in found for item in one.diagnostics)


def print_a_version_before_the_first(root: Path) -> tuple[Finding, ...]:
    """The finding for a day before the date of the work."""
    work = compiled(root).expressions[0].document.work_iri
    return tuple(map(load.catalogue(root).describe, address_lookup.find(root, work, at="1999-01-01").diagnostics))


def review_twins(root: Path) -> tuple[Finding, ...]:
    """All findings of a review of both texts."""
    catalogue, same = load.catalogue(root), load.equivalents(root, known(root)).value
    assert same
    return tuple(catalogue.describe(entry.finding)
                 for one in reviewed(compiled(root), known(root), same, everything=True) for entry in one.entries)


def build_all(root: Path) -> tuple[Finding, ...]:
    return build.build(root, lambda _: None).findings


def build_beside_another(root: Path) -> tuple[Finding, ...]:
    (root / "build").mkdir()
    with folders.lock(root / "build"):
        return build_all(root)


class Dying(Executor):
    """Workers that exit at once."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        task: Future[Any] = Future()
        task.set_exception(BrokenExecutor())
        return task


def build_with_dying_workers(root: Path) -> tuple[Finding, ...]:
    dying = Cluster(Dying(), 1, load.catalogue(root), (BrokenExecutor,))
    with mock.patch.object(task_pool, "processes", return_value=nullcontext(dying)):
        return build.build(root, lambda _: None, Order(site=False)).findings


def build_with_an_open_scheduler(root: Path) -> tuple[Finding, ...]:
    return build.build(root, lambda _: None, Order(scheduler="tcp://scheduler.example.org:8786")).findings


def convert_texts(root: Path) -> tuple[Finding, ...]:
    """The findings of converting texts/ with the options of options.toml."""
    pairs = convert.targets(root / "texts", root / "made", "akn")
    options = Options(**read_toml(root / "options.toml"))
    outcomes = convert.run(root, options, "akn", pairs.value or (), 1)
    clashes = map(load.catalogue(root).describe, pairs.diagnostics)
    return (*clashes, *(finding for outcome in outcomes for finding in outcome.findings))


def convert_with_ended_processes(number: signal.Signals, root: Path) -> tuple[Finding, ...]:
    def killed(work: object, tasks: Sequence[convert.Pair], *_: object) -> list[tuple[convert.Pair, Ended]]:
        return [(task, Ended(-number)) for task in tasks]

    with mock.patch.object(process_pool, "share", killed):
        return convert_texts(root)


def add_texts(root: Path) -> tuple[Finding, ...]:
    """The findings of adding the files of texts/ to the project as one work."""
    planned = add.plan(root, sorted((root / "texts").iterdir()), "2020-06-01", Options())
    return tuple(map(load.catalogue(root).describe, planned.diagnostics))


def add_twice(root: Path) -> tuple[Finding, ...]:
    """The findings of adding texts/a.txt to the project twice."""
    planned = add.plan(root, (root / "texts/a.txt",), "2020-06-01", Options())
    assert planned.value
    assert add.write(root, planned.value) == ()
    return tuple(map(load.catalogue(root).describe, (*planned.diagnostics, *add.write(root, planned.value))))


def add_with_unusable_options(root: Path) -> tuple[Finding, ...]:
    """The findings of adding texts/a.txt under a jurisdiction that is not there."""
    planned = add.plan(root, (root / "texts/a.txt",), "2020-06-01", Options(jurisdiction="zz"))
    assert planned.value is None
    return tuple(map(load.catalogue(root).describe, planned.diagnostics))


def confirm_with_unusable_answers(root: Path) -> tuple[Finding, ...]:
    """The findings of answers none of which can be used."""
    source = compiled(root).source
    values = {"date": "2020", "address": "2020/3", "jurisdiction": "zz", "original": "eng", "series": "a",
              "number": " ", "issuer.tlh": "a"}
    answers = Confirmation(values, frozenset({"original"}), frozenset({"date"}))
    made = confirmation.confirm(source, (root / source.folder / "work.toml").read_bytes(), known(root), answers)
    assert made.value is None
    return tuple(map(load.catalogue(root).describe, made.diagnostics))


def start_beside(root: Path) -> tuple[Finding, ...]:
    """The findings of a new project in the folder of the base project."""
    made = new_project.new_project(Answers("Readers", ("zho", "kor"), "xx", "Readers")).value
    assert made
    return tuple(map(load.catalogue(root).describe, init.write(root, made)))


def start_with_unusable_answers(root: Path) -> tuple[Finding, ...]:
    """The findings of a new project none of whose answers can be used."""
    answers = Answers("", ("zho", "tlh"), "xy", "a\nb", "example.org", "\x07", "GPL")
    made = new_project.new_project(answers)
    assert made.value is None
    return tuple(map(load.catalogue(root).describe, made.diagnostics))


def give_out(root: Path) -> None:
    """Writes the base project's texts into texts.xlf and texts.tmx, for a translator."""
    documents, languages = [one.document for one in compiled(root).expressions], known(root).languages
    alike = load.equivalents(root, known(root)).value
    assert alike
    cut = with_sentences(bitexts(documents, SITE)[0], languages, alike)
    (root / "texts.xlf").write_bytes(xliff.xliff(cut))
    (root / "texts.tmx").write_bytes(tmx.tmx(cut, "1.0"))


def take_in(root: Path) -> tuple[Finding, ...]:
    """The findings of importing texts.xlf and texts.tmx."""
    planned = [import_plan.plan(root, file, (root / file).read_bytes(), {"en": "Corrected."})
               for file in ("texts.xlf", "texts.tmx")]
    return tuple(load.catalogue(root).describe(item) for plan in planned for item in plan.diagnostics)


def take_in_first(root: Path) -> tuple[Finding, ...]:
    """The findings of importing first.xlf as the first translation into English."""
    planned = first_imports.plan(root, DeliveredFile("first.xlf", (root / "first.xlf").read_bytes(), "en"), "")
    return tuple(map(load.catalogue(root).describe, planned.diagnostics))


def give_out_word(root: Path) -> None:
    """Writes the parts of the DOCX with the base project's texts side by side into the folder texts."""
    shown = fragments([one.document for one in compiled(root).expressions], packaged_interfaces())
    declared = fonts.declared(known(root).fonts, "fonts.toml").value
    assert declared
    assert shown.together is not None
    with zipfile.ZipFile(io.BytesIO(docx.parallel(shown.texts, shown.together, SITE, declared))) as package:
        package.extractall(root / "texts")


def take_in_word(root: Path) -> tuple[Finding, ...]:
    """The findings of importing the DOCX that these parts make."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for path in files(root / "texts"):
            package.write(path, path.relative_to(root / "texts"))
    plan = import_translation.plan(root, "texts.docx", made.getvalue(), {"en": "Corrected."})
    return tuple(map(load.catalogue(root).describe, plan.diagnostics))


def known(root: Path) -> Schema:
    schema = load.schema(root).value
    assert schema
    return schema


def compiled(root: Path) -> Compiled:
    schema = known(root)
    sources = load.sources(root, schema).value
    assert sources
    return compile_work(sources[0], schema)


def nothing(root: Path) -> None:
    """No preparation."""


def publish(root: Path) -> None:
    """Writes the first ledger of the base project."""
    work = compiled(root)
    told = compare.compare(work.source.ledger, [one.document for one in work.expressions])
    accepted = declare.accept(work.source.ledger, told, "2020-03-01").value
    assert accepted
    (root / work.source.ledger.file).write_text(ledger.toml(accepted), encoding="utf-8")


def write_reserved_names(root: Path) -> None:
    """Writes what this repository has not, so that every system can have it."""
    folder = root / "source/works/cn/aux/2020"
    folder.mkdir(parents=True)
    (folder / "note.").write_text("A note.", encoding="utf-8")


def declare_what_never_was(root: Path) -> tuple[Finding, ...]:
    moved = declare.move(compiled(root).source.ledger, "sec_9", ("sec_1",))
    assert moved.value is None
    return tuple(map(load.catalogue(root).describe, moved.diagnostics))


def accept_what_was_never_built(root: Path) -> tuple[Finding, ...]:
    return tuple(map(load.catalogue(root).describe, unbuilt(root, compiled(root))))


def block_the_products(root: Path) -> None:
    """Writes a file in the place of the folder of products."""
    (root / "build").write_text("", encoding="utf-8")


def release_before_the_last_one(root: Path) -> tuple[Finding, ...]:
    """The finding for a release whose date is before that of the last one."""
    first = releases.with_release(Chain(), "2026-03-01", "1" * 64).value
    assert first
    return tuple(map(load.catalogue(root).describe, releases.with_release(first, "2026-02-01", "2" * 64).diagnostics))


RUNS: dict[str, tuple[Callable[[Path], None], Callable[[Path], tuple[Finding, ...]]]] = {
    "check": (nothing, check),
    "akn": (write_twins, validate_twins),
    "review": (nothing, review_twins),
    "print": (nothing, print_page),
    "print what is not there": (nothing, print_what_is_not_there),
    "print what has ended": (nothing, print_what_has_ended),
    "print a version before the first": (nothing, print_a_version_before_the_first),
    "build": (nothing, build_all),
    "build beside another": (nothing, build_beside_another),
    "build with dying workers": (nothing, build_with_dying_workers),
    "build with a scheduler in the open": (nothing, build_with_an_open_scheduler),
    "build where a file stands": (block_the_products, build_all),
    "convert": (nothing, convert_texts),
    "convert with a killed process": (nothing, partial(convert_with_ended_processes, signal.SIGKILL)),
    "convert with a process beyond its time": (nothing, partial(convert_with_ended_processes, signal.SIGXCPU)),
    "add": (nothing, add_texts),
    "add twice": (nothing, add_twice),
    "add with unusable options": (nothing, add_with_unusable_options),
    "confirm with unusable answers": (nothing, confirm_with_unusable_answers),
    "release before the last one": (nothing, release_before_the_last_one),
    "init beside a project": (nothing, start_beside),
    "init with unusable answers": (nothing, start_with_unusable_answers),
    "import": (give_out, take_in),
    "import a first translation": (nothing, take_in_first),
    "import a DOCX": (give_out_word, take_in_word),
    "check with reserved names": (write_reserved_names, check),
    "check what was published": (publish, check),
    "accept": (nothing, accept_what_was_never_built),
    "declare": (publish, declare_what_never_was),
}
"""The functions that prepare the project and find its mistakes, by the value of `run` in edits.toml."""


def lay_out(folder: Path, root: Path) -> None:
    """Copies the base project, and the files of `folder` over it."""
    for layer in dict.fromkeys((CODES / "_base", folder)):
        shutil.copytree(layer, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("edits.toml", "expected.txt"))


def edit(root: Path, edits: dict[str, Any]) -> None:
    """Carries out the edits of edits.toml."""
    assert set(edits) <= {"run", "logs", "renew", "edit", "remove", "link"}
    for item in edits.get("edit", ()):
        file, find = root / item["file"], item["find"]
        text = file.read_bytes().decode("utf-8")
        assert text.count(find) == 1, f"{find!r} occurs {text.count(find)} times in {item['file']}"
        file.write_bytes(text.replace(find, item["replace"]).encode("utf-8"))
    for item in edits.get("remove", ()):
        (root / item["file"]).unlink()
    for item in edits.get("link", ()):
        (root / item["file"]).unlink()
        (root / item["file"]).symlink_to(item["to"])
    if edits.get("renew", True):
        renew_checksums(root)


def renew_checksums(root: Path) -> None:
    """Writes the present checksums of the received files into work.toml, as an editor would."""
    for work in root.glob("source/works/**/work.toml"):
        text = work.read_text(encoding="utf-8")
        for received in received_files(text):
            file = work.parent / received["file"]
            if file.is_file():
                text = text.replace(received["sha256"], hashlib.sha256(file.read_bytes()).hexdigest())
        work.write_text(text, encoding="utf-8")


def received_files(work: str) -> list[dict[str, str]]:
    """The received files of a work.toml with their checksums; none if it is not TOML."""
    try:
        listed = tomllib.loads(work).get("received", ())
    except tomllib.TOMLDecodeError:
        return []
    return [item for item in listed if {"file", "sha256"} <= set(item)]


def besides_new(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings without K003: the base project has no ledger."""
    return tuple(finding for finding in findings if finding.code != "K003")


def say(findings: tuple[Finding, ...]) -> str:
    """The findings as text, one a line."""
    return "".join(f"{finding.code} {finding.severity} {finding.position or '-'} {finding.eid or '-'} "
                   f"{finding.message}\n" for finding in findings)


def read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def files(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
