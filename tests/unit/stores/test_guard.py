"""The guard: one reading statement, whatever is hidden in strings, comments, names and numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.stores.guard import FORBIDDEN, checked

READING = [
    "MATCH (p:Paper) RETURN p",
    "match (p:Paper) return p",
    "  \n\t MATCH (p:Paper) RETURN p",
    "OPTIONAL MATCH (p:Paper) RETURN p",
    "UNWIND [1, 2] AS x RETURN x",
    "WITH 1 AS x RETURN x",
    "RETURN 1 AS x",
    "RETURN 1 AS x;",
    "RETURN 1 AS x ; ;\n",
    "RETURN 'load from' AS title",
    "MATCH (p:Paper) WHERE toLower(p.title) CONTAINS 'load from \"x\"; copy' RETURN p",
    'RETURN "it\'s; DELETE" AS x',
    r"RETURN 'it\'s; DELETE' AS x",
    r"RETURN 'a backslash \\' AS x",
    "RETURN `p`.`set`, 1 AS `delete; everything`",
    "RETURN 1 AS `a``; DELETE``b`",
    "RETURN 1 AS x // ; DELETE 'all",
    "RETURN /* ; DELETE 'all */ 1 AS x",
    "// CREATE\nRETURN 1 AS x",
    "MATCH (p:Paper) WHERE p.createdBy = 1 OR p.dataset = 2 OR p.loader = 3 RETURN p.offset",
    "MATCH (p:Paper) CALL { WITH p MATCH (p)-->(q) RETURN count(q) AS n } RETURN n",
    "MATCH (p:Paper) CALL (p) { MATCH (p)-->(q) RETURN count(q) AS n } RETURN n",
    "MATCH (p:Paper) WHERE EXISTS { MATCH (p)-[:CITES]->(:Paper) } RETURN p UNION MATCH (p) RETURN p",
    "MATCH (a)--(b) RETURN a, b",
    "RETURN 1 AS é, 2 AS 名前",
    "RETURN '\u2028 line separator'",
    "RETURN 0, 10, 0.5, .5, 1.5e3, 1e5, 1E5, 1e-5, 1e+5, -.5e-5 AS x",
    "MATCH (p:Paper) WHERE p.year<2020 AND p.month>1 RETURN p.authors[0..2], p.x[1..], p.x[0].y, 2*3",
    "MATCH (a)-[*1..2]->(b) WHERE a.e5 = b.x1e5 RETURN b.load1",
]

HOSTILE = [
    "",
    "   \n",
    ";",
    "// only a comment",
    "CREATE (n:Paper)",
    "MERGE (n:Paper {id: 'x'})",
    "MATCH (n) SET n.title = 'x'",
    "MATCH (n) sEt n.title = 'x'",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n.title",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "DROP TABLE Paper",
    "ALTER TABLE Paper ADD x INT64",
    "LOAD FROM '/etc/passwd' RETURN *",
    "MATCH (n) LOAD FROM '/etc/passwd' RETURN *",
    "WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "COPY (MATCH (n) RETURN n) TO 'x.csv'",
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
    "ATTACH 'x' AS y",
    "INSTALL httpfs",
    "LOAD EXTENSION httpfs",
    "USE other",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "BEGIN TRANSACTION",
    "CHECKPOINT",
    "SHOW DATABASES",
    "CALL db.labels()",
    "CALL show_tables() RETURN *",
    "CALL timeout=1",
    "MATCH (n) CALL apoc.create.node([], {}) YIELD node RETURN node",
    "MATCH (n) CALL `apoc`.`create`.`node`([], {}) YIELD node RETURN node",
    "MATCH (n) CALL { CREATE (m) } RETURN n",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS RETURN 1",
    "RETURN 1; RETURN 2",
    "RETURN 1; MATCH (n) DETACH DELETE n",
    "; RETURN 1",
    "RETURN 1 /* ; */ ; /* */ RETURN 2",
    # what looks like text and is not
    "RETURN 'a' + DELETE + 'b'",
    "RETURN '' DELETE ''",
    'RETURN "\'" DELETE "\'"',
    r"RETURN '\\' DELETE '\\'",
    r"RETURN '\\\\' DELETE n //'",
    "RETURN `'` DELETE n // `'`",
    "RETURN 1 /* ' */ DELETE n /* ' */",
    "RETURN 1 // '\n DELETE n // '",
    "RETURN 1 // '\r DELETE n // '",
    "RETURN 1 // '\r\n DELETE n // '",
    "RETURN '// ' DELETE n",
    "RETURN '/*' DELETE n RETURN '*/'",
    "RETURN 1LOAD FROM 'x'",
    "MATCH (n) WHERE n.id = $1LOAD FROM '/etc/passwd' RETURN *",
    "MATCH (n) WHERE n.x = 1.DELETE n",
    "MATCH (n)DELETE n",
    "MATCH (n)\u00a0DELETE\u00a0n",
    "MATCH (n)\u2003DELETE\u3000n",
    "LOAD\u00a0FROM 'x' RETURN *",
    # characters that a database may read as others
    r"RETURN '\u0027 DELETE n //'",
    r"MATCH (n) \u0044ELETE n",
    r"RETURN `x\u0060 DELETE n //`",
    "RETURN 1 // \\u000a DELETE n",
    r"RETURN '\U00000027'",
    "MATCH (n) \uff24\uff25\uff2c\uff25\uff34\uff25 n",
    "MATCH (n) \u017fET n.x = 1",
    "MATCH (n) \u212aEEP DELETE n",
    "RETURN 'x\x00' DELETE n",
    "RETURN 1 \x0b AS x",
    "RETURN 1 \x1b AS x",
    "RETURN '\ud800'",
    # what is never closed
    "RETURN 'x",
    'RETURN "x',
    "RETURN `x",
    "RETURN 1 /* x",
    "RETURN 'x\\'",
    # what hangs or crashes a parser
    "RETURN " + "(" * 1000 + "1" + ")" * 1000,
    "RETURN " + "[" * 1000 + "]" * 1000,
    "RETURN " + ")" * 1000 + "(" * 1000,
    "RETURN " + "CASE WHEN true THEN " * 50 + "1" + " END" * 50,
    "RETURN 1" + " + 1" * 20_000,
]


NUMBERS = [
    *("0", "1", "00", "1e5", "1E5", "1e-5", "1e+5", "1.5", "1.5e3", "1.5e-3", ".5", ".5e5", ".5E-5"),
    *("1.", "1.e5", "1e5.", "1.5.5", "1..5", "p.5", "2.5..1e5", "1e5e5", "1e", "1_000", "1_", "1e5_", "1._5"),
    *(
        "0x1F",
        "0x",
        "0b1",
        "0o7",
        "017",
        "1f",
        "1d",
        "1.0f",
        "1.0d",
        "1\u0661",
        "1\u00b2",
        "1\u00e9",
        "1\u017f",
    ),
    *("$1", "$0", "$1e5", "$0x1F", "$1_", "$1.5", "(1", "[1", "x+1", "x[1", "*1..5", "/**/1", "'x'1", "`x`1"),
]
"""What a database may read as a number, or as one and something else, when a word follows without a space."""
AFTER_NUMBERS = [
    "LOAD FROM '/etc/passwd' (header=false, file_format='csv', delim='|') RETURN column0",
    "CALL show_tables() RETURN name",
    "SET p.title = 'x'",
    "delete p",
    "AND p.x = 1 RETURN p",
]


@pytest.mark.parametrize("after", AFTER_NUMBERS, ids=lambda after: after[:10])
def test_no_word_may_touch_a_number(after: str) -> None:
    for number in NUMBERS:
        with pytest.raises(QueryError, match=r"the number in .* touches a word; put a space after it"):
            checked(f"UNWIND [1] AS x MATCH (p:Paper) WHERE 1 < {number}{after}", {"1": 1, "0": 1})


@pytest.mark.parametrize(
    "between", ["/**/", "//\n", "\n", "\u00a0", "\u3000", "\u0301", "\u200b", "\ufeff", ")", "]"]
)
def test_a_word_is_found_behind_whatever_follows_a_number(between: str) -> None:
    for number in ("1", "1e5", "1e-5", "1.5", ".5e5", "$1", "'x'", "`x`", "p.year"):
        with pytest.raises(QueryError, match="LOAD is not allowed"):
            checked(f"MATCH (p:Paper) WHERE 1 < {number}{between}LOAD FROM 'x' RETURN *", {"1": 1})


@pytest.mark.parametrize("number", ["1LOAD", "1e5LOAD", "1.0d", "0x1F", "1e-5CALL", "1.5e+3SET", "$1x"])
def test_the_number_that_touches_a_word_is_named(number: str) -> None:
    with pytest.raises(QueryError, match=re.escape(f"the number in {number} touches a word")):
        checked(f"RETURN ({number})", {})


@pytest.mark.parametrize("cypher", READING)
def test_what_only_reads_may_run(cypher: str) -> None:
    assert checked(cypher, {})


@pytest.mark.parametrize("cypher", HOSTILE, ids=lambda cypher: cypher[:60])
def test_anything_else_is_refused_in_one_line(cypher: str) -> None:
    with pytest.raises(QueryError, match=r"^[^\n\r]+$"):
        checked(cypher, {})


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_forbidden_words_are_allowed_as_names_in_backticks_strings_and_parameters(word: str) -> None:
    assert checked(f"MATCH (`{word}`:Paper {{title: '{word}'}}) RETURN `{word}`.`{word}`, ${word}", {word: 1})
    with pytest.raises(QueryError, match=f"{word} is not allowed.*backticks"):
        checked(f"MATCH (n) {word.lower()} RETURN n", {})


def test_comments_and_the_final_semicolon_go_and_everything_else_stays_in_its_place() -> None:
    cypher = "// first\nMATCH (p) /* a\nb */ RETURN p.x, '// text' ; // last"
    passed = checked(cypher, {})
    assert passed == "        \nMATCH (p)     \n     RETURN p.x, '// text'"
    assert passed.index("RETURN") == cypher.index("RETURN")


def test_what_passed_passes_again() -> None:
    for cypher in READING:
        passed = checked(cypher, {})
        assert checked(passed, {}) == passed


def test_missing_and_unknown_parameters_are_named() -> None:
    query = "MATCH (p {id: $id}) WHERE p.title = '$title' RETURN p // $comment"
    assert checked(query, {"id": 1})
    with pytest.raises(QueryError, match=r"\$id"):
        checked(query, {})
    with pytest.raises(QueryError, match=r"no parameter \$title; its parameters: \$id"):
        checked(query, {"id": 1, "title": 2})
    with pytest.raises(QueryError, match=r"no parameter \$x; its parameters: none"):
        checked("RETURN 1", {"x": 2})


@pytest.mark.parametrize("value", ["a\udcff", ["a", "\ud800"], {"a": ["\ud800"]}, {"\ud800": 1}])
def test_a_parameter_that_is_no_unicode_is_named_as_it_is(value: object) -> None:
    with pytest.raises(QueryError, match=r"^'a?\\ud[c8][f0]{2}' is not valid Unicode; write it in UTF-8$"):
        checked("RETURN $x", {"x": value})


PIECES = st.sampled_from([*"'\"`\\;\n\r $x1(){}:.éeE0_+-", "//", "/*", "*/", "e5", "1.5", "$x", "$1"])
WORDS = st.sampled_from(["DELETE", "delete", "LOAD", "Call "])
LEXED = re.compile(
    r"""
      (?P<number> (?: [0-9]+ | [0-9]*\.[0-9]+ ) [eE]-?[0-9]+ | [0-9]*\.[0-9]+ | 0 | [1-9][0-9]* )
    | (?P<parameter> \$ (?: 0 | [1-9][0-9]* | [^\W0-9]\w* ) )
    | (?P<word> [^\W0-9]\w* )
    | (?P<text> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `[^`]*` )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
"""How the embedded database cuts a text without comments, after its grammar: the longest number ends where it ends."""


@given(pieces=st.lists(PIECES | WORDS, max_size=30))
def test_no_text_hides_a_forbidden_word(pieces: list[str]) -> None:
    """What passes holds no forbidden word, no comment and no semicolon where the database would read one."""
    text = "RETURN " + "".join(pieces)
    given: dict[str, int] = {}
    while True:
        try:
            passed = checked(text, given)
            break
        except QueryError as error:
            if not (needed := re.search(r"needs a value for \$(\w+)", str(error))):
                return
            given[needed[1]] = 1
    tokens = [(match.lastgroup, match.group().upper()) for match in LEXED.finditer(passed)]
    assert not FORBIDDEN & {token for kind, token in tokens if kind == "word"}
    signs = "".join(" " if kind == "text" else token for kind, token in tokens)
    assert not re.search(r"//|/[*]|[;'\"`]", signs)
    words = " ".join(token for kind, token in tokens if kind in {"word", "sign"})
    assert not re.search(r"\bCALL\b(?! *[({])", words)


@given(text=st.text())
def test_any_text_passes_or_is_refused(text: str) -> None:
    for start in ("", "RETURN "):
        try:
            checked(start + text, {})
        except QueryError as error:
            assert "\n" not in str(error)
