"""The packages of the wheel: `diptych` from pipeline/, and schema/ as `diptych/schema` within it."""

from setuptools import find_packages, setup

setup(packages=[*find_packages("pipeline"), "diptych.schema"],
      package_dir={"": "pipeline", "diptych.schema": "schema"})
