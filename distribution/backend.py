"""Builds the wheel: the package, with what a project folder has a copy of (analysis.project.SHIPPED) and the documentation inside it as `shipped`.

flit packs one module and nothing beside it. So it is given a copy of the sources in which those lie within the package; the
checkout stays as it is. Everything else, an editable installation among it, is flit's own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

HOME = Path(__file__).resolve().parent.parent
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # noqa: ARG001 (its callers give three)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _lay_out(copy)
        return _within(copy, buildapi.build_wheel, str(Path(wheel_directory).resolve()), config_settings)


def build_sdist(sdist_directory, config_settings=None):
    """The sources as they lie here: [tool.flit.sdist] in pyproject.toml names what stands beside the package."""
    return buildapi.build_sdist(sdist_directory, config_settings)


def _lay_out(copy):
    sys.path.insert(0, str(HOME))
    try:
        from analysis.project import DOCUMENTATION, SHIPPED
    finally:
        sys.path.remove(str(HOME))
    shutil.copytree(HOME / "analysis", copy / "analysis", ignore=_LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (HOME / name).is_file():
            shutil.copyfile(HOME / name, copy / name)
    for name in dict.fromkeys((DOCUMENTATION, *SHIPPED)):
        source, target = HOME / name, copy / "analysis" / "shipped" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=_LEFT_OUT, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)


def _within(folder, build, *arguments):
    """flit works in the current folder."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        return build(*arguments)
    finally:
        os.chdir(here)
