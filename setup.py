"""The packages of the wheel: `diptych` from pipeline/, and schema/ as `diptych/schema` within it."""

import os

from setuptools import find_packages, setup

# The times of files in the wheel: the first second that a zip can have, so that the same files give the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")

setup(packages=[*find_packages("pipeline"), "diptych.schema"],
      package_dir={"": "pipeline", "diptych.schema": "schema"})
