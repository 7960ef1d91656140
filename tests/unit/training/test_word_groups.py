"""Groups of words: words in the same company are together."""

from kg.extract.text import groups
from kg.model import Paper
from kg.training import word_groups


def test_words_in_the_same_company_are_together(monkeypatch):
    monkeypatch.setattr(word_groups, "COUNT", 3)
    monkeypatch.setattr(word_groups, "DIMENSIONS", 4)
    animals, metals = ("cat", "dog", "cow"), ("iron", "zinc", "lead")
    said = [f"the {one} eats grass today" for one in animals] + [
        f"molten {one} cools very slowly" for one in metals
    ]
    found = word_groups.sort([text.split() for text in said * 20])
    assert sorted(word for group in found for word in group) == sorted({*" ".join(said).split()})
    places = {word: number for number, group in enumerate(found) for word in group}
    assert len({places[one] for one in animals}) == 1
    assert len({places[one] for one in metals}) == 1
    assert places["cat"] != places["iron"]


def test_words_keep_their_case_only_as_names():
    [title, abstract] = word_groups.words([Paper(title="Deep ResNets", abstract="In 2024 we use BERT.")])
    assert title == ["deep", "ResNets"]
    assert abstract == ["in", "0000", "we", "use", "BERT"]


def test_the_shipped_groups_hold_no_word_twice():
    shipped = groups.load()
    assert len(set(shipped.values())) == word_groups.COUNT
    assert shipped["MNIST"] == shipped["CIFAR-10"] != shipped["propose"]
