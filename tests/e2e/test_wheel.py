"""The package as `pip install .` makes it: with modules as machine code where there is a compiler, and without where not."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HOOK = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
TRANSLATED = {
    file.relative_to(ROOT).with_suffix("").as_posix()
    for pattern in HOOK["modules"]
    for file in ROOT.glob(pattern)
    if file.relative_to(ROOT).as_posix() not in HOOK["but"]
}


def wheel(folder: Path, **settings: str) -> zipfile.ZipFile:
    """Make the wheel as pip does, in an environment of its own."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT],
        env=os.environ | settings,
        check=True,
    )
    (made,) = folder.glob("kg-*.whl")
    return zipfile.ZipFile(made)


def modules(made: zipfile.ZipFile) -> set[str]:
    """Give the modules in a wheel that are machine code."""
    names = [name for name in made.namelist() if name.startswith("kg/")]
    return {name.partition(".")[0] for name in names if name.endswith((".so", ".pyd"))}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the package as it is installed, and with its tests."""
    folder = tmp_path_factory.mktemp("installed")
    with wheel(tmp_path_factory.mktemp("wheel")) as made:
        assert modules(made) == TRANSLATED
        made.extractall(folder)
    for name in ("tests", "examples", ".github", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run Python where the package lies in a folder, and give what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_machine_code_passes_the_tests_of_the_modules_that_it_was_made_of(installed: Path) -> None:
    said = run(installed, "-c", "import kg.extract.paper as one; print(one.__file__)")
    assert said.startswith(str(installed))
    assert not said.rstrip().endswith(".py")
    tests = (
        "tests/unit/extract",
        "tests/unit/resolve",
        "tests/unit/test_ids.py",
        "tests/contract/test_identity.py",
    )
    run(installed, "-m", "pytest", "-p", "no:cacheprovider", *tests)


def test_machine_code_gives_the_same_graph(installed: Path, tmp_path: Path) -> None:
    for folder, name in ((installed, "translated"), (ROOT, "python")):
        run(folder, "-m", "kg", "build", str(ROOT / "examples"), "--store", str(tmp_path / name))
        exported = ("--store", str(tmp_path / name), "-o", str(tmp_path / f"{name}.json"))
        run(folder, "-m", "kg", "export", "json", *exported)
    assert (tmp_path / "translated.json").read_bytes() == (tmp_path / "python.json").read_bytes()


def test_without_a_compiler_the_package_is_python_alone(tmp_path: Path) -> None:
    with wheel(tmp_path, CC="/bin/false", CXX="/bin/false") as made:
        assert not modules(made)
        assert Path(str(made.filename)).name.endswith("-py3-none-any.whl")
        assert {f"{name}.py" for name in TRANSLATED} <= set(made.namelist())
