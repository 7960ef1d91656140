"""What Neo4j reads otherwise than ladybug, as far as the text of a query shows it: so that both give the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import QueryError
from kg.graph import NODES, RELATIONSHIPS
from kg.stores import refusals
from kg.stores.guard import Token, tokens

_LABELS = (*NODES, *RELATIONSHIPS)
_CONDITION = {"WHERE", "AND", "OR", "XOR", "NOT", "WHEN", "WITH", "RETURN"}
"""Words before a condition."""
_JOINING = {"AND", "OR", "XOR"}
_OPENING, _CLOSING = set("([{"), set(")]}")
_BEHIND_ITEMS = {"ORDER", "SKIP", "LIMIT", "UNION"}
"""Words that end what RETURN gives."""


def translated(cypher: str) -> str:
    """
    Give a query in which the conditions on labels, which ladybug does not know, are calls of `label`.

    Raises QueryError for a label that there is not, and for what ladybug answers otherwise, or with words that help nobody.

    >>> translated("MATCH (x) WHERE x:Dataset|Method RETURN x.name")
    "MATCH (x) WHERE (label(x) IN ['Dataset', 'Method']) RETURN x.name"
    """
    pieces = list(tokens(cypher))
    words = [at for at, (kind, _) in enumerate(pieces) if kind not in ("space", "comment")]
    texts = [pieces[at][1] for at in words]
    _check([*texts, "", ""])
    changed = [text for _, text in pieces]
    for first, last, names in _conditions([pieces[at] for at in words]):
        start, end = words[first], words[last]
        known = ", ".join(f"'{name}'" for name in names)
        changed[start : end + 1] = [f"(label({changed[start]}) IN [{known}])"] + [""] * (end - start)
    return "".join(changed)


def columns(cypher: str, names: Sequence[str]) -> tuple[str, ...]:
    """
    Give the names of an answer's columns as Neo4j does: without AS, what stands there, as it is written.

    >>> columns("MATCH (d) RETURN count(*), sum( d.x ) AS n LIMIT 1", ["COUNT_STAR()", "n"])
    ('count(*)', 'n')
    """
    items = list(_items(cypher))
    has_all = _written(items[0]) == "*"
    written = items[1:] if has_all else items
    every = len(names) - len(written)  # those that * stands for
    if every < 0 or (every and not has_all):  # ladybug alone reads p.*
        return tuple(names)
    titles = (_title(item, name) for item, name in zip(written, names[every:], strict=True))
    return (*names[:every], *titles)


def _conditions(words: Sequence[Token]) -> Iterator[tuple[int, int, list[str]]]:
    """Give the conditions on labels: where each begins and ends, and the labels of which one must be there."""
    texts = ["", "", *(text for _, text in words), "", ""]
    for at, (kind, _) in enumerate(words):
        named = at + 2 < len(words) and {kind, words[at + 2][0]} <= {"word", "quoted"}
        if not named or texts[at + 3] != ":":
            continue
        last = at + 2
        while texts[last + 3] == "|" and last + 2 < len(words):
            last += 2
        before_that, before, after, behind = texts[at], texts[at + 1], texts[last + 3], texts[last + 4]
        alone = after == ")" and behind not in ("-", "<") and before_that.upper() in _CONDITION
        if before.upper() in _CONDITION or (before == "(" and (after.upper() in _JOINING or alone)):
            yield at, last, [_label(text) for _, text in words[at + 2 : last + 1 : 2]]


def _label(text: str) -> str:
    name = text.strip("`")
    if name not in _LABELS:
        raise QueryError(refusals.unknown(name, "label or relationship type", _LABELS))
    return name


def _check(texts: Sequence[str]) -> None:
    """Raise QueryError for a part of a text that begins at 0, which ladybug finds empty, and for a list comprehension."""
    for at, (first, second, third) in enumerate(zip(texts, texts[1:], texts[2:], strict=False)):
        if first.upper() == "SUBSTRING" and second == "(":
            values = [texts[one : one + 3] for one in _inside(texts, at + 1)]
            if any(value in ([",", "0", ","], [",", "0", ")"]) for value in values):
                raise QueryError(
                    "the first character of a text has the number 1 here, not 0: substring(x, 1, 5)"
                )
        is_list = first == "[" and third.upper() == "IN"
        if is_list and {"|", "WHERE"} & {texts[one].upper() for one in _inside(texts, at)}:
            raise QueryError(
                "there is no list comprehension here; use list_filter(LIST, x -> x > 1) or list_transform(LIST, x -> x + 1)"
            )


def _inside(texts: Sequence[str], opening: int) -> Iterator[int]:
    """Give the places of what stands in a bracket and in no other one inside it."""
    depth = 0
    for at in range(opening, len(texts)):
        depth += (texts[at] in _OPENING) - (texts[at] in _CLOSING)
        if not depth:
            return
        if depth == 1:
            yield at


def _items(cypher: str) -> Iterator[list[Token]]:
    """Give what stands between the commas behind the first RETURN that is in no brackets."""
    depth, before = 0, ""
    item: list[Token] | None = None
    for kind, text in tokens(cypher):
        depth += (text in _OPENING) - (text in _CLOSING)
        word = text.upper() if kind == "word" and not depth and before != "." else ""
        if item is None:
            item = [] if word == "RETURN" else None
        elif word in _BEHIND_ITEMS and before.upper() not in ("AS", "RETURN", ",", "DISTINCT"):
            break
        elif text == "," and not depth:
            yield item
            item = []
        elif kind != "space" or item:
            item.append((kind, text))
        before = before if kind == "space" else text
        if word == "DISTINCT" and item == [(kind, text)]:
            item = []
    yield item or []


def _title(item: Sequence[Token], name: str) -> str:
    """Give the name of the column of an item, which ladybug calls by this name."""
    depth = 0
    for kind, text in item:
        depth += (text in _OPENING) - (text in _CLOSING)
        if kind == "word" and text.upper() == "AS" and not depth:
            return name
    if [kind for kind, _ in item if kind != "space"] == ["quoted"]:
        return name
    return _written(item)


def _written(item: Sequence[Token]) -> str:
    return "".join(text for _, text in item).strip()
