"""From what a person types to the names of authors as papers write them."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Collection

from kg.names.folding import in_ascii_letters
from kg.stores.base import Store
from kg.text.wording import shortened

_LONGEST = 100
"""Most characters of a text that may be a name."""
_HYPHEN = "[-‐‑'’`]"
_CITED = re.compile(
    r"\(?(?P<people>\D*?[^\W\d]\D*?)(?:,? et al\.?)?,? \(?(?P<year>(?:19|20)\d\d)[a-z]?\)*", re.IGNORECASE
)
"""How one text cites another."""
_PAIRS = ("ae", "oe", "th", "ss")
"""Letters that may be one letter in a name."""


def authors(store: Store, text: str) -> list[str]:
    """
    Give the names of the authors that a text may mean, as the papers write them, sorted.

    "Dollar, Piotr" means "Piotr Dollár": case, accents and the order of the words do not count. All words of the text
    must be words of the name; where nobody has them all, each must begin one.
    """
    wanted = _words(text)
    if not wanted or len(text) > _LONGEST:
        return []
    cypher = (
        "MATCH (p:Paper) UNWIND p.authors AS author WITH author WHERE author =~ $pattern "
        "RETURN DISTINCT author ORDER BY author"
    )
    rows = store.query(cypher, {"pattern": _pattern(max(wanted, key=len))}).rows
    known = {name: _words(name) for (name,) in rows}
    return [name for name, words in known.items() if set(wanted) <= set(words)] or [
        name
        for name, words in known.items()
        if all(any(word.startswith(begun) for word in words) for begun in wanted)
    ]


def have_written(store: Store, names: Collection[str]) -> bool:
    """Tell whether a paper is by one of these authors, each named as papers write it."""
    cypher = "MATCH (p:Paper) UNWIND p.authors AS author WITH author WHERE author IN $names RETURN 1 LIMIT 1"
    return bool(store.query(cypher, {"names": list(names)}).rows)


def cited(store: Store, text: str) -> list[str]:
    """
    Give the ids of the papers that a text may cite, sorted: "Ara et al. 2021", "Ara and Bo (2021)".

    Each name must be whole words of an author's; papers of which the first is the first author count alone if there are any.
    """
    if not (found := _citation(text)):
        return []
    people = [_called(store, one) for one in re.split(r",| and |&", found["people"]) if one.strip()]
    rows = store.query(
        "WITH $names AS names MATCH (p:Paper) WHERE p.year = $year AND any(a IN p.authors WHERE a IN names) "
        "RETURN p.id, p.authors ORDER BY p.id",
        {"names": people[0], "year": int(found["year"])},
    ).rows
    theirs = {paper: by for paper, by in rows if all(not names.isdisjoint(by) for names in map(set, people))}
    return [paper for paper, by in theirs.items() if by[0] in people[0]] or list(theirs)


def person(text: str) -> str:
    """
    Give who is named where a text cites a paper; any other text as it is.

    >>> person("Ara et al., 2021"), person("Ada Ara")
    ('Ara', 'Ada Ara')
    """
    found = _citation(text)
    return found["people"].strip() if found else text


def is_author(store: Store, text: str, *, whole: bool) -> bool:
    """Tell whether the words of a text are words of an author's name; if `whole`, all of them and more than one."""
    wanted = set(_words(text))
    names = [set(_words(name)) for name in authors(store, text)]
    return len(wanted) > 1 and wanted in names if whole else any(wanted <= name for name in names)


def writes(text: str) -> str:
    """Say that somebody of this name wrote papers, and how to see them."""
    papers = shlex.quote(f"author={' '.join(text.split())}")
    return f"{shortened(' '.join(text.split()), _LONGEST)!r} is an author; the papers: kg query papers-by-author -p {papers}"


def _citation(text: str) -> re.Match[str] | None:
    return _CITED.fullmatch(text) if len(text) <= _LONGEST else None


def _called(store: Store, text: str) -> list[str]:
    """Give the names of authors that have all words of a text."""
    return [name for name in authors(store, text) if set(_words(text)) <= set(_words(name))]


def _words(name: str) -> list[str]:
    """Give the words of a name, without case and accents; a hyphen joins."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = in_ascii_letters("".join(c for c in text if not unicodedata.combining(c)))
    return re.findall(r"\w+", re.sub(_HYPHEN, "", text))


def _pattern(word: str) -> str:
    """
    Give a pattern of all names in which a word begins so, and of a few others.

    Stores know nothing of accents, and of many papers there are too many names to read them all: so any letter may be
    one beyond ASCII, which may stand for two. What a letter beyond ASCII is written as is not known (several may be one
    letter), but no letter of ASCII: of a word without any of these each name with another letter is one.
    """
    if not any(map(str.isascii, word)):
        return "(?s).*[^ -~].*"
    letters = [f"(?:{c}|[^ -~])" if c.isascii() else "[^ -~]*" for c in word]
    second = [n > 0 and word[n - 1 : n + 1] in _PAIRS for n in range(len(word))]
    pieces = (letter + "?" * is_second for letter, is_second in zip(letters, second, strict=True))
    return r"(?is)(?:.*\W)?" + f"{_HYPHEN}?".join(pieces) + ".*"
