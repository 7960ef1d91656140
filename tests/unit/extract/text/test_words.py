"""Words: how texts are split into them, and what of a word is its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import tools
from kg.extract.text.words import Vocabulary, bare, words

MARKS = "A a net 1 k-means GPT PTB/Wiki claims-Net x--Y $ \\( ^2 - -- – s- _ + * / . , ( ) : é".split()
TEXTS = st.text(st.characters(exclude_characters=" ")) | st.lists(st.sampled_from(MARKS)).map("".join)


@given(TEXTS, st.sampled_from([" ", ", ", " (", "): ", ". "]), TEXTS)
def test_words_do_not_depend_on_what_is_beside_them(text: str, between: str, other: str) -> None:
    vocabulary = Vocabulary()
    starts, found = words(f"{text}{between}{other}", vocabulary)
    first, here = words(text, vocabulary)
    second, there = words(other, vocabulary)
    assert [word.text for word in found] == [word.text for word in (*here, *there)]
    assert starts == [*first, *[len(text) + len(between) + start for start in second]]


def test_a_word_is_the_same_each_time() -> None:
    vocabulary = tools().lexicon.words
    [_, one], [_, other] = (words(text, vocabulary) for text in ("see ResNet-based", "(ResNet-based)"))
    assert one[1] is other[0]
    assert (one[1].text, one[1].length) == ("ResNet", len("ResNet-based"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ResNet-based", "ResNet"),
        ("state-of-the-art", "state-of-the-art"),
        ("GPT-4-as-a-judge", "GPT-4"),
        ("nnU-Net", "nnU-Net"),
    ],
)
def test_bare(word: str, expected: str) -> None:
    assert bare(word) == expected
