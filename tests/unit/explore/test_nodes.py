import polars as pl
import pytest

from kg.corpus import Corpus
from kg.errors import NotFoundError, UsageError
from kg.explore import Node, candidates, find, is_guess
from kg.explore.nodes import chosen
from kg.graph import Graph
from kg.stores import open_store
from tests.timing import within


def entities(prefix, **named):
    """Give a node table from the numbers of papers by name, with aliases where they are given."""
    rows = [
        {"id": f"{prefix}:{key.lower()}", "name": key, "papers": papers, "aliases": aliases}
        for key, (papers, *aliases) in named.items()
    ]
    return pl.DataFrame(
        rows, schema={"id": pl.String, "name": pl.String, "papers": pl.Int64, "aliases": pl.List(pl.String)}
    )


GRAPH = Graph.of(
    {
        "Paper": pl.DataFrame(
            {
                "id": ["paper:1", "paper:2", "paper:3", "paper:4"],
                "title": ["Kilns and Glazes", "Kilns and Fire", "Bows of Violins", "Poincaré Maps of Kilns"],
            }
        ),
        "Dataset": entities("dataset", Dialogues=(3, "SGD"), Kilnset=(1,), Glazes=(2, "GL"), VN=(1,)),
        "Method": entities(
            "method",
            SGD=(70, "stochastic gradient descent"),
            Violinet=(60, "VN", "BX"),
            Baking=(11, "BX", "KX"),
            Firing=(9, "KX"),
            Adaptive=(4, "Violinet"),
            GL=(100,),
            QLearner=(2, "q-learner"),
        ),
    },
    {},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(Corpus(), GRAPH)
        yield opened


def test_a_name_of_several_things_gives_all_of_them_the_most_mentioned_first(store):
    assert [node.id for node in candidates(store, "sgd")] == ["method:sgd", "dataset:dialogues"]


def test_who_means_one_of_several_is_asked_for_its_id(store):
    with pytest.raises(UsageError, match=r"'kx' names 2 things.*method:baking \(Baking\), method:firing"):
        find(store, "kx")
    assert find(store, "dataset:dialogues").name == "Dialogues"


@pytest.mark.parametrize(
    ("text", "node", "others"),
    [
        ("GL", "method:gl", {"dataset:glazes"}),
        ("sgd", "method:sgd", {"dataset:dialogues"}),
        ("Violinet", "method:violinet", {"method:adaptive"}),
        ("VN", "method:violinet", {"dataset:vn"}),  # sixty papers against one
        ("BX", "method:violinet", {"method:baking"}),
    ],
)
def test_of_things_with_one_name_that_is_meant_which_is_called_so_or_stands_in_far_more_papers(
    store, text, node, others
):
    assert find(store, text).id == node
    assert {one.id for one in candidates(store, text)} == {node, *others}


def test_the_capitals_of_a_name_tell_which_of_two_is_meant():
    one, other = Node("method:a", "MiRaGe", papers=2), Node("dataset:b", "MIRAGE", papers=3)
    assert chosen([other, one], "MiRaGe") == one
    assert chosen([other, one], "MIRAGE") == other
    with pytest.raises(UsageError, match="names 2 things"):
        chosen([other, one], "mirage")


@pytest.mark.parametrize("text", ["Poincaré Maps", "Poincare\u0301 Ma", "poincare\u0301 maps of kilns"])
def test_a_name_is_found_however_its_accents_are_written(store, text):
    assert find(store, text).id == "paper:4"


def test_a_beginning_counts_where_just_one_name_has_it(store):
    assert find(store, "Bows of").id == "paper:3"
    assert find(store, "dialog").id == "dataset:dialogues"


def test_an_id_cut_short_counts_where_just_one_begins_so(store):
    assert find(store, "dataset:dial…").id == "dataset:dialogues"
    assert candidates(store, "paper:…") == []


def test_a_name_unlike_all_is_told_no_nearest(store):
    with pytest.raises(NotFoundError, match="kg search"):
        find(store, "zzz")


@pytest.mark.parametrize("text", ["1706.03762", "https://arxiv.org/abs/1706.03762v2", "10.1109/xq"])
def test_an_identifier_that_no_paper_has_is_not_looked_for_by_words(store, text):
    with pytest.raises(
        NotFoundError, match=r"no paper in the graph has the identifier 1[\d./xq]+; .* try its title"
    ):
        find(store, text)


def test_the_beginning_of_several_names_is_taken_as_words(store):
    assert find(store, "Kilns and").id in {"paper:1", "paper:2"}


def test_words_count_only_where_one_name_holds_them_all(store):
    assert find(store, "glazes kilns").id == "paper:1"
    assert candidates(store, "glazes violins") == []


@pytest.mark.parametrize("text", ["q", "q l", "$s", "f k", "lins and", "ilns glazes"])
def test_letters_and_ends_of_words_are_no_words_of_a_name(store, text):
    assert candidates(store, text) == []


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("glazes kilns", True),
        ("of violins", True),
        ("Bows of", False),
        ("Bows o", True),
        ("dialog", True),
        ("bows of violins", False),
        ("paper:3", False),
        ("violinets", False),
    ],
)
def test_what_was_found_by_words_alone_is_a_guess(store, text, guessed):
    assert is_guess(find(store, text), text) is guessed


def test_a_plural_and_its_singular_name_one_thing(store):
    assert find(store, "Violinets").id == "method:violinet"
    assert find(store, "stochastic gradient descents").id == "method:sgd"
    assert find(store, "dialogue").id == "dataset:dialogues"


def test_the_id_of_nothing_is_not_taken_for_a_name(store):
    assert candidates(store, "dataset:none") == []


@pytest.mark.parametrize("text", ["Kiln Set", "kiln-set", "kilnsets"])
def test_a_name_is_found_in_the_spellings_under_which_names_are_joined(store, text):
    assert find(store, text).name == "Kilnset"


def test_a_word_for_its_kind_tells_which_of_two_of_a_name_is_meant(store):
    assert find(store, "the sgd dataset").id == "dataset:dialogues"
    assert find(store, "SGD optimizer").id == "method:sgd"
    assert not is_guess(find(store, "Violinet model"), "Violinet model")


def test_a_name_with_such_a_word_in_it_is_found_by_it_first(store):
    assert find(store, "kilns and fire").id == "paper:2"
    assert [node.id for node in candidates(store, "kilnset corpus")] == ["dataset:kilnset"]


@pytest.mark.parametrize("word", ["the", "dataset"])
def test_a_text_of_articles_or_words_for_kinds_alone_takes_no_time(store, word):
    with within(10):
        assert candidates(store, " ".join([word] * 3_000)) == []
