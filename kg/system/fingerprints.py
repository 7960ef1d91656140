"""Digests of the code and data that ship with this package, which tell whether an update changed any of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

_ENDINGS = (".py", ".tsv", ".txt", ".json", ".npz")


def package_digest(names: Iterable[str], package: Traversable | None = None) -> str:
    """Give the digest of files of this package, and of all files in folders of it; or of another folder's."""
    root = package or files("kg")
    found = hashlib.sha256()
    for name, file in sorted(_named(root, names), key=lambda part: part[0]):
        found.update(f"{name}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _named(root: Traversable, names: Iterable[str]) -> Iterator[tuple[str, Traversable]]:
    for name in names:
        if (entry := root / name).is_dir():
            yield from _inside(entry, f"{name}/")
        else:
            yield name, entry


def _inside(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _inside(entry, f"{name}/")
        elif name.endswith(_ENDINGS):
            yield name, entry
