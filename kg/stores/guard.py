"""
The check that every query passes before a store sees it.

A query reads; it is one statement; it touches neither files nor settings. The text is cut into tokens, so that a
word counts only where the database would read it as a word: not in a string, a comment or backticks. Comments are
removed before the text is passed on, because the databases disagree about where they end; a number that touches a
word is refused, because they disagree about where it ends: `1e5LOAD` is one word here and two there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from kg.errors import QueryError

FIRST_WORDS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")
"""Words that a query may begin with."""

FORBIDDEN = frozenset(
    "ALTER ANALYZE ATTACH BEGIN CHECKPOINT COMMENT COMMIT COPY CREATE DELETE DETACH DROP EXPLAIN EXPORT FOREACH "
    "IMPORT INSERT INSTALL LOAD MERGE PROFILE REMOVE ROLLBACK SET UNINSTALL UPDATE USE".split()
)
"""Words that write, reach outside the graph or change settings, on any of the databases."""

Token = tuple[str, str]
"""A piece of a query: its kind, and its text."""
_TOKEN = re.compile(
    r"""
    (?P<comment>   //[^\n]* | /\*.*?\*/ )
  | (?P<string>    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
  | (?P<quoted>    `[^`]*` )
  | (?P<parameter> \$(?:[0-9]+(?!\w)|(?![0-9])\w+) )
  | (?P<number>    [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?!\w|\.\w) )
  | (?P<glued>     \$?[0-9](?:[eE][+-]|[\w.])* )
  | (?P<word>      \w+ )
  | (?P<open>      /\* | ['"`] )
  | (?P<semicolon> ; )
  | (?P<space>     \s+ )
  | (?P<other>     . )
    """,
    re.DOTALL | re.VERBOSE,
)
_DEEPEST = 20
_MOST_TOKENS = 10_000
_OPENING, _CLOSING = {"(", "[", "{", "CASE"}, {")", "]", "}", "END"}
_UNICODE_ESCAPE = re.compile(r"\\[uU]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def checked(cypher: str, parameters: Mapping[str, Any]) -> str:
    """
    Give the statement to run, without comments and final semicolon, every other character where it was.

    Raises QueryError where the text is not one reading statement, where its parameters and the given ones are not
    the same, or where one of these is not valid Unicode.
    """
    text = cypher.replace("\r\n", "\n").replace("\r", "\n")
    _check_characters(text)
    pieces = list(tokens(text))
    words = [
        (kind, _as_keyword(token) if kind == "word" else token)
        for kind, token in pieces
        if kind not in _IGNORED
    ]
    while words and words[-1][0] == "semicolon":
        words.pop()
    _check_words(words)
    _check_labels([token for kind, token in pieces if kind not in _IGNORED])
    _check_size(words)
    _check_parameters({token[1:] for kind, token in words if kind == "parameter"}, parameters)
    return "".join(_blank(token) if kind in _DROPPED else token for kind, token in pieces).rstrip()


_IGNORED = {"comment", "space"}
_DROPPED = {"comment", "semicolon"}


def _check_characters(text: str) -> None:
    if _UNICODE_ESCAPE.search(text):
        # Neo4j reads \u0027 as a quotation mark before it looks for strings, so a string could end unseen.
        raise QueryError(
            r"a query cannot hold \u escapes; write the character itself or pass the text as a parameter"
        )
    if found := _CONTROL.search(text):
        raise QueryError(f"a query cannot hold the control character {found.group()!r}; remove it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError("a query must be valid Unicode; remove the lone surrogates") from None


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into tokens, white space among them; raises QueryError where one is never closed or touches another."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "open":
            raise QueryError(
                f"{match.group()} at character {match.start() + 1} of the query is never closed; close it"
            )
        if kind == "glued":
            raise QueryError(
                f"the number in {match.group()[:40]} touches a word; put a space after it, and write it in digits "
                "such as 10, 0.5 or 1e-5"
            )
        yield kind, match.group()


def _as_keyword(word: str) -> str:
    return unicodedata.normalize("NFKC", word).upper()


def _blank(token: str) -> str:
    """Give white space as long as the token, so that positions in error messages stay right."""
    return re.sub(r"[^\n]", " ", token)


def _check_words(tokens: list[Token]) -> None:
    """Raise QueryError where the tokens, comments aside, are not one reading statement."""
    if not tokens:
        raise QueryError("the query is empty; write one such as: MATCH (p:Paper) RETURN p.title LIMIT 10")
    if tokens[0] not in [("word", first) for first in FIRST_WORDS]:
        allowed = ", ".join(FIRST_WORDS)
        raise QueryError(
            f"a query begins with one of {allowed}, not with {tokens[0][1][:40]!r}; it only reads, in Cypher "
            "(kg queries lists named ones)"
        )
    following = [*tokens[1:], ("", "")]
    for (kind, token), (_, after) in zip(tokens, following, strict=True):
        if kind == "semicolon":
            raise QueryError("a query is one statement; run what follows the semicolon on its own")
        if kind == "word" and token in FORBIDDEN:
            raise QueryError(
                f"{token} is not allowed, a query only reads; a name of that kind goes in backticks"
            )
        if (kind, token) == ("word", "CALL") and after not in {"{", "("}:
            raise QueryError("CALL of a procedure is not allowed, a query only reads; use MATCH instead")


def _check_labels(tokens: Sequence[str]) -> None:
    """Raise QueryError for two labels of one node, which one database reads as "either" and the other as "both"."""
    for sign, first, second, last in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if sign == second == ":":
            raise QueryError(
                f"nothing has two labels, as in :{first[:40]}:{last[:40]}; write :{first[:40]}|{last[:40]} for either"
            )


def _check_size(tokens: list[Token]) -> None:
    """Raise QueryError for a query on which the embedded database's parser would hang or crash."""
    depth = 0
    for kind, token in tokens:
        if kind in {"word", "other"}:
            # What closes nothing makes no room for what opens.
            depth = max(0, depth + (token in _OPENING) - (token in _CLOSING))
        if depth > _DEEPEST:
            raise QueryError(f"the query is nested more than {_DEEPEST} deep; split it with WITH")
    if len(tokens) > _MOST_TOKENS:
        raise QueryError(
            f"the query has more than {_MOST_TOKENS:,} words and signs; pass lists as parameters"
        )


def _check_parameters(used: set[str], given: Mapping[str, Any]) -> None:
    if missing := sorted(used - set(given)):
        raise QueryError(f"the query needs a value for ${missing[0]}; give one, such as -p {missing[0]}=...")
    if unknown := sorted(set(given) - used):
        names = ", ".join(f"${name}" for name in sorted(used)) or "none"
        raise QueryError(f"the query has no parameter ${unknown[0]}; its parameters: {names}")
    for value in given.values():
        _check_unicode(value)


def _check_unicode(value: Any) -> None:
    """Raise QueryError for a value with half a character in it, which no database takes and bytes of no UTF-8 become."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise QueryError(f"{value[:40]!r} is not valid Unicode; write it in UTF-8") from None
    elif isinstance(value, Mapping):
        for one in chain.from_iterable(value.items()):
            _check_unicode(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _check_unicode(one)
