"""From what a person names (files, folders, patterns, standard input) to the files that are meant."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from kg.model import Problem
from kg.readers.base import Refused

STDIN = "-"
_STORE = {"manifest.json", "generations"}


def alone(given: str) -> bool:
    """Tell whether an input is one file (or standard input), not a folder or a pattern."""
    return given == STDIN or (os.path.lexists(given) and not _is_folder(given))


def expand(given: str) -> Iterator[str | Problem]:
    """
    Give the files that an input means, in a fixed order, and a problem for each folder that cannot be read.

    Hidden files, the files that a browser saves beside a page, and stores of kg are left out.
    Raises `Refused` where there is nothing of that name.
    """
    if alone(given):
        yield given
    elif _is_folder(given):
        yield from _inside(given)
    elif found := sorted(glob.glob(given, recursive=True)):  # noqa: PTH207  # Path.glob refuses absolute patterns
        for path in found:
            yield from _inside(path) if _is_folder(path) else [path]
    else:
        raise Refused(Problem(printable(given), _absent(given)))


def printable(path: str) -> str:
    """Make a path safe for a message or a table: undecodable and control characters are replaced."""
    return "".join(c if c.isprintable() else "\ufffd" for c in path)


def _is_folder(given: str | Path) -> bool:
    return os.path.isdir(given)  # noqa: PTH112  # Path("") is the current folder, and Path.is_dir may raise


def _absent(given: str) -> str:
    if "://" in given:
        return "kg reads files and fetches nothing; save the page in a browser, then name the saved file"
    if glob.has_magic(given):
        folder = next(one for one in Path(given).parents if not glob.has_magic(str(one)))
        if not _is_folder(folder):
            return f"no file matches this pattern; {_cure(folder)}"
        return f"no file matches this pattern; name the folder ({printable(str(folder))}) to read all that it holds"
    return f"no such file or folder; {_cure(Path(given))}"


def _cure(path: Path) -> str:
    """Name what may have been meant: the nearest name in the folder down to which a path leads."""
    from rapidfuzz import fuzz, process  # difflib takes 15 seconds for a folder of 100,000 files

    missing = next((one for one in (path, *path.parents) if _is_folder(one.parent)), path)
    try:
        names = sorted(os.listdir(missing.parent))  # noqa: PTH208  # names, not paths
    except OSError:
        names = []
    begun = [one for one in names if missing.name and one.startswith(missing.name)]
    if near := process.extractOne(
        missing.name, begun or names, scorer=fuzz.ratio, score_cutoff=0 if begun else 70
    ):
        return f"did you mean {printable(str(missing.parent / near[0]))}?"
    if path.is_absolute():
        return f"check the path, of which {printable(str(missing))} is not there"
    return "a path is relative to the current folder"


def _inside(folder: str) -> Iterator[str | Problem]:
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(printable(here), f"cannot be looked into: {(error.strerror or str(error)).lower()}")
            continue
        names = {entry.name for entry in entries}
        below = []
        for entry in entries if not names >= _STORE else []:
            if entry.name.startswith(".") or _beside_page(entry.name, names):
                continue
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            elif os.path.isfile(entry.path):  # noqa: PTH113  # the others raise for a link to itself
                yield entry.path
            elif _is_folder(entry.path):
                reason = "a link to a folder is not followed; name that folder itself to read it"
                yield Problem(printable(entry.path), reason, lost=False)
            else:
                yield Problem(printable(entry.path), "neither a file nor a folder", lost=False)
        folders += reversed(below)


def _beside_page(name: str, names: set[str]) -> bool:
    """Tell whether a folder holds the images and scripts that a browser saved beside a page."""
    page = name.removesuffix("_files")
    return page != name and (f"{page}.html" in names or f"{page}.htm" in names)
