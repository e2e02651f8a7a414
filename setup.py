"""The packages; what Diptych knows lies in schema/, and goes along, so that it converts where no project is."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["pipeline", "pipeline.*"]), "pipeline.schema"],
      package_dir={"pipeline.schema": "schema"})
