"""The guard: one reading statement, whatever is hidden in strings, comments and names."""

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
    "RETURN " + "CASE WHEN true THEN " * 50 + "1" + " END" * 50,
    "RETURN 1" + " + 1" * 20_000,
]


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


PIECES = st.sampled_from(
    [
        "'",
        '"',
        "`",
        "\\",
        "//",
        "/*",
        "*/",
        "\n",
        "\r",
        ";",
        " ",
        "$",
        "x",
        "1",
        "(",
        ")",
        "{",
        "}",
        ":",
        ".",
        "é",
    ]
)


@given(pieces=st.lists(PIECES | st.sampled_from(["DELETE", "delete", "LOAD"]), max_size=30))
def test_no_text_hides_a_forbidden_word(pieces: list[str]) -> None:
    """What passes holds a forbidden word only between quotation marks: checked by cutting those out one by one."""
    try:
        passed = checked("RETURN " + "".join(pieces), dict.fromkeys(["x", "1", "é"]))
    except QueryError:
        return
    outside, quote, skip = "", "", False
    for character in passed:
        if skip:
            skip = False
        elif quote:
            if character == "\\" and quote != "`":
                skip = True
            elif character == quote:
                quote = ""
        elif character in "'\"`":
            quote = character
        else:
            outside += character
    assert not quote
    assert "delete" not in outside.lower()
    assert "load" not in outside.lower()
    assert "/*" not in outside
    assert "//" not in outside
    assert ";" not in outside


@given(text=st.text())
def test_any_text_passes_or_is_refused(text: str) -> None:
    for start in ("", "RETURN "):
        try:
            checked(start + text, {})
        except QueryError as error:
            assert "\n" not in str(error)
