"""The package as `pip install .` builds it: with compiled modules where there is a C compiler, else pure Python."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_COMPILER = str(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cl").split()[0]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HOOK = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
COMPILED = {
    file.relative_to(ROOT).with_suffix("").as_posix()
    for pattern in HOOK["modules"]
    for file in ROOT.glob(pattern)
    if file.relative_to(ROOT).as_posix() not in HOOK["exclude"]
}


def wheel(folder: Path, **settings: str) -> tuple[zipfile.ZipFile, str]:
    """Build the wheel with pip, in an isolated environment with some variables, and give what pip says, too."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--verbose", "--no-deps", "--wheel-dir", folder, ROOT],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    (made,) = folder.glob("kg-*.whl")
    return zipfile.ZipFile(made), done.stdout


def modules(made: zipfile.ZipFile) -> set[str]:
    """Give the compiled modules in a wheel."""
    names = [name for name in made.namelist() if name.startswith("kg/")]
    return {name.partition(".")[0] for name in names if name.endswith((".so", ".pyd"))}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the package as it is installed, and its tests."""
    folder = tmp_path_factory.mktemp("installed")
    if not shutil.which(_COMPILER) and not os.environ.get("CI"):
        pytest.skip(f"no C compiler ({_COMPILER})")
    made, _ = wheel(tmp_path_factory.mktemp("wheel"))
    with made:
        assert modules(made) == COMPILED
        made.extractall(folder)
    for name in ("tests", "examples", ".github", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run Python with the package in a folder, and give its output."""
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


def test_compiled_modules_pass_the_tests_of_their_sources(installed: Path) -> None:
    said = run(installed, "-c", "import kg.extract.paper as one; print(one.__file__)")
    assert said.startswith(str(installed))
    assert not said.rstrip().endswith(".py")
    assert run(installed, "-m", "kg", "--version").endswith("(compiled: yes)\n")
    tests = (
        "tests/unit/extract",
        "tests/unit/resolve",
        "tests/unit/test_disjoint.py",
        "tests/unit/test_ids.py",
        "tests/contract/test_identity.py",
    )
    run(installed, "-m", "pytest", "-p", "no:cacheprovider", *tests)


def test_compiled_modules_give_the_same_graph(installed: Path, tmp_path: Path) -> None:
    for folder, name in ((installed, "compiled"), (ROOT, "python")):
        run(folder, "-m", "kg", "build", str(ROOT / "examples"), "--store", str(tmp_path / name))
        exported = ("--store", str(tmp_path / name), "-o", str(tmp_path / f"{name}.json"))
        run(folder, "-m", "kg", "export", "json", *exported)
    assert (tmp_path / "compiled.json").read_bytes() == (tmp_path / "python.json").read_bytes()


def test_without_a_compiler_the_wheel_is_pure_python_and_pip_can_say_why(tmp_path: Path) -> None:
    made, said = wheel(tmp_path, CC="/bin/false", CXX="/bin/false")
    assert "kg is built as pure Python" in said
    assert "/bin/false" in said
    with made:
        assert not modules(made)
        assert Path(str(made.filename)).name.endswith("-py3-none-any.whl")
        assert {f"{name}.py" for name in COMPILED} <= set(made.namelist())
        assert not [name for name in made.namelist() if name.startswith("kg/training")]
