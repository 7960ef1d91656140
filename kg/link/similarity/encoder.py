"""
Embeddings: vectors of papers from an encoder, a neural model that gives texts of similar meaning similar vectors.

It needs the extra `kg[encoder]` (sentence-transformers) and a model that is on this machine already, in a folder or in
the cache of Hugging Face. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from kg.errors import UsageError, one_line
from kg.model import Paper
from kg.system import local_models
from kg.system.cache import Cache

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Encoded: TypeAlias = NDArray[np.int16]
    Rows: TypeAlias = NDArray[np.int64]

WEIGHT = 0.25
"""The encoder's part of the score; the words have the rest. Chosen with all-MiniLM-L6-v2 on abstracts with known citations."""

_SCALE = 4_000
"""
Numbers of a vector are kept as so many parts of one, rounded. Products of such vectors, and all sums on the way to them,
are whole numbers below 2^24 and so exact as 32-bit floats: neither the library that multiplies nor its threads show.
"""
_BATCH = 100
"""Papers that are encoded, and cached, at a time: a few seconds of work."""
_PRODUCTS = 2**25
"""Products that are in memory at a time."""
_GROUP = 64
"""Products in a group of which only the greatest is used to find the bound that the best must reach."""
_BLOCK = 50_000
"""Pairs whose vectors are multiplied at a time; bounds the memory for them."""
_PACKAGE = "sentence-transformers"
_MODEL_FILES = ("modules.json", "config.json")


def named(name: str) -> str:
    """Give the name under which an encoder is remembered: a folder by its absolute path, so that it is found again."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name


def version(name: str) -> str:
    """
    Give a text that changes whenever the vectors of an encoder may change: the version of its package, and its files.

    Raises UsageError where the package or the model is missing.
    """
    try:
        package = installed(_PACKAGE)
    except PackageNotFoundError:
        raise UsageError(
            f"the encoder {name!r} needs a package: pip install 'kg[encoder]'; a store that remembers it goes "
            f"without after kg remove {name}"
        ) from None
    return f"{_PACKAGE} {package} {local_models.model_digest(_folder(name))}"


def encoded(
    encoder: tuple[str, str],
    papers: Sequence[Paper],
    *,
    cache: Cache | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Encoded:
    """
    Give the vector of each paper's title and abstract, of length 4,000 in whole numbers, one row a paper, in their order.

    An encoder is its name and its version. Vectors that are in the cache already under that version are not made again, and
    where all are, the model need not be there. Raises UsageError where it is needed and missing, is of another
    version, or does not give a vector for each paper.
    """
    model: _Model | None = None
    batches: list[Encoded] = []
    for start in range(0, len(papers), _BATCH):
        batch = papers[start : start + _BATCH]
        keys = [_key(encoder[1], paper) for paper in batch]
        held = dict(cache.get(keys)) if cache is not None else {}
        missing = {key: paper for key, paper in zip(keys, batch, strict=True) if key not in held}
        if missing:
            model = model or _Model(encoder)
            made = model(list(missing.values()))
            fresh = {key: row.tobytes() for key, row in zip(missing, made, strict=True)}
            if cache is not None:
                cache.put(fresh)
            held |= fresh
        batches.append(np.stack([np.frombuffer(held[key], dtype=np.int16) for key in keys]))
        progress(len(batch))
    return np.concatenate(batches) if batches else np.empty((0, 0), dtype=np.int16)


def nearest(vectors: Encoded, best: int) -> tuple[Rows, Rows]:
    """
    Give the pairs of which one is among the `best` nearest of the other, exactly, the smaller row first.

    Of equals the smaller row is nearer. All are compared with all, some rows at a time: the work grows with the square
    of the papers, but stays small beside that of encoding them.
    """
    rows = len(vectors)
    best = min(best, rows - 1)
    if best < 1:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    floats = vectors.astype(np.float32)
    at_once = max(_PRODUCTS // rows, 1)
    numbers = []
    for start in range(0, rows, at_once):
        products = floats[start : start + at_once] @ floats.T
        own = np.arange(start, start + len(products))
        products[own - start, own] = -np.inf
        row, other = _greatest(products, best)
        row += start
        numbers.append(np.minimum(row, other) * rows + np.maximum(row, other))
    pairs = np.unique(np.concatenate(numbers))
    return pairs // rows, pairs % rows


def _greatest(products: NDArray[np.float32], best: int) -> tuple[Rows, Rows]:
    """
    Give row and column of the `best` greatest of each row, of equals the first.

    The greatest of some groups of columns are found first. The one at place `best` of these is a bound that the best of
    the row reach, and few others: a tenth of the work of dividing whole rows into great and small.
    """
    rows, columns = products.shape
    size = min(_GROUP, columns // best)
    groups = products[:, : columns // size * size].reshape(rows, -1, size).max(axis=2)
    bound = np.partition(groups, -best, axis=1)[:, -best]
    row, column = np.divmod(np.flatnonzero(products >= bound[:, None]), columns)
    order = np.lexsort((-products[row, column], row))  # is stable, so the first of equals stays first
    row, column = row[order], column[order]
    kept = np.arange(len(row)) - np.searchsorted(row, row) < best
    return row[kept], column[kept]


def together(one: tuple[Rows, Rows], other: tuple[Rows, Rows], rows: int) -> tuple[Rows, Rows]:
    """Give the pairs of either, each once, sorted."""
    pairs = np.union1d(*(first * max(rows, 1) + second for first, second in (one, other)))
    return pairs // max(rows, 1), pairs % max(rows, 1)


def combined(words: NDArray[np.float64], vectors: Encoded, first: Rows, second: Rows) -> NDArray[np.float64]:
    """
    Give the score of pairs: the cosine of their words and that of their vectors, weighted.

    A negative cosine counts as none. Scores are rounded to four places, as those of the words alone.
    """
    score = np.empty(len(first))
    for start in range(0, len(first), _BLOCK):
        block = slice(start, start + _BLOCK)
        products = vectors[first[block]].astype(np.float64) * vectors[second[block]]
        score[block] = products.sum(axis=1) / _SCALE**2
    return ((1 - WEIGHT) * words + WEIGHT * np.clip(score, 0, 1)).round(4)


class _Model:
    """A loaded encoder."""

    def __init__(self, encoder: tuple[str, str]) -> None:
        self._name, expected = encoder
        if version(self._name) != expected:
            raise UsageError(
                f"the encoder {self._name!r} is another than the one that the graph was built with; "
                "take it over with kg build --rebuild, or put the old one back"
            )
        try:
            with local_models.offline():
                from sentence_transformers import SentenceTransformer

                self._model: Any = SentenceTransformer(str(_folder(self._name)), local_files_only=True)
        except Exception as error:
            raise UsageError(f"the encoder {self._name!r} cannot be loaded ({one_line(error)})") from error

    def __call__(self, papers: Sequence[Paper]) -> Encoded:
        """Give a vector for each paper."""
        texts = [_text(paper) for paper in papers]
        try:
            # One text at a time: in a batch the last digits of a vector depend on the other texts.
            made = np.asarray(
                self._model.encode(
                    texts,
                    batch_size=1,
                    convert_to_numpy=True,
                    normalize_embeddings=False,
                    show_progress_bar=False,
                ),
                dtype=np.float64,
            )
        except Exception as error:
            raise UsageError(f"the encoder {self._name!r} gives no vectors ({one_line(error)})") from error
        if made.ndim != 2 or len(made) != len(papers) or not made.shape[1]:
            raise UsageError(
                f"the encoder {self._name!r} gives no vectors: {made.shape} for {len(papers)} papers"
            )
        length = np.linalg.norm(made, axis=1, keepdims=True)
        lost = np.flatnonzero(~(np.isfinite(length) & (length > 0)).ravel())
        if len(lost):
            raise UsageError(f"the encoder {self._name!r} gives no vector for {papers[lost[0]].id}")
        scaled: Encoded = np.rint(made / length * _SCALE).astype(np.int16)
        return scaled


def _folder(name: str) -> Path:
    """Give the folder of a model, or that of its copy in the cache; raises UsageError where neither is there."""
    # Short names mean models of the organisation that makes the package, as they do there.
    names = [name, f"{_PACKAGE}/{name}"] if "/" not in name else [name]
    folder = local_models.folder(*names)
    if folder is None:
        raise UsageError(
            f"the encoder {name!r} is neither a folder nor in the cache of Hugging Face, and nothing is downloaded; name "
            f"the folder of a model; a store that remembers it goes without after kg remove {name}"
        )
    if folder == Path(name) and not any((folder / file).is_file() for file in _MODEL_FILES):
        raise UsageError(
            f"{name!r} holds no model for sentence-transformers: neither {' nor '.join(_MODEL_FILES)} is there"
        )
    return folder


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}".encode("utf-8", "replace").decode()


def _key(version: str, paper: Paper) -> bytes:
    parts = ("vector", _SCALE, version, _text(paper))
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()
