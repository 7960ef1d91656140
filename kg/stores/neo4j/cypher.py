"""
The Cypher that the store speaks, as plain text.

Names of labels, relationship types and properties come from the schema alone; everything else is a parameter.

No statement here touches a node without the label that marks ours (see `kg.graph.neo4j_schema`); a relationship is ours when
it has one of our types and joins two such nodes. The bookkeeping is on nodes with the label `_KgStore`: one says what is
stored, one is the lock, the others hold the corpus and the ledger in parts.
"""

from __future__ import annotations

from kg.graph import NODES, RELATIONSHIPS
from kg.graph.neo4j_schema import OURS, TEXT_INDEX

BOOKKEEPING = "_KgStore"

_EACH_ID, _EACH_PAIR = (f"UNWIND range(0, size(${name}) - 1) AS i" for name in ("id", "start"))
_COUNT = "RETURN count(DISTINCT i)"

STORE_SCHEMA = f"CREATE CONSTRAINT kg_store_id IF NOT EXISTS FOR (s:{BOOKKEEPING}) REQUIRE s.id IS UNIQUE"
"""The constraint that must exist before the lock can be taken."""

AWAIT_INDEXES = "CALL db.awaitIndexes($seconds)"

LOCK = f"MERGE (l:{BOOKKEEPING} {{id: 'lock'}}) SET l.taken = coalesce(l.taken, 0) + 1"
"""Waits for whoever holds the lock; it is held until the transaction ends."""
STOP_WAITING = (
    "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.waiting = $waiting "
    "TERMINATE TRANSACTIONS id YIELD message RETURN count(*)"
)
"""Ends a transaction, by what was noted on it, that waits for the lock; everybody may end his own."""

STATE = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'store'}}) RETURN s.format AS format, s.kg AS kg, s.complete AS complete, "
    "s.writes AS writes, s.content AS content"
)
BEGIN = (
    f"MERGE (s:{BOOKKEEPING} {{id: 'store'}}) SET s.complete = false, s.format = $format, s.kg = $kg, "
    "s.writes = coalesce(s.writes, 0) + 1 RETURN s.writes"
)
FENCE = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'store'}}) SET s.complete = false "
    "WITH s WHERE s.writes = $writes RETURN count(s)"
)
"""
Counts 1 as long as nobody else has begun to write, and blocks others from it until the transaction ends.

It compares after it has set something, which takes the lock: before that it would not see what another transaction
is about to commit.
"""

PUBLISH = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'store'}}) SET s.complete = true, s.content = $content WITH s "
    f"MATCH (p:{BOOKKEEPING}) WHERE p.data IS NOT NULL AND NOT p.id IN $parts DELETE p RETURN count(*)"
)

PART_IDS = f"MATCH (p:{BOOKKEEPING}) WHERE p.data IS NOT NULL RETURN p.id AS id"
WRITE_PART = f"MERGE (p:{BOOKKEEPING} {{id: $id}}) SET p.data = $data"
READ_PARTS = f"UNWIND $ids AS id MATCH (p:{BOOKKEEPING} {{id: id}}) RETURN p.id AS id, p.data AS data"

NODE_KEYS = f"MATCH (n:{OURS}) RETURN n.id AS id"
ANY_NODE = f"MATCH (n:{OURS}) RETURN n.id LIMIT 1"
DELETE_NODES = f"{_EACH_ID} MATCH (n:{OURS} {{id: $id[i]}}) DETACH DELETE n {_COUNT}"
"""A relationship that another application has drawn to such a node goes with it; there is no other way."""

SEARCH = (
    f"CALL db.index.fulltext.queryNodes('{TEXT_INDEX}', $query, {{limit: $limit}}) YIELD node AS n, score "
    "RETURN n.id AS id, coalesce(n.title, n.name, '') AS name, coalesce(n.aliases, []) AS aliases, "
    "n.abstract AS abstract, score ORDER BY score DESC, id"
)
SEARCH_NAMES = (
    f"MATCH (n:{OURS}) WHERE toLower(coalesce(n.title, n.name)) = $name "
    "OR any(alias IN n.aliases WHERE toLower(alias) = $name) "
    "RETURN n.id AS id, coalesce(n.title, n.name, '') AS name, coalesce(n.aliases, []) AS aliases, "
    "n.abstract AS abstract, 0.0 AS score ORDER BY id LIMIT $limit"
)


def merge_nodes(label: str) -> str:
    """Give the statement that makes nodes or gives them our properties; it takes a list of each column."""
    values = "".join(f", n.{name} = ${name}[i]" for name in NODES[label] if name != "id")
    return f"{_EACH_ID} MERGE (n:{OURS} {{id: $id[i]}}) SET n:{label}{values} {_COUNT}"


def merge_relationships(kind: str) -> str:
    """Give the statement that makes relationships between nodes that are there, or sets their properties."""
    values = ", ".join(f"r.{name} = ${name}[i]" for name in _properties(kind))
    return (
        f"{_EACH_PAIR} MATCH (a:{OURS} {{id: $start[i]}}) MATCH (b:{OURS} {{id: $end[i]}}) "
        f"MERGE (a)-[r:{kind}]->(b) {'SET ' if values else ''}{values} {_COUNT}"
    )


def delete_relationships(kind: str) -> str:
    """Give the statement that deletes relationships, however often they are there."""
    ends = f"(:{OURS} {{id: $start[i]}})-[r:{kind}]->(:{OURS} {{id: $end[i]}})"
    return f"{_EACH_PAIR} MATCH {ends} DELETE r {_COUNT}"


def nodes(label: str) -> str:
    """Give the query for the nodes with the ids `$id`: one row, a list for each column."""
    columns = ", ".join(f"[n IN all | n.{name}] AS {name}" for name in NODES[label])
    return f"UNWIND $id AS id MATCH (n:{OURS}:{label} {{id: id}}) WITH collect(n) AS all RETURN {columns}"


def relationships(kind: str, *, properties: bool = True) -> str:
    """Give the query for the relationships that start at the ids `$id`: one row, a list for each column."""
    columns = {"start": "startNode(r).id", "end": "endNode(r).id"}
    if properties:
        columns |= {name: f"r.{name}" for name in _properties(kind)}
    lists = ", ".join(f"[r IN all | {value}] AS {name}" for name, value in columns.items())
    return f"UNWIND $id AS id MATCH (:{OURS} {{id: id}})-[r:{kind}]->(:{OURS}) WITH collect(r) AS all RETURN {lists}"


def _properties(kind: str) -> list[str]:
    return [name for name in RELATIONSHIPS[kind] if name not in {"start", "end"}]
