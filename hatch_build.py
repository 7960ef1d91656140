"""
Compiles the modules that extract and resolve names while a wheel is built, where a C compiler is available.

mypyc (https://mypyc.readthedocs.io) compiles ordinary typed Python; the modules that pyproject.toml lists run
uncompiled just as well. So without a compiler the wheel is pure Python, and so is an editable installation, where a
change to a file must take effect at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FAILURES = (Exception, SystemExit)
"""What compiling may raise: setuptools has errors of many kinds, and mypyc exits."""


class Compile(BuildHookInterface[Any]):
    """The hook that hatchling calls before it makes a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled modules to the wheel."""
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        modules = matching(self.config["modules"]) - matching(self.config["exclude"])
        try:
            with chdir(self.root):
                made = compiled(sorted(modules), Path(self._made.name))
        except _FAILURES as why:
            self.app.display_warning(
                f"kg is built as pure Python, which reads papers more slowly; compiling it failed with {why!r}"
            )
            return
        build_data["force_include"].update({str(file): name for name, file in made.items()})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, *_: object) -> None:
        """Remove the temporary files."""
        if version != "editable":
            self._made.cleanup()


def matching(patterns: Iterable[str]) -> set[str]:
    """Give the files that match a pattern, as paths relative to the folder of this file."""
    here = Path(__file__).parent
    return {file.relative_to(here).as_posix() for pattern in patterns for file in here.glob(pattern)}


def compiled(modules: Iterable[str], folder: Path) -> dict[str, Path]:
    """Compile modules into a folder, and give each file made there by its path in the wheel."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    # The dependencies of kg are not installed in the environment that builds it.
    options = ["--config-file=", "--ignore-missing-imports", f"--cache-dir={os.devnull}"]
    extensions = mypycify([*options, *modules], target_dir=str(folder), group_name="kg", debug_level="0")
    build = Distribution({"name": "kg", "ext_modules": extensions}).get_command_obj("build_ext")
    build.build_lib, build.build_temp = str(folder / "lib"), str(folder / "temp")
    build.ensure_finalized()
    build.run()
    made = [file for file in (folder / "lib").rglob("*") if file.is_file()]
    return {file.relative_to(folder / "lib").as_posix(): file for file in made}
