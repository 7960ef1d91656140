"""Models that are on this machine, in a folder or in the cache of Hugging Face; nothing is ever downloaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.system.files import sha256


def folder(*names: str) -> Path | None:
    """Give the folder of the first of these models that there is: the name is that of a folder, or of one in the cache."""
    for name in names:
        if (here := Path(name)).is_dir():
            return here
        try:
            with offline():
                from huggingface_hub import snapshot_download

                return Path(snapshot_download(name, local_files_only=True))
        except Exception:  # noqa: S112 - whatever keeps it from being found
            continue
    return None


def model_digest(model: Path) -> str:
    """Give a text that changes with the content of a model's folder; hidden files do not count."""
    found = hashlib.sha256()
    for file in sorted(one.relative_to(model) for one in model.rglob("*") if one.is_file()):
        if any(part.startswith(".") for part in file.parts):
            continue  # leavings of editors, downloads and version control
        found.update(repr(file.as_posix()).encode())
        found.update(bytes.fromhex(sha256(model / file)))
    return found.hexdigest()[:16]


@contextmanager
def offline() -> Iterator[None]:
    """Keep the libraries of Hugging Face, which read this when they are imported, from servers and progress bars."""
    names = ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_PROGRESS_BARS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
