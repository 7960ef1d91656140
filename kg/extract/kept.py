"""
Results that outlive a build: what was found in a paper, under a key of all that the finding depends on.

A paper whose text was read before, by the same extraction with the same names, is not read again; and what a build
that was interrupted had found is there for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import chain
from typing import Any, Protocol

import orjson

from kg.extract.paper import Heard
from kg.model import Mention, Paper

_COLUMNS = tuple(
    one.name for one in fields(Mention) if one.name not in {"paper", "surface", "sentence", "roles"}
)

Task = tuple[Paper, Heard]
"""A paper and the names in it that other papers introduce."""
Work = Callable[[Iterable[Sequence[Task]]], Iterable[list[list[Mention]]]]
"""Gives the mentions of each paper of each portion, in their order."""


class Kept(Protocol):
    """Where results are kept between builds."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give those of the results that are there."""

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Keep results, for good as soon as this returns."""


def through(
    kept: Kept, tasks: Sequence[Task], work: Work, digest: str, portion: int
) -> Iterator[list[Mention]]:
    """
    Give the mentions of each task, in their order: kept ones, and by `work` those that are not.

    `digest` stands for what the extraction knows. Results are kept portion by portion as they come.
    """
    keys = [_key(digest, *task) for task in tasks]
    held = kept.get(keys)
    missing = [(key, task) for key, task in zip(keys, tasks, strict=True) if key not in held]
    portions = [missing[start : start + portion] for start in range(0, len(missing), portion)]
    found = work([task for _, task in portion] for portion in portions)
    fresh = chain.from_iterable(map(_keeping(kept), portions, found))
    for key, (paper, _) in zip(keys, tasks, strict=True):
        yield _decoded(held[key], paper) if key in held else next(fresh)


def _keeping(
    kept: Kept,
) -> Callable[[Sequence[tuple[bytes, Task]], list[list[Mention]]], list[list[Mention]]]:
    def keep(portion: Sequence[tuple[bytes, Task]], found: list[list[Mention]]) -> list[list[Mention]]:
        pairs = zip(portion, found, strict=True)
        kept.put({key: _encoded(mentions, paper) for (key, (paper, _)), mentions in pairs})
        return found

    return keep


def _key(digest: str, paper: Paper, heard: Heard) -> bytes:
    """Give what changes whenever the mentions of a paper may."""
    said = sorted((name, one.kind) for name, one in heard.items())
    parts = (digest, paper.id, paper.title, paper.abstract, paper.code, said)
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _encoded(mentions: Sequence[Mention], paper: Paper) -> bytes:
    """Give mentions as JSON, without what the paper's text says again."""
    rows: list[list[Any]] = []
    for one in mentions:
        at = paper.text(one.field).find(one.sentence)
        sentence: Any = one.sentence if at < 0 else (at, len(one.sentence))
        rows.append([sentence, one.roles, *(getattr(one, name) for name in _COLUMNS)])
    return orjson.dumps(rows)


def _decoded(encoded: bytes, paper: Paper) -> list[Mention]:
    mentions = []
    for sentence, roles, *row in orjson.loads(encoded):
        values = dict(zip(_COLUMNS, row, strict=True))
        body = paper.text(values["field"])
        mentions.append(
            Mention(
                paper=paper.id,
                surface=body[values["start"] : values["end"]],
                sentence=sentence
                if isinstance(sentence, str)
                else body[sentence[0] : sentence[0] + sentence[1]],
                roles=tuple(roles),
                **values,
            )
        )
    return mentions
