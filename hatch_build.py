"""
Translates the modules that most of a build's time goes to into machine code, where a wheel is made and a C compiler is there.

mypyc (https://mypyc.readthedocs.io) translates typed Python as it stands; the modules that pyproject.toml lists run the
same without it. So a machine without a compiler gets the package as Python alone, and so does an editable installation,
in which a change to a file is to count at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translate(BuildHookInterface[Any]):
    """The hook that hatchling calls before it makes a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the translated modules to the wheel."""
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        modules = matching(self.config["modules"]) - matching(self.config["but"])
        try:
            with chdir(self.root):
                made = translated(sorted(modules), Path(self._made.name))
        except (Exception, SystemExit) as why:  # mypyc and setuptools have many, whatever is missing
            self.app.display_warning(f"kg is installed as Python alone, which reads papers slower: {why}")
            return
        build_data["force_include"].update({str(file): name for name, file in made.items()})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, *_: object) -> None:
        """Remove what was made on the way."""
        if version != "editable":
            self._made.cleanup()


def matching(patterns: Iterable[str]) -> set[str]:
    """Give the files beside this one that match, seen from here."""
    here = Path(__file__).parent
    return {file.relative_to(here).as_posix() for pattern in patterns for file in here.glob(pattern)}


def translated(modules: Iterable[str], folder: Path) -> dict[str, Path]:
    """Translate modules, and give where in the wheel each file belongs that was made of them in the folder."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    # The libraries that kg needs are not there while it is built.
    options = ["--config-file=", "--ignore-missing-imports", f"--cache-dir={os.devnull}"]
    extensions = mypycify([*options, *modules], target_dir=str(folder), group_name="kg", debug_level="0")
    build = Distribution({"name": "kg", "ext_modules": extensions}).get_command_obj("build_ext")
    build.build_lib, build.build_temp = str(folder / "lib"), str(folder / "temp")
    build.ensure_finalized()
    build.run()
    made = [file for file in (folder / "lib").rglob("*") if file.is_file()]
    return {file.relative_to(folder / "lib").as_posix(): file for file in made}
