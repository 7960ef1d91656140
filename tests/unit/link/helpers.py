"""Papers and mentions for the tests of inferred citations."""

from dataclasses import replace

from kg.link.inferred import builds_on
from kg.model import Mention, Paper


def paper(key, published=None, **values):
    return Paper(
        values.pop("title", f"Wings, feathers and tails of {key}"),
        id=f"paper:{key}",
        published=published,
        **values,
    )


def names(key, name, role="mentions", **values):
    """Give a mention of a name in a paper."""
    text = f"We {'introduce' if role == 'introduces' else 'use'} {name}."
    known = {"kind": "method", "field": "abstract", "confidence": 0.9, "rule": "test", **values}
    start = text.index(name)
    return Mention(
        paper=f"paper:{key}",
        name=name,
        start=start,
        end=start + len(name),
        surface=name,
        sentence=text,
        role=role,
        **known,
    )


def introduces(key, name, **values):
    return names(key, name, "introduces", **values)


def begins(key, name, **values):
    """Give the name that a paper's title begins with."""
    return replace(introduces(key, name, **values), field="title", start=0, end=len(name))


def inferred(papers, mentions):
    ids = [f"{one.kind}:{one.name.lower()}" for one in mentions]
    called = {id_: one.name for id_, one in reversed(list(zip(ids, mentions, strict=True)))}
    return builds_on(papers, mentions, ids, called)


def edges(papers, mentions):
    return edges_of(inferred(papers, mentions))


def edges_of(found):
    return [(start[6:], end[6:]) for start, end, *_ in found.iter_rows()]
