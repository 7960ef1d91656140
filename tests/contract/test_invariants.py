"""What holds for every graph, however it came about."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import add, build, remove
from kg.corpus import Corpus, Listing
from kg.graph import NODES, RELATIONSHIPS, Graph, label_of
from kg.model import Paper
from kg.readers import Reading
from kg.stores import open_store

OWN = ("WingNet", "BeakFormer", "PlumeGAN", "Nestling-2", "Nestling-3", "μFeather")
DATA = ("CIFAR-10", "CIFAR-100", "ImageNet", "MS COCO", "BirdSong-10K", "SQuAD 2.0")
KNOWN = ("ResNet-50", "BERT", "graph neural networks", "Adam", "U-Net", "GPT-3", "GPT-3.5")
SENTENCES = (
    "We introduce {own}, a network for hearing birds.",
    "We present {data}, a new dataset of recordings.",
    "{own} outperforms {known} on {data}.",
    "Unlike {known}, our method needs no labels.",
    "Experiments on {data} and CIFAR-10/100 show the gain.",
    "Feathered Attention Network ({own}) builds upon {known}.",
    "Code: https://github.com/birds/{slug}.",
    "Nothing is named here, 🐦 ’tis true … naïve ﬁgures.",
)
TITLES = (
    "{own}: Hearing Birds with {known}",
    "A Survey of {data}",
    "Revisiting {own} 🐦",
    "On {known} and {data}",
)
HOSTILE = (
    "<script>alert('x')</script>",
    "'; MATCH (n) DELETE n; //",
    "\u202e\u0301\u2028",
    "=HYPERLINK(1)",
    "{}%s",
)

FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(FEW, max_examples=4)  # each writes a store four times


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper that names few things out of few, so that papers share titles, names and references."""

    def written(template: str) -> str:
        own = draw(st.sampled_from(OWN))
        names = {"data": draw(st.sampled_from(DATA)), "known": draw(st.sampled_from(KNOWN))}
        return template.format(own=own, slug=own.lower(), **names)

    sentences = draw(st.lists(st.sampled_from(SENTENCES), max_size=5))
    number = draw(st.none() | st.integers(1, 5))
    return Paper(
        title=written(draw(st.sampled_from(TITLES))),
        abstract=" ".join([*map(written, sentences), *draw(st.lists(st.sampled_from(HOSTILE), max_size=1))]),
        arxiv_id=number and f"240{number}.0000{number}",
        published=draw(st.sampled_from([None, "2023", "2024-03", "2024-03-11"])),
        authors=tuple(draw(st.lists(st.sampled_from(["Ada Ara", "Bo Bunting"]), unique=True))),
        references=tuple(draw(st.lists(st.sampled_from(["2401.00001", "A Survey of ImageNet"]), max_size=2))),
        code=tuple(draw(st.lists(st.just("https://github.com/birds/wingnet"), max_size=1))),
    )


@st.composite
def listings(draw: st.DrawFn) -> list[Listing]:
    """Listings of different content, two of them of the same name."""
    held = draw(st.lists(st.lists(papers(), min_size=1, max_size=4), min_size=2, max_size=4))
    files = ("monday.txt", "tuesday.txt", "monday.txt", "wednesday.txt")
    return [
        Listing(
            file,
            f"/{number}/{file}",
            hashlib.sha256(repr((number, found)).encode()).hexdigest(),
            "text",
            tuple(found),
        )
        for number, (file, found) in enumerate(zip(files, held, strict=False))
    ]


def _graph(given: Sequence[Listing]) -> Graph:
    return build(Corpus().add(given)).graph


@FEW
@given(listings(), st.randoms(use_true_random=False))
def test_the_order_of_listings_does_not_show(given, chance):
    shuffled = list(given)
    chance.shuffle(shuffled)
    assert _graph(shuffled).equals(_graph(given))


@FEW
@given(listings())
def test_the_order_of_records_in_a_listing_does_not_show(given):
    assert _graph([replace(one, papers=one.papers[::-1]) for one in given]).equals(_graph(given))


def test_the_seed_of_hashing_does_not_show(tmp_path):
    """Two processes that order their sets differently build the same bytes."""
    program = (
        "import sys; from tests.contract.test_invariants import digest_of_examples as digest; "
        "sys.stdout.write(digest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert digest_of_examples() in digests


def digest_of_examples() -> str:
    """Give the SHA-256 of the tables of a graph of two dozen papers."""
    made = [
        Paper(
            TITLES[n % len(TITLES)].format(own=OWN[n % 6], known=KNOWN[n % 7], data=DATA[n % 5]),
            " ".join(
                SENTENCES[(n + k) % len(SENTENCES)].format(
                    own=OWN[(n * k) % 6],
                    known=KNOWN[(n + k) % 7],
                    data=DATA[(n + 2 * k) % 6],
                    slug=f"bird{n % 3}",
                )
                for k in range(4)
            ),
            published=f"20{10 + n % 9}",
        )
        for n in range(24)
    ]
    graph = _graph(
        [Listing("a", "/a", "a", "text", tuple(made[:12])), Listing("b", "/b", "b", "text", tuple(made[9:]))]
    )
    tables = (*graph.nodes.values(), *graph.relationships.values(), graph.ledger)
    assert all(table.height for table in tables[:4])
    return hashlib.sha256("".join(table.write_json() for table in tables).encode()).hexdigest()


@FEWER
@given(listings(), st.data())
def test_adding_in_steps_is_adding_at_once_and_removing_is_never_adding(tmp_path_factory, given, data):
    place = tmp_path_factory.mktemp("store") / "graph"
    cut = data.draw(st.integers(1, len(given) - 1))
    with open_store(place, create=True) as store:
        for part in (given[:cut], given[cut:], given[:1]):
            change = add(store, [Reading(one, ()) for one in part])
        assert change.built is None
        assert store.graph().equals(_graph(given))
        remove(store, [one.source for one in given[cut:]])
        assert store.graph().equals(_graph(given[:cut]))


@FEW
@given(listings())
def test_every_span_is_its_surface_and_every_end_is_there(given):
    corpus = Corpus().add(given)
    texts = {paper.id: paper for paper in corpus.papers()[0]}
    graph = build(corpus).graph
    for row in graph.relationships["MENTIONS"].iter_rows(named=True):
        evidence = json.loads(row["evidence"])
        assert evidence
        assert row["surfaces"] == sorted({one["surface"] for one in evidence})
        assert 0 < row["confidence"] <= 1
        for one in evidence:
            text = texts[row["start"]].text(one["field"])
            assert text[one["start"] : one["end"]] == one["surface"] != ""
            assert one["surface"] in one["sentence"]
            assert one["sentence"] in text
            assert one["rule"]
    ids = {label: set(rows["id"]) for label, rows in graph.nodes.items()}
    assert ids["Paper"] == texts.keys()
    for rows in graph.relationships.values():
        for start, end in rows.select("start", "end").iter_rows():
            assert start in ids["Paper"]
            assert end in ids[label_of(end)]


@FEW
@given(listings())
def test_inferred_citations_name_their_evidence_on_both_sides_and_never_point_to_the_future(given):
    corpus = Corpus().add(given)
    known = {paper.id: paper for paper in corpus.papers()[0]}
    graph = build(corpus).graph
    roles = {
        (row["start"], row["end"]): row["role"]
        for row in graph.relationships["MENTIONS"].iter_rows(named=True)
    }
    things = [graph.nodes[label].select("id", "name") for label in ("Dataset", "Method", "Repo")]
    called = dict(row for rows in things for row in rows.iter_rows())
    for row in graph.relationships["BUILDS_ON"].iter_rows(named=True):
        user, source = known[row["start"]], known[row["end"]]
        assert user.id != source.id
        assert not (user.year and source.year) or user.year >= source.year
        assert row["via"]
        for one in json.loads(row["evidence"]):
            assert one["via"] == called[one["entity"]]
            assert one["via"] in row["via"]
            assert roles[source.id, one["entity"]] == "introduces"
            assert (user.id, one["entity"]) in roles
            for paper, place in ((source, one["introduced"]), (user, one["mentioned"])):
                assert place["paper"] == paper.id
                assert paper.text(place["field"])[place["start"] : place["end"]] == place["surface"] != ""


@FEW
@given(listings())
def test_a_graph_has_the_columns_of_the_contract_and_each_key_once(given):
    graph = _graph(given)
    for table, columns, key in (
        *((graph.nodes[label], NODES[label], ["id"]) for label in NODES),
        *((graph.relationships[kind], RELATIONSHIPS[kind], ["start", "end"]) for kind in RELATIONSHIPS),
    ):
        assert table.columns == list(columns)
        assert table.select(key).is_unique().all()
        assert table.equals(table.sort(key))
    for start, end in graph.relationships["SIMILAR_TO"].select("start", "end").iter_rows():
        assert start < end


def test_no_type_of_relationship_displaces_another(tmp_path):
    """Two papers that are similar, one building on and citing the other, keep all three relationships."""
    first = Paper(
        "WingNet: Hearing Birds",
        "We introduce WingNet, a network for hearing birds in forests.",
        "2301.00001",
    )
    second = Paper(
        "Hearing Birds in Cities",
        "We train WingNet, a network for hearing birds, in cities.",
        "2401.00001",
        references=("2301.00001",),
    )
    listing = Listing("a.txt", "/a.txt", "a", "text", (first, second))
    with open_store(tmp_path / "graph", create=True) as store:
        add(store, [Reading(listing, ())])
        pairs = {
            kind: {frozenset(pair) for pair in rows.select("start", "end").iter_rows()}
            for kind, rows in store.graph().relationships.items()
            if kind != "MENTIONS"
        }
    wanted = {frozenset(("paper:arxiv:2301.00001", "paper:arxiv:2401.00001"))}
    assert pairs == dict.fromkeys(("SIMILAR_TO", "BUILDS_ON", "CITES"), wanted)
