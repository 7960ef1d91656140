"""The store on a real Neo4j server: what only a server can show."""

import json
import threading
from collections.abc import Callable

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.errors import QueryError, StoreError
from kg.graph import Graph
from kg.graph.neo4j_schema import OURS
from kg.stores import Store, open_store
from kg.stores.neo4j import Neo4jStore, cypher, load, parts
from kg.stores.neo4j import store as module
from kg.stores.neo4j.connection import Connection, OutOfServerMemory
from tests.e2e.conftest import PAPERS, assert_failed, json_lines
from tests.graphs import BENCHMARK, WINGNET, small, small_corpus
from tests.neo4j.fixtures import Server
from tests.neo4j.server import VERSION, Address, MavenServer

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(neo4j_address: Address):
    """An open store in an empty database."""
    with open_store(neo4j_address.uri) as opened:
        yield opened


def some_papers(count: int, size: int = 10) -> Graph:
    """Give a graph of so many papers with abstracts of so many characters."""
    ids = [f"paper:{number:04}" for number in range(count)]
    return Graph.of({"Paper": pl.DataFrame({"id": ids, "title": ids, "abstract": ["x" * size] * count})}, {})


def test_the_server_is_the_one_that_is_meant(neo4j_server: Server) -> None:
    ((_, (version, *_), edition),) = neo4j_server.address.run("CALL dbms.components()")
    assert edition in {"community", "enterprise"}
    assert version.startswith("5.") if not isinstance(neo4j_server, MavenServer) else version == VERSION


class TestRefusals:
    @pytest.mark.parametrize(
        ("variables", "message"),
        [
            ({"NEO4J_PASSWORD": "wrong"}, "wrong password for 'neo4j'"),
            ({"NEO4J_USERNAME": "nobody"}, "wrong password for 'nobody'"),
            ({"NEO4J_PASSWORD": "", "NEO4J_USERNAME": ""}, "the server wants a user and a password"),
            ({"NEO4J_DATABASE": "elsewhere"}, "there is no database 'elsewhere'"),
        ],
        ids=["password", "user", "nothing", "database"],
    )
    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_who_may_not_in_gets_one_line(
        self, kg, neo4j_address: Address, scheme: str, variables: dict[str, str], message: str
    ) -> None:
        uri = f"{scheme}://{neo4j_address.uri.partition('://')[2]}"
        line = assert_failed(kg("stats", "--store", uri, **(neo4j_address.environment | variables)))
        assert message in line
        assert neo4j_address.password not in line

    def test_an_empty_database_holds_nothing_yet(self, store: Store) -> None:
        with pytest.raises(StoreError, match="holds nothing yet; fill it with `kg build`"):
            store.query("RETURN 1 AS one")
        with pytest.raises(StoreError, match="holds nothing yet"):
            store.search("birds")

    def test_what_a_later_kg_has_stored_is_refused(self, store: Store, neo4j_address: Address) -> None:
        store.write(small_corpus(), small())
        neo4j_address.run(f"MATCH (s:{cypher.BOOKKEEPING} {{id: 'store'}}) SET s.format = 99, s.kg = '99.0'")
        with pytest.raises(StoreError, match=r"format 99, written by kg 99\.0[^\n]*update kg$"):
            open_store(neo4j_address.uri)

    def test_a_database_lets_nobody_write_through_a_query(self, store: Store, monkeypatch) -> None:
        """The server refuses by itself what the guard would have to overlook."""
        store.write(small_corpus(), small())
        monkeypatch.setattr("kg.stores.guard.checked", lambda text, _: text)
        with pytest.raises(QueryError, match="Writing in read access mode not allowed"):
            store.query("MATCH (n) DETACH DELETE n")
        assert store.graph().equals(small())

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("MATCH (p:Papr) RETURN p", "no label Papr; did you mean Paper"),
            ("MATCH (p:Paper) RETURN p.titel", "no property titel; did you mean title"),
            ("MATCH ()-[r:MENTION]->() RETURN r", "no relationship type MENTION; did you mean MENTIONS"),
        ],
    )
    def test_a_misspelt_name_is_an_error_and_not_an_empty_answer(
        self, store: Store, query: str, message: str
    ) -> None:
        store.write(small_corpus(), small())
        with pytest.raises(QueryError, match=message):
            store.query(query)

    def test_names_of_the_schema_without_a_value_yet_are_no_error(self, store: Store) -> None:
        store.write(Corpus(), some_papers(1))
        found = store.query(
            "MATCH (p:Paper) OPTIONAL MATCH (p)-[:CITES]->(q) RETURN p.doi AS doi, q.venue AS v"
        )
        assert found.rows == [(None, None)]


class TestWriting:
    def test_a_graph_becomes_another_one_entirely(self, store: Store, neo4j_address: Address) -> None:
        """Going over a larger graph leaves the same as writing into an empty database."""
        graph = small()
        less = Graph.of(
            {label: rows.head(1) for label, rows in graph.nodes.items()},
            {
                "MENTIONS": graph.relationships["MENTIONS"]
                .head(1)
                .with_columns(pl.lit(0.5).alias("confidence"))
            },
        )
        store.write(small_corpus(), graph)
        store.write(Corpus(small_corpus().listings[:1]), less)
        assert store.graph().equals(less)
        assert store.corpus() == Corpus(small_corpus().listings[:1])
        left = neo4j_address.run(f"MATCH (n) WHERE NOT n:{cypher.BOOKKEEPING} RETURN count(n)")
        assert left == [[4]]
        assert neo4j_address.run("MATCH ()-[r]->() RETURN count(r)") == [[1]]

    def test_a_value_that_goes_leaves_no_property(self, store: Store, neo4j_address: Address) -> None:
        paper = {"id": ["paper:x"], "title": ["X"]}
        store.write(Corpus(), Graph.of({"Paper": pl.DataFrame(paper | {"doi": ["10.1/x"]})}, {}))
        store.write(Corpus(), Graph.of({"Paper": pl.DataFrame(paper)}, {}))
        ((keys,),) = neo4j_address.run("MATCH (p:Paper) RETURN keys(p)")
        assert sorted(keys) == ["authors", "id", "keywords", "listings", "title"]

    def test_ids_are_unique_and_looked_up_through_an_index(
        self, store: Store, neo4j_address: Address
    ) -> None:
        store.write(small_corpus(), small())
        constraints = neo4j_address.run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type")
        assert ([OURS], ["id"], "UNIQUENESS") in [tuple(one) for one in constraints]
        states = neo4j_address.run("SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'kg_' RETURN state")
        assert states == [["ONLINE"]] * 7
        with neo4j_address.driver() as driver:
            plan = driver.execute_query("EXPLAIN MATCH (p:Paper {id: 'x'}) RETURN p").summary.plan
        assert "NodeIndexSeek" in json.dumps(plan)

    def test_relationships_that_somebody_has_doubled_become_one(
        self, store: Store, neo4j_address: Address
    ) -> None:
        store.write(small_corpus(), small())
        neo4j_address.run("MATCH (a)-[:CITES]->(b) CREATE (a)-[:CITES]->(b) CREATE (a)-[:CITES]->(b)")
        neo4j_address.run("MATCH (m:Method) REMOVE m:Method, m.name")
        store.write(small_corpus(), small())
        assert store.graph().equals(small())
        assert neo4j_address.run("MATCH ()-[r:CITES]->() RETURN count(r)") == [[1]]

    def test_batches_shrink_until_the_server_has_memory_for_them(
        self, store: Store, neo4j_server: Server, monkeypatch
    ) -> None:
        refused = []
        tried = Connection.write

        def counting(*arguments, **options):
            try:
                return tried(*arguments, **options)
            except OutOfServerMemory as error:
                refused.append(str(error))
                raise

        monkeypatch.setattr(Connection, "write", counting)
        monkeypatch.setattr(parts, "BYTES", 1 << 40)
        graph = some_papers(48, 1 << 20)
        store.write(Corpus(), graph)
        assert store.query("MATCH (p:Paper) RETURN count(*), sum(size(p.abstract))").rows == [(48, 48 << 20)]
        store.write(Corpus(), Graph.empty())
        assert store.graph().equals(Graph.empty())
        if isinstance(neo4j_server, MavenServer):
            assert 2 <= len(refused) < 12

    def test_parts_that_nothing_names_any_more_are_deleted(
        self, store: Store, neo4j_address: Address
    ) -> None:
        store.write(small_corpus(), small())
        neo4j_address.run(
            f"CREATE (:{cypher.BOOKKEEPING} {{id: 'part:left-behind', data: $data}})", data=b"x"
        )
        store.write(Corpus(), Graph.empty())
        assert neo4j_address.run(cypher.PART_IDS) == []


class TestOtherApplications:
    THEIRS = """
        CREATE (p:Paper {id: $benchmark, title: 'Their own', n: 1}), (q:Paper {id: $benchmark}), (r:Paper {title: 'x'}),
               (d:Dataset {id: 'dataset:whalecalls', name: 'theirs'}), (m:Method), (u:User {id: 'paper:x'}),
               (p)-[:CITES {since: 1999}]->(q), (p)-[:MENTIONS]->(d), (q)-[:SIMILAR_TO]->(r), (u)-[:READS]->(p)
    """
    DUMP = """
        MATCH (n) WHERE NOT n:_Kg AND NOT n:_KgStore
        OPTIONAL MATCH (n)-[r]->(m) WHERE NOT m:_Kg
        RETURN elementId(n), labels(n), properties(n), type(r), properties(r), elementId(m)
        ORDER BY elementId(n), elementId(m)
    """

    def test_nodes_and_relationships_of_others_stay_as_they_are(
        self, store: Store, neo4j_address: Address
    ) -> None:
        """Also those with our labels, our types and even our ids, which no constraint of ours forbids."""
        neo4j_address.run(self.THEIRS, benchmark=BENCHMARK)
        before = neo4j_address.run(self.DUMP)
        store.write(small_corpus(), small())
        assert store.graph().equals(small())
        assert neo4j_address.run(self.DUMP) == before
        store.write(Corpus(), Graph.empty())
        assert store.graph().equals(Graph.empty())
        assert neo4j_address.run(self.DUMP) == before
        assert all("their" not in hit.name.lower() for hit in store.search("their own theirs"))

    def test_what_others_add_to_our_nodes_stays(self, store: Store, neo4j_address: Address) -> None:
        store.write(small_corpus(), small())
        neo4j_address.run(
            "MATCH (p:Paper {id: $id}) SET p:Read, p.note = 'good' CREATE (p)<-[:READS]-(:User {name: 'Ada'})",
            id=WINGNET,
        )
        store.write(small_corpus(), small())
        kept = "MATCH (p:Paper:Read {id: $id})<-[:READS]-(u:User) RETURN p.note, p.title, u.name"
        assert neo4j_address.run(kept, id=WINGNET) == [["good", "WingNet: Hearing Birds with Graphs", "Ada"]]
        assert store.graph().equals(small())


class TestSeveralAtOnce:
    def test_whoever_writes_second_waits_and_both_are_done(self, neo4j_address: Address) -> None:
        graph, errors = small(), []

        def write() -> None:
            try:
                with open_store(neo4j_address.uri) as store:
                    barrier.wait()
                    store.write(small_corpus(), graph)
            except Exception as error:
                errors.append(error)

        barrier = threading.Barrier(4)
        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        with open_store(neo4j_address.uri) as store:
            assert store.graph().equals(graph)
            assert store.corpus() == small_corpus()

    def test_what_another_process_has_added_meanwhile_is_not_lost(self, neo4j_address: Address) -> None:
        with open_store(neo4j_address.uri) as one, open_store(neo4j_address.uri) as two:
            one.write(small_corpus(), small())
            with pytest.raises(
                StoreError, match="another process has written to the store meanwhile; run this again"
            ):
                two.write(Corpus(small_corpus().listings[:1]), Graph.empty())
            assert two.corpus() == small_corpus()
            two.write(Corpus(), Graph.empty())
            assert two.graph().equals(Graph.empty())

    def test_waiting_has_an_end(self, neo4j_address: Address) -> None:
        with Neo4jStore(neo4j_address.uri, wait=1) as store:
            store.write(small_corpus(), small())
            with neo4j_address.driver() as driver, driver.session(database="neo4j") as session:
                holder = session.begin_transaction()
                holder.run(cypher.LOCK).consume()
                with pytest.raises(StoreError, match="has been writing for 1 seconds; run this again"):
                    store.write(small_corpus(), small())
                holder.rollback()
            store.write(small_corpus(), small())

    def test_waiting_has_an_end_for_whoever_comes_second_after_waiting(
        self, neo4j_address: Address, monkeypatch
    ) -> None:
        """Of two that wait, one takes the lock just before the other would."""
        run, holders = Connection.run, []
        with neo4j_address.driver() as driver, Neo4jStore(neo4j_address.uri, wait=2) as store:
            store.write(small_corpus(), small())

            def overtaken(connection: Connection, statement: str, *arguments, **options):
                answer = run(connection, statement, *arguments, **options)
                if statement == cypher.LOCK:
                    session = driver.session(database="neo4j")
                    holders.append((session, session.begin_transaction()))
                    holders[-1][1].run(cypher.LOCK).consume()
                return answer

            with monkeypatch.context() as patch:
                patch.setattr(Connection, "run", overtaken)
                with pytest.raises(StoreError, match="has been writing for 2 seconds; run this again"):
                    store.write(small_corpus(), small())
            for session, transaction in holders:
                transaction.rollback()
                session.close()
            store.write(small_corpus(), small())
        assert len(holders) == 1

    def test_whoever_has_lost_the_lock_writes_nothing_more(self, store: Neo4jStore, monkeypatch) -> None:
        """As after a pause so long that the server has ended the transaction that held the lock."""
        store.write(small_corpus(), small())
        late = load.Load(store._connection, 1)
        store.write(Corpus(), Graph.empty())
        for act in (lambda: late.graph(small()), lambda: late.publish(parts.Content())):
            with pytest.raises(StoreError, match="another process has begun to write"):
                act()
        assert store.graph().equals(Graph.empty())

    def test_a_lock_that_is_lost_does_no_harm_where_nobody_else_comes(
        self, store: Store, neo4j_address: Address, monkeypatch
    ) -> None:
        write_graph = load.Load.graph

        def interrupted(*arguments) -> None:
            ((holder,),) = neo4j_address.run(
                "SHOW TRANSACTIONS YIELD transactionId, currentQuery, status "
                "WHERE currentQuery = '' OR currentQuery IS NULL RETURN transactionId"
            )
            neo4j_address.run("TERMINATE TRANSACTION $id", id=holder)
            write_graph(*arguments)

        monkeypatch.setattr(load.Load, "graph", interrupted)
        store.write(small_corpus(), small())
        assert store.graph().equals(small())

    def test_nobody_reads_what_is_half_written(self, store: Store, neo4j_address: Address) -> None:
        store.write(small_corpus(), small())
        neo4j_address.run(cypher.BEGIN, format=1, kg="0")
        reads: list[Callable[[], object]] = [
            store.graph,
            lambda: store.query("RETURN 1 AS one"),
            lambda: store.search("birds"),
        ]
        for read in reads:
            with pytest.raises(
                StoreError, match="a load is under way, or was interrupted; wait for it, or run it"
            ):
                read()
        assert store.made_by() is None
        assert store.corpus() == small_corpus()
        store.write(small_corpus(), small())
        assert store.graph().equals(small())

    def test_a_write_between_two_reads_is_noticed(
        self, store: Store, neo4j_address: Address, monkeypatch
    ) -> None:
        store.write(small_corpus(), small())

        read = module.read_graph

        def slow(*arguments) -> Graph:
            graph = read(*arguments)
            with open_store(neo4j_address.uri) as other:
                other.write(small_corpus(), small())
            return graph

        monkeypatch.setattr(module, "read_graph", slow)
        with pytest.raises(StoreError, match="somebody wrote while this was reading; run it again"):
            store.graph()


class TestCommands:
    def test_build_query_and_remove_work_on_the_server(self, kg, neo4j_address: Address, tmp_path) -> None:
        (tmp_path / "one.jsonl").write_text(json_lines(PAPERS[:1]), encoding="utf-8")
        (tmp_path / "two.jsonl").write_text(json_lines(PAPERS[1:]), encoding="utf-8")
        variables = {**neo4j_address.environment, "KG_STORE": neo4j_address.uri}
        names = ["MATCH (n) WHERE n.id IS NOT NULL RETURN n.id AS id ORDER BY id", "--format", "csv"]

        assert kg("build", "one.jsonl", **variables).returncode == 0
        first = kg("query", *names, **variables).stdout
        assert kg("build", "two.jsonl", **variables).returncode == 0
        assert len(kg("query", *names, **variables).stdout) > len(first)
        assert "nothing to do" in kg("build", "one.jsonl", "two.jsonl", **variables).stderr
        assert kg("remove", "two", **variables).returncode == 0
        assert kg("query", *names, **variables).stdout == first

    def test_load_copies_the_graph_and_says_what_it_holds(self, kg, built, neo4j_address: Address) -> None:
        done = kg("load", neo4j_address.uri, "--format", "json", **neo4j_address.environment)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["Paper"] == len(PAPERS)
        with open_store(built / "kg-graph") as source, open_store(neo4j_address.uri) as target:
            assert target.graph().equals(source.graph())
            assert target.corpus() == source.corpus()
        assert kg("load", neo4j_address.uri, **neo4j_address.environment).returncode == 0

    def test_load_removes_listings_of_others_only_when_told_to(
        self, kg, built, store: Store, neo4j_address: Address
    ) -> None:
        store.write(small_corpus(), small())
        line = assert_failed(kg("load", neo4j_address.uri, **neo4j_address.environment), 2)
        assert "holds 2 listings that kg-graph does not, such as 'january.jsonl'; load with --replace" in line
        assert kg("load", neo4j_address.uri, "--replace", **neo4j_address.environment).returncode == 0
        assert len(store.corpus().listings) == 1

    def test_load_wants_an_address_and_something_to_load(self, kg, built, neo4j_address: Address) -> None:
        assert "no address" in assert_failed(kg("load", "kg-graph"), 2)
        line = assert_failed(kg("load", neo4j_address.uri, "--store", "nowhere", **neo4j_address.environment))
        assert "there is no store here" in line
