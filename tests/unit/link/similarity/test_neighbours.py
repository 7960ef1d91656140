import lzma
import random
from dataclasses import replace
from itertools import combinations, islice

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import RELATIONSHIPS
from kg.link.similarity import FLOOR, few, neighbours, products, similar
from kg.link.similarity.vectors import vectors
from kg.model import Paper

WORDS = (
    "graph networks molecules retrieval speech birds dialogue vision pruning kernels tokens protein "
    "robots planning audio translation segmentation policies games waves"
).split()


def paper(number, title, abstract=""):
    return Paper(id=f"paper:{number:04}", title=title, abstract=abstract)


def made_up(number, words=30):
    """Give papers of random words, each mostly from a few of its own."""
    chance = random.Random(7)
    papers = []
    for one in range(number):
        usual = chance.sample(WORDS, 5)
        text = [chance.choice(usual if chance.random() < 0.8 else WORDS) for _ in range(words)]
        papers.append(paper(one, " ".join(text[:6]), " ".join(text[6:])))
    return papers


def pairs(found):
    return {(start, end): score for start, end, score, _ in found.iter_rows()}


BIRDS = paper(1, "Graph networks that hear birds", "Birds sing; graph networks tell which bird sings.")
CHOIR = paper(2, "Hearing many birds at once", "A graph network separates the songs of several birds.")
POTS = paper(3, "Glazes for pottery", "Feldspar melts in the kiln at high temperature.")


def test_the_table_has_the_columns_of_the_contract():
    found = similar([BIRDS, CHOIR, POTS])
    assert found.columns == list(RELATIONSHIPS["SIMILAR_TO"])
    assert found.rows() == found.sort("start", "end").rows()


def test_papers_about_one_subject_are_joined_and_others_are_not():
    assert list(pairs(similar([BIRDS, CHOIR, POTS]))) == [(BIRDS.id, CHOIR.id)]


def test_words_that_hold_sentences_of_other_languages_together_join_no_papers():
    owls = paper(
        1, "La chouette", "Nous étudions les chouettes dans une grange, pour le chant de la nuit et du jour."
    )
    kilns = paper(2, "Le four", "Les fours dans une cave sont étudiés pour le grès de la région, et du sel.")
    assert not pairs(similar([owls, kilns], floor=0.001))
    more = [replace(one, abstract=f"{one.abstract} Argile.") for one in (owls, kilns)]
    assert [terms for *_, terms in similar(more, floor=0.001).iter_rows()] == [["argile"]]


def test_an_acronym_in_an_english_paper_is_no_word_of_another_language():
    first = paper(1, "Owls of DES", "The DES and de Vries flows hear owls.")
    second = paper(2, "Kilns of DES", "The DES burns in kilns.")
    assert pairs(similar([first, second], floor=0.001))


def test_words_that_say_little_about_a_subject_are_not_named_and_count_all_the_same():
    filler = "conventional processing enabling multiple performance"
    owls, kilns = paper(1, "Owls", "Barn owls hear"), paper(2, "Kilns", "Barn kilns burn")
    wordy = [replace(one, abstract=f"{one.abstract} by {filler}.") for one in (owls, kilns)]
    [(*_, score, terms)] = similar(wordy, floor=0.0).rows()
    [without] = similar([owls, kilns], floor=0.0)["score"]
    assert terms == ["barn"]
    assert score > without


def test_terms_are_shared_by_both_papers_and_the_strongest_come_first():
    [terms] = similar([BIRDS, CHOIR, POTS])["terms"]
    assert terms[0] == "birds"
    assert "graph network" in terms or "graph networks" in terms
    assert 0 < len(terms) <= 5


def test_a_word_is_not_named_beside_the_pair_of_words_that_holds_it():
    terms = similar([BIRDS, CHOIR, POTS])["terms"][0].to_list()
    for double in (term.split() for term in terms if " " in term):
        assert not {*double} & {*terms}


def test_singular_and_plural_are_one_term():
    one, two = paper(1, "policy gradient"), paper(2, "policies and gradients")
    assert pairs(similar([one, two, POTS])) == {(one.id, two.id): 1.0}


@pytest.mark.parametrize("word", ["U-Net", "CIFAR-10", "ImageNet-1K", "Q-learning"])
def test_a_name_with_a_hyphen_is_one_term(word):
    found = similar([paper(1, f"{word} quickly"), paper(2, f"Better {word}"), POTS])
    assert found["terms"].to_list() == [[word.lower()]]


def test_addresses_commands_and_bare_numbers_say_nothing():
    text = r"https://github.com/someone/something \mathcal 2024"
    assert similar([paper(1, "Kilns", text), paper(2, "Violins", text)]).is_empty()


def test_identical_texts_have_similarity_one_and_no_paper_is_its_own_neighbour():
    twins = [replace(BIRDS, id=f"paper:{n}") for n in "cab"]
    assert pairs(similar([*twins, POTS])) == dict.fromkeys(
        combinations(("paper:a", "paper:b", "paper:c"), 2), 1.0
    )


@pytest.mark.parametrize(
    "papers",
    [[], [BIRDS], [paper(1, ""), paper(2, "")], [paper(1, "The of"), paper(2, "x"), paper(3, "2024")]],
    ids=["none", "one", "empty", "nothing but noise"],
)
def test_nothing_to_compare_gives_an_empty_table(papers):
    found = similar(papers)
    assert found.is_empty()
    assert found.columns == list(RELATIONSHIPS["SIMILAR_TO"])


def test_of_equally_near_papers_the_smaller_id_is_the_neighbour():
    papers = [paper(9, "kiln"), *(paper(n, "kiln") for n in range(5))]
    assert set(pairs(similar(papers, neighbours=1))) == {
        ("paper:0000", f"paper:{n:04}") for n in (1, 2, 3, 4, 9)
    }


def test_a_pair_is_there_when_one_is_among_the_nearest_of_the_other():
    papers = made_up(60)
    matrix = vectors(papers).matrix
    scores = (matrix @ matrix.T).toarray().astype(float).round(4)
    np.fill_diagonal(scores, -1)
    nearest = [sorted(range(60), key=lambda j, i=i: (-scores[i, j], j))[:3] for i in range(60)]
    wanted = {
        (papers[i].id, papers[j].id): scores[i, j]
        for i, j in combinations(range(60), 2)
        if scores[i, j] >= 0.2 and (j in nearest[i] or i in nearest[j])
    }
    found = pairs(similar(papers, neighbours=3, floor=0.2))
    assert found.keys() == wanted.keys()
    assert found == pytest.approx(wanted, abs=1.1e-4)


@pytest.mark.parametrize("exact", [True, False])
@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(40)))
def test_the_order_of_papers_has_no_influence(exact, order):
    papers = made_up(40)
    assert similar([papers[i] for i in order], exact=exact).equals(similar(papers, exact=exact))


@pytest.mark.parametrize("exact", [True, False])
def test_the_number_of_processors_and_the_size_of_blocks_have_no_influence(monkeypatch, exact):
    papers = made_up(200)
    usual = similar(papers, exact=exact)
    monkeypatch.setattr(few, "PAPERS", 0)
    monkeypatch.setattr("kg.link.similarity.threads.processors", lambda: 5)
    monkeypatch.setattr(products, "_ROWS", 7)
    monkeypatch.setattr(products, "_PAIRS", 19)
    monkeypatch.setattr(neighbours, "_BLOCK", 37)
    monkeypatch.setattr(neighbours, "_TILE", 3)
    monkeypatch.setattr("kg.link.similarity.words._PAPERS", 11)
    monkeypatch.setattr("kg.link.similarity.counts._PORTIONS", 3)
    assert similar(papers, exact=exact).equals(usual)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), max_size=8))
def test_any_text_gives_scores_between_the_floor_and_one(texts):
    papers = [paper(n, text[:20], text[20:]) for n, text in enumerate(texts)]
    for start, end, score, terms in similar(papers).iter_rows():
        assert start < end
        assert FLOOR <= score <= 1
        assert terms


def test_pruned_neighbours_are_the_exact_ones_where_every_look_up_is_paid():
    papers = made_up(150)
    assert similar(papers, exact=False).equals(similar(papers, exact=True))


@pytest.mark.shared
def test_pruned_neighbours_hold_most_of_the_exact_ones(shared):
    """Each paper looks up about half of what an exact answer takes at this size."""
    with lzma.open(shared / "data" / "papers-100k.jsonl.xz") as lines:
        records = [orjson.loads(line) for line in islice(lines, 8000)]
    papers = [Paper(id=one["id"], title=one["title"], abstract=one["abstract"]) for one in records]
    exact, pruned = (set(pairs(similar(papers, exact=way))) for way in (True, False))
    assert len(exact & pruned) / len(exact) > 0.95
