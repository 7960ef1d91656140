"""Tests of `kg.extract.lexicon.user_names`: what a person says of names, and what a dump adds."""

import pytest

from kg.extract import Knowledge, extract
from kg.extract.knowledge import knowledge_digest
from kg.extract.lexicon.tables import load_lexicon
from kg.extract.lexicon.user_names import with_names
from kg.model import KnownName, NameList, Paper

SHIPPED = load_lexicon()


def own(*names: KnownName) -> NameList:
    return NameList("mine.tsv", "tsv", tuple(sorted(names)))


def dump(*names: KnownName) -> NameList:
    return NameList("methods.json", "dump", tuple(sorted(names)))


def found(abstract: str, *lists: NameList) -> dict[str, tuple[str, str]]:
    """Give what is found in an abstract: surface, kind and name."""
    mentions = extract([Paper("A study", abstract, id="paper:a")], Knowledge(lists))
    return {one.surface: ("family" if one.family else one.kind, one.name) for one in mentions}


def test_a_name_that_no_rule_finds_is_known_from_then_on():
    said = "We measure everything with zorble and with the hollow pancake."
    assert found(said) == {}
    mine = own(KnownName("zorble", "method"), KnownName("Hollow Pancake", "dataset", ("hollow pancake",)))
    assert found(said, mine) == {
        "zorble": ("method", "zorble"),
        "hollow pancake": ("dataset", "Hollow Pancake"),
    }


def test_a_persons_word_stands_where_a_title_introduces_the_name() -> None:
    paper = Paper(
        "ScaleLong: Steady Skip Connections for Diffusion Models",
        "We propose the framework ScaleLong, which scales the long skip connections of a U-Net.",
        id="paper:a",
    )
    kinds = [
        {one.kind for one in extract([paper], Knowledge(lists)) if one.surface == "ScaleLong"}
        for lists in ((), (own(KnownName("ScaleLong", "dataset")),))
    ]
    assert kinds == [{"method"}, {"dataset"}]


def test_a_person_overrides_the_shipped_kind_and_can_silence_a_name():
    said = "We train on ImageNet with Adam."
    assert found(said)["ImageNet"] == ("dataset", "ImageNet")
    assert found(said, own(KnownName("ImageNet", "method")))["ImageNet"] == ("method", "ImageNet")
    assert "ImageNet" not in found(said, own(KnownName("ImageNet", "term")))


def test_what_a_person_calls_a_metric_is_one_where_a_paper_introduces_it_as_well() -> None:
    paper = Paper(
        "QUUX: A Benchmark for Things",
        "We introduce QUUX, a benchmark for things. We test BERT on QUUX.",
        id="paper:a",
    )
    assert "QUUX" in {one.name for one in extract([paper])}
    mine = Knowledge((own(KnownName("QUUX", "metric")),))
    assert {one.name for one in extract([paper], mine)} == {"BERT"}


def test_the_other_names_of_a_thing_follow_a_new_canonical_name():
    said = "We train on Microsoft COCO, on MS COCO and on COCO."
    mine = own(KnownName("The COCO", "dataset", ("COCO",)))
    assert {name for _, name in found(said, mine).values()} == {"The COCO"}


def test_a_dump_never_says_what_is_known_already():
    lists = dump(
        KnownName("ImageNet", "method"),
        KnownName("Transformer", "method"),
        KnownName("GPU", "dataset"),
        KnownName("LSTM Network", "method", ("LSTM",)),
    )
    combined = with_names(SHIPPED, [lists])
    for name in ("ImageNet", "Transformer", "GPU", "LSTM"):
        assert combined.get(name) == SHIPPED.get(name)
    (added,) = combined.get("LSTM Network")
    assert added.name == SHIPPED.get("LSTM")[0].name


ORDINARY = (
    "Attention Focus RAM Linear-Layer Balanced Average Discriminator Poplar SPEED Set Test Early".split()
)


@pytest.mark.parametrize("kind", ["method", "dataset"])
def test_ordinary_words_in_a_dump_do_not_flood_the_graph(kind):
    said = (
        "Attention is what we focus on. Focus on the linear layer: its RAM grows with average speed, and the early test set is "
        "balanced. We plant poplar trees. A discriminator decides on the Average of the Test Set."
    )
    names = dump(*(KnownName(word.replace("-", " "), kind) for word in ORDINARY))
    assert found(said, names) == found(said)


def test_a_dump_adds_names_that_can_mean_nothing_else():
    said = "We report results on GloopNet-7 and compare with Gloop-VAE."
    names = dump(KnownName("GloopNet-7", "dataset"), KnownName("Gloop-VAE", "method"))
    assert found(said, names) == {
        "GloopNet-7": ("dataset", "GloopNet-7"),
        "Gloop-VAE": ("method", "Gloop-VAE"),
    }


def test_the_order_of_lists_does_not_matter():
    lists = [own(KnownName("A1", "dataset")), dump(KnownName("A1", "method"), KnownName("B2x", "method"))]
    forwards, backwards = with_names(SHIPPED, lists), with_names(SHIPPED, lists[::-1])
    assert forwards == backwards
    assert [one.kind for one in forwards.get("A1")] == ["dataset"]


def test_the_digest_tells_different_knowledge_apart():
    lists = [
        own(KnownName("A1", "dataset")),
        dump(KnownName("A1", "dataset")),
        own(KnownName("A1", "method")),
    ]
    digests = [knowledge_digest(()), *(knowledge_digest((one,)) for one in lists)]
    assert len(set(digests)) == 4
    assert digests == [knowledge_digest(()), *(knowledge_digest((one,)) for one in lists)]
    assert knowledge_digest((NameList("other.tsv", "tsv", lists[0].names),)) == digests[1]


def test_a_name_of_the_user_is_not_taken_for_a_list_of_several() -> None:
    paper = Paper(
        "Answers", "We train networks on the HedgeQA-Y/N dataset and on CIFAR-10/100.", id="paper:a"
    )
    mine = Knowledge((NameList("mine.tsv", "tsv", (KnownName("HedgeQA-Y/N", "dataset"),)),))
    assert {one.name for one in extract([paper], mine)} == {"HedgeQA-Y/N", "CIFAR-10", "CIFAR-100"}
    assert "HedgeQA-Y/N" not in {one.name for one in extract([paper])}
