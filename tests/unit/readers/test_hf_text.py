import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Problem
from kg.readers import hf_text
from kg.readers.base import HEAD
from tests.timing import within
from tests.unit.readers.parsing import recognised

SENTENCES = (
    "We study how birds tell their own song from that of a neighbour in noisy woods.",
    "A network with few parameters listens to recordings of one minute each.",
    "It needs no labels, because a bird that sings twice is the same bird.",
    "On three collections of field recordings the error falls by a third.",
    "Code and recordings are available at https://github.com/birds/song.",
)
PAPERS = [
    (f"{start} {rest}", " ".join(SENTENCES[n:] + SENTENCES[:n]))
    for n, start in enumerate(
        ["Listening to", "A Survey of", "Learning from", "BirdNet-2: Counting", "What Tells"]
    )
    for rest in ("Birds in Noise", "Wings", "Nests and Where to Find Them")
]
RUN_IN = ["Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"]
SPACED = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "byAK and the research community",
    "Mar 12",
]


def run_in(papers: list[tuple[str, str]] = PAPERS, end: str = "\n") -> str:
    """The layout of one line each, with "Subscribe" run into the first title."""
    (title, abstract), *others = papers
    return end.join([*RUN_IN, f"Subscribe{title}", abstract, *(line for paper in others for line in paper)])


def spaced(papers: list[tuple[str, str]] = PAPERS, end: str = "\n") -> str:
    """The layout with blank lines between."""
    return (end + end).join([*SPACED, *(line for paper in papers for line in paper)])


def bare(papers: list[tuple[str, str]] = PAPERS) -> str:
    """Titles and abstracts alone."""
    return "\n".join(line for paper in papers for line in paper)


def parse(text: str | bytes) -> tuple[list[tuple[str, str]], list[Problem]]:
    papers, problems = recognised(hf_text, "a.txt", text)
    return [(one.title, one.abstract) for one in papers], problems


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("layout", [run_in, spaced])
def test_both_layouts_with_any_line_ends(layout, end):
    assert parse(layout(end=end)) == (PAPERS, [])
    assert parse(layout(end=end) + end) == (PAPERS, [])


def test_neither_the_words_of_the_page_nor_blank_lines_are_needed():
    assert parse(bare()) == (PAPERS, [])


def test_some_blank_lines_may_be_missing():
    text = spaced()
    assert parse(text.replace("\n\n", "\n", 9)) == (PAPERS, [])


def test_two_listings_in_one_file():
    assert parse(f"{spaced(PAPERS[:7])}\n\n{spaced(PAPERS[7:])}") == (PAPERS, [])
    assert parse(f"{run_in(PAPERS[:7])}\n{run_in(PAPERS[7:])}") == (PAPERS, [])


def test_dates_and_page_numbers_between_and_after_papers_are_left_out():
    text = f"{spaced(PAPERS[:7])}\n\nMarch 11, 2024\n\n{bare(PAPERS[7:])}\n\nPrevious\n\n2\n\nNext"
    assert parse(text) == (PAPERS, [])


def test_a_first_title_in_lower_case_is_cut_from_subscribe_too():
    papers = [("k-Means in the Woods", PAPERS[0][1]), *PAPERS]
    assert parse(run_in(papers)) == (papers, [])


def test_a_title_may_begin_with_the_word_subscribe():
    papers = [*PAPERS, ("Subscribers and Their Birds", PAPERS[0][1]), ("Subscribe to Birds", PAPERS[0][1])]
    assert parse(spaced(papers)) == (papers, [])


def test_a_single_paper_is_a_listing():
    assert parse(bare(PAPERS[:1])) == (PAPERS[:1], [])
    assert parse(run_in(PAPERS[:1])) == (PAPERS[:1], [])


def test_short_abstracts_and_long_titles():
    papers = [(PAPERS[n][0], SENTENCES[n % 4]) for n in range(9)] + [
        ("Birds and " * 20 + "Nests", PAPERS[0][1])
    ]
    assert parse(spaced(papers)) == (papers, [])


@pytest.mark.parametrize("layout", [run_in, spaced])
@pytest.mark.parametrize("gone", [1, 6, len(PAPERS) - 2])
def test_a_missing_abstract_shifts_nothing(layout, gone):
    papers = [(title, "" if n == gone else abstract) for n, (title, abstract) in enumerate(PAPERS)]
    text = layout(papers)
    found, (problem,) = parse(text)
    assert found == papers
    assert problem.reason.startswith(f"a title without an abstract, {PAPERS[gone][0][:9]!r}"[:-1])
    assert problem.line == 1 + next(
        n for n, line in enumerate(text.split("\n")) if line.endswith(PAPERS[gone][0])
    )
    assert not problem.lost


@pytest.mark.parametrize("gone", [0, 6, len(PAPERS) - 1])
def test_a_missing_title_loses_one_record_and_shifts_nothing(gone):
    lines = [line for paper in PAPERS for line in paper]
    del lines[2 * gone]
    found, (problem,) = parse("\n".join([*SPACED, *lines]))
    assert found == PAPERS[:gone] + PAPERS[gone + 1 :]
    assert problem.lost
    assert problem.line == len(SPACED) + 2 * gone + 1
    assert problem.reason.startswith("text without a title above it, ")


def test_a_stray_line_is_named_and_shifts_nothing():
    found, (problem,) = parse(f"{spaced(PAPERS[:5])}\n\nView all\n\n{bare(PAPERS[5:])}")
    assert found == PAPERS
    assert "neither a title nor an abstract, 'View all'" in problem.reason


def test_a_torn_abstract_is_put_together():
    text = bare().replace("recordings of one minute", "recordings of\none minute", 1)
    assert parse(text) == (PAPERS, [])


def test_a_listing_that_ends_with_a_title_keeps_it():
    found, (problem,) = parse(bare([*PAPERS, ("A Title Without Its Abstract", "")]).rstrip())
    assert found[-1] == ("A Title Without Its Abstract", "")
    assert not problem.lost


def test_a_listing_that_ends_within_an_abstract_keeps_what_there_is():
    text = spaced()
    found, (problem,) = parse(text[: text.rindex("recordings the error")])
    assert found[:-1] == PAPERS[:-1]
    assert found[-1][0] == PAPERS[-1][0]
    assert "may be cut off" in problem.reason
    assert not problem.lost


@given(st.integers(0, len(spaced())))
def test_a_listing_that_is_cut_anywhere_gives_the_papers_before_the_cut(cut):
    data = spaced()[:cut].encode()
    if hf_text.recognises(data):
        found, _ = parse(data)
        whole = spaced()[:cut].count("\n\n") // 2 - 3
        assert found[: max(whole, 0)] == PAPERS[: max(whole, 0)]


def test_an_endless_line_is_skipped():
    found, (problem,) = parse(f"{spaced()}\n\n{'x' * 100_000}\n\n{bare(PAPERS[:2])}")
    assert found == PAPERS + PAPERS[:2]
    assert problem.line == spaced().count("\n") + 3
    assert problem.reason.startswith("a line of 100,000 characters")


def test_windows_1252_is_read_with_a_warning():
    papers = [("Naïve Birds – and “Clever” Ones", PAPERS[0][1]), *PAPERS]
    found, (problem,) = parse(spaced(papers).encode("cp1252"))
    assert found == papers
    assert not problem.lost
    assert "Windows-1252" in problem.reason


README = """# birds

A library that listens to birds and tells you which one it was, with tests and documentation.

## Install

Run the command below in a fresh environment, then open the notebook that comes with the library.

```
pip install birds
```

## Use

- Read the recordings.
- Listen.
"""
LOG = "\n".join(
    f"2024-03-{n:02} 10:00:00 INFO server {'started' if n % 2 else 'answered ' + 'a long request ' * 9}."
    for n in range(1, 29)
)
CSV = "title,abstract\n" + "\n".join(f'"{title}","{abstract}"' for title, abstract in PAPERS)
CODE = "\n".join(
    f"def song_{n}(bird):\n    return [note for note in bird.notes if note.pitch > {n}]" for n in range(9)
)
ESSAY = "\n".join([*SENTENCES, *SENTENCES])
WRAPPED = "\n".join(text[n : n + 70] for text in SENTENCES * 3 for n in range(0, len(text), 70))
TITLES = "\n".join(title for title, _ in PAPERS)
ABSTRACTS = "\n".join(abstract for _, abstract in PAPERS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "word",
        *SPACED,
        "\n".join(SPACED),
        README,
        LOG,
        CSV,
        CODE,
        ESSAY,
        WRAPPED,
        TITLES,
        ABSTRACTS,
    ],
)
def test_other_texts_are_refused(text):
    assert not hf_text.recognises(text.encode())


def test_binary_data_is_refused():
    assert not hf_text.recognises(random.Random(1).randbytes(HEAD))
    assert not hf_text.recognises(bare().encode() + b"\n\0")


def test_a_long_listing_takes_little_time():
    papers = PAPERS * 2000
    with within(20):
        assert len(parse(spaced(papers))[0]) == len(papers)
