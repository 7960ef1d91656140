"""Cypher that every store answers alike: what a query for all stores may be made of."""

import pytest

from kg.errors import QueryError
from kg.stores import Store
from tests.graphs import BENCHMARK, LONELY, SCAPES, SURVEY, WHALES, WINGNET

PORTABLE = {
    "optional match": (
        "MATCH (p:Paper) OPTIONAL MATCH (p)-[:CITES]->(q:Paper) RETURN p.id, q.id ORDER BY p.id LIMIT 2",
        [(SURVEY, BENCHMARK), (BENCHMARK, None)],
    ),
    "labels as alternatives": ("MATCH (n:Dataset|Method) RETURN count(*) AS n", [(6,)]),
    "a property that only one label has": (
        "MATCH (n:Dataset|Method) WHERE n.family = true RETURN n.id",
        [("method:graph-neural-network",)],
    ),
    "a label as a condition": (
        "MATCH (p:Paper {id: $benchmark})-[:MENTIONS]->(x) WHERE NOT x:Method AND (x:Dataset OR x:Repo) RETURN x.id ORDER BY x.id",
        [("dataset:birdsong-10k",), ("repo:github.com/ada/birdsong",)],
    ),
    "one of several labels as a condition": ("MATCH (x) WHERE (x:Dataset|Method) AND 1 = 1 RETURN count(*) AS n", [(6,)]),
    "a label as a value": (
        "MATCH (x:Dataset|Method|Repo) RETURN x:Dataset AS data, CASE WHEN x:Repo THEN 1 ELSE 0 END AS code, count(*) AS n ORDER BY n",
        [(True, 0, 2), (False, 1, 3), (False, 0, 4)],
    ),
    "a node and not a condition": ("MATCH (p:Paper) WHERE (p)-[:CITES]->(:Paper) AND p:Paper RETURN p.id", [(SURVEY,)]),
    "types as alternatives": ("MATCH ()-[r:SIMILAR_TO|CITES]->() RETURN count(r) AS n", [(5,)]),
    "undirected": (
        "MATCH (p:Paper {id: $wingnet})-[:SIMILAR_TO]-(q:Paper) RETURN q.id ORDER BY q.id",
        [(SURVEY,), (BENCHMARK,), (SCAPES,)],
    ),
    "several steps": (
        ("MATCH path = (p:Paper {id: $scapes})-[:BUILDS_ON*1..3]->(q:Paper) "
        "RETURN q.id, min(length(path)) AS steps ORDER BY q.id"),
        [(BENCHMARK, 2), (WINGNET, 1), (WHALES, 1)],
    ),
    "number of relationships of a path": (
        ("MATCH path = (p:Paper {id: $scapes})-[:BUILDS_ON*2..2]->(q:Paper {id: $wingnet}) "
        "RETURN size(relationships(path)) AS n"),
        [(2,)],
    ),
    "exists": (
        "MATCH (p:Paper) WHERE EXISTS { MATCH (p)-[:MENTIONS]->(:Repo) } RETURN count(*) AS n",
        [(4,)],
    ),
    "not exists": (
        "MATCH (p:Paper) WHERE NOT EXISTS { MATCH (p)-[:SIMILAR_TO|CITES]-(:Paper) } RETURN p.id",
        [(LONELY,)],
    ),
    "count of a pattern": (
        "MATCH (p:Paper) RETURN p.id, COUNT { MATCH (p)-[:MENTIONS]->(:Dataset) } AS n ORDER BY n DESC, p.id LIMIT 2",
        [(WHALES, 2), (SCAPES, 2)],
    ),
    "condition on a group": (
        "MATCH (p:Paper)-[:MENTIONS]->(d:Dataset) WITH d, count(*) AS n WHERE n > 2 RETURN d.id, n",
        [("dataset:birdsong-10k", 4)],
    ),
    "distinct": ("MATCH (p:Paper)-[:MENTIONS]->(r:Repo) RETURN DISTINCT r.host AS host ORDER BY host", [("github.com",), ("gitlab.com",)]),
    "distinct count": ("MATCH (:Paper)-[:MENTIONS]->(r:Repo) RETURN count(*) AS n, count(DISTINCT r) AS m", [(4, 3)]),
    "smallest, largest, mean": (
        "MATCH (p:Paper) RETURN min(p.year) AS a, max(p.year) AS b, avg(p.year) AS c, count(p.year) AS n",
        [(2020, 2023, 2021.5, 4)],
    ),
    "union": (
        "MATCH (d:Dataset) RETURN d.id AS id UNION MATCH (m:Method) WHERE m.family = true RETURN m.id AS id",
        None,
    ),
    "unwind a property": (
        "MATCH (p:Paper {id: $benchmark}) UNWIND p.listings AS listing RETURN listing ORDER BY listing",
        [("january.jsonl",), ("spring.html",)],
    ),
    "unwind a parameter": ("UNWIND $ids AS id MATCH (p:Paper {id: id}) RETURN p.year ORDER BY p.year", [(2020,), (2021,)]),
    "in a list": ("MATCH (p:Paper) WHERE p.id IN $ids RETURN count(*) AS n", [(2,)]),
    "in a property": ("MATCH (d:Dataset) WHERE 'BirdSong10K' IN d.aliases RETURN d.name", [("BirdSong-10K",)]),
    "any of a property": (
        "WITH toLower($name) AS name MATCH (m:Method) WHERE any(a IN m.aliases WHERE toLower(a) = name) RETURN m.name",
        [("WingNet",)],
    ),
    "none of a property": (
        "MATCH (p:Paper) WHERE none(l IN p.listings WHERE l = 'spring.html') RETURN count(*) AS n",
        [(2,)],
    ),
    "size of list and text": (
        "MATCH (p:Paper {id: $benchmark}) RETURN size(p.authors) AS a, size(p.title) AS t",
        [(2, 25)],
    ),
    "case": (
        "MATCH (p:Paper) RETURN CASE WHEN p.year > 2021 THEN 'new' ELSE 'old' END AS age, count(*) AS n ORDER BY age",
        [("new", 2), ("old", 4)],
    ),
    "coalesce": ("MATCH (p:Paper {id: $lonely}) RETURN coalesce(p.year, 0) AS year", [(0,)]),
    "null comes last": ("MATCH (p:Paper) RETURN p.year AS year ORDER BY year, p.id", [(2020,), (2021,), (2022,), (2023,), (None,), (None,)]),
    "null comes first, downwards": (
        "MATCH (p:Paper) RETURN p.year AS year ORDER BY year DESC, p.id LIMIT 3",
        [(None,), (None,), (2023,)],
    ),
    "text": (
        ("MATCH (p:Paper) WHERE toLower(p.title) CONTAINS 'wing' AND p.title STARTS WITH 'Wing' "
        "AND p.title ENDS WITH 'Graphs' RETURN toUpper(left(p.title, 4)) AS a, right(p.title, 6) AS b, "
        "trim('  x ') AS c, replace('abc', 'b', 'x') AS d"),
        [("WING", "Graphs", "x", "axc")],
    ),
    "regular expression": ("MATCH (p:Paper) WHERE p.title =~ '(?i)whale.*' RETURN p.id", [(WHALES,)]),
    "text is sorted by character": (
        "UNWIND ['b', 'B', 'a', 'ä', 'Z', '😀', '名'] AS x RETURN x ORDER BY x",
        [("B",), ("Z",), ("a",), ("b",), ("ä",), ("名",), ("😀",)],
    ),
    "numbers": (
        "RETURN 5 / 2 AS a, 5 % 3 AS b, abs(-1) AS c, ceil(1.2) AS d, floor(1.7) AS e, sqrt(4.0) AS f, 0.5 + 1 AS g",
        [(2, 2, 1, 2.0, 1.0, 2.0, 1.5)],
    ),
    "sorted by what is not shown": (
        "MATCH (p:Paper) WHERE p.year IS NOT NULL RETURN p.id ORDER BY p.year DESC SKIP 1 LIMIT 2",
        [(WHALES,), (WINGNET,)],
    ),
    "skip and limit by parameter": ("UNWIND range(1, 5) AS x RETURN x ORDER BY x SKIP $one LIMIT $two", [(2,), (3,)]),
    "names in backticks": ("MATCH (`a b`:`Paper` {`id`: $lonely}) RETURN `a b`.`title` IS NULL AS `is null`", [(False,)]),
    "truth": ("RETURN true AND NOT false AS a, true XOR true AS b, null IS NULL AS c", [(True, False, True)]),
    "a map": ("RETURN {a: 1, b: ['x']} AS map", [({"a": 1, "b": ["x"]},)]),
    "values of a map": ("RETURN $map.a AS a", [(1,)]),
}  # fmt: skip
VALUES = {
    "benchmark": BENCHMARK,
    "wingnet": WINGNET,
    "scapes": SCAPES,
    "lonely": LONELY,
    "ids": [BENCHMARK, WINGNET],
    "name": "WING NET",
    "one": 1,
    "two": 2,
    "map": {"a": 1},
}


@pytest.mark.parametrize("what", PORTABLE)
def test_portable_cypher(stored: Store, what: str) -> None:
    cypher, rows = PORTABLE[what]
    found = stored.query(cypher, {name: value for name, value in VALUES.items() if f"${name}" in cypher}).rows
    if rows is None:  # a union has no order
        assert sorted(found) == [
            ("dataset:birdsong-10k",),
            ("dataset:whalecalls",),
            ("method:graph-neural-network",),
        ]
    else:
        assert found == rows


@pytest.mark.parametrize(
    ("cypher", "columns"),
    [
        ("MATCH (d:Dataset) RETURN count(d), count( * ),avg(d.papers) ORDER BY 1", ("count(d)", "count( * )", "avg(d.papers)")),
        ("MATCH (d:Dataset) RETURN DISTINCT d.name, size(d.aliases) + 1, d.id AS id LIMIT 1", ("d.name", "size(d.aliases) + 1", "id")),
        ("MATCH (`a b`:Dataset) RETURN `a b`.name, `a b`", ("`a b`.name", "a b")),
        ("MATCH (d:Dataset) WITH d.id AS x, d.papers AS y RETURN *, toLower(x) ORDER BY x", ("x", "y", "toLower(x)")),
        ("MATCH (d:Dataset) RETURN d:Dataset, [1, 2], {a: 1}", ("d:Dataset", "[1, 2]", "{a: 1}")),
        ("RETURN 1 UNION ALL RETURN 1", ("1",)),
        ("RETURN 'a, b' /* c, */ , \"RETURN\"", ("'a, b'", '"RETURN"')),
    ],
)  # fmt: skip
def test_a_column_without_a_name_is_called_as_it_is_written(
    stored: Store, cypher: str, columns: tuple[str, ...]
) -> None:
    assert stored.query(cypher).columns == columns


@pytest.mark.parametrize(
    ("cypher", "cure"),
    [
        ("MATCH (x:Dataset:Method) RETURN x", "write :Dataset|Method for either"),
        ("MATCH (x) WHERE x : Dataset : Method RETURN x", "write :Dataset|Method for either"),
        ("MATCH (x) WHERE x:Papr RETURN x", "did you mean Paper?"),
        ("MATCH (:Paper)-[:INTRODUCES]->(x) RETURN x", "it is a role: write [:MENTIONS {role: 'introduces'}]"),
        ("MATCH (:Paper)-[:EVALUATES_ON]->(x) RETURN x", "WHERE 'evaluatesOn' IN m.roles"),
    ],
)  # fmt: skip
def test_what_no_graph_has_is_refused_with_what_to_write(stored: Store, cypher: str, cure: str) -> None:
    with pytest.raises(QueryError) as caught:
        stored.query(cypher)
    assert cure in str(caught.value)
