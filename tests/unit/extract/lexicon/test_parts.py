"""Known names at the ends of a longer name."""

import pytest

from kg.extract import tools
from kg.extract.lexicon.parts import Parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ImageNet 2.1", {"starts:dataset", "starts:dataset:version"}),
        ("ImageNet Pro", {"starts:dataset", "starts:dataset:capital"}),
        ("Sheaf-LSTM", {"ends:method", "ends:method:capital"}),
        ("SheafNet", set()),
        ("Sheaf Zwick", set()),
    ],
)
def test_a_name_says_with_which_known_names_it_begins_and_ends(name: str, expected: set[str]) -> None:
    said = tools().lexicon.parts[name]
    assert expected <= set(said)
    assert bool(said) == bool(expected)


def test_a_name_of_many_words_is_looked_at_in_part() -> None:
    asked: list[str] = []

    def meanings(text: str) -> tuple[()]:
        asked.append(text)
        return ()

    assert Parts(meanings)["word " * 1_000] == []
    assert len(asked) < 20
