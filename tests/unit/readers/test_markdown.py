"""Markdown notes on papers."""

import re
from functools import partial

import pytest

from kg.model import Paper
from kg.readers import markdown
from tests.timing import within
from tests.unit.readers.parsing import recognised

NOTE = """---
title: "How Birds Sing: A Study"
authors:
  - "[[Ara, Ada]]"
  - "[[people/Bunting|Bo Bunting]]"
year: 2020
tags: [birds, song]
doi: 10.1000/sing
venue: Journal of Nests
url: https://nests.example/sing
rating: {stars: [5]}
---
# How Birds Sing

## Abstract

We listen to \\[many\\] birds.
In gardens.

## Notes

I liked it.
"""

parse = partial(recognised, markdown, "a.md")


def test_a_note_is_read_whole():
    assert parse(NOTE) == (
        [
            Paper(
                "How Birds Sing: A Study",
                "We listen to [many] birds. In gardens.",
                doi="10.1000/sing",
                url="https://nests.example/sing",
                published="2020",
                authors=("Ada Ara", "Bo Bunting"),
                venue="Journal of Nests",
                keywords=("birds", "song"),
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    "note",
    [
        "---\ntitle: Owls\nabstract: |\n  They see.\n  By night.\n---\nMine.\n",
        "---\ntitle: Owls\nabstract: >-\n  They see.\n  By night.\n---\n\n## Abstract\n\nOther.\n",
        "\n\ufeff ---\nyear: 2020\nTitle: Owls\n---\n> [!abstract] Abstract\n> They see.\n> By night.\n\nMine.\n",
        "---\nyear: 2020\ntitle: Owls\n---\n**Abstract:** They see.\nBy night.\n\nMine.\n",
        "---\nyear: 2020\ntitle: Owls\n---\n### **Abstract**\nThey see.\nBy night.\n# Mine\nMine.\n",
    ],
)
def test_an_abstract_may_stand_in_several_places(note):
    papers, problems = parse(note)
    assert [(one.title, one.abstract) for one in papers] == [("Owls", "They see. By night.")]
    assert problems == []


def test_notes_may_be_joined_and_may_have_rules():
    papers, problems = parse(NOTE + "---\n\nMine.\n\n---\n" + NOTE.replace("How Birds Sing: A", "Another"))
    assert [one.title for one in papers] == ["How Birds Sing: A Study", "Another Study"]
    assert [one.abstract for one in papers] == ["We listen to [many] birds. In gardens."] * 2
    assert problems == []


def test_damaged_yaml_and_a_missing_title_lose_one_note_and_say_why():
    torn = "---\ntitle: Owls: A Study\n---\n## Abstract\nThey see.\n"
    empty = "---\ntitle:\n---\n## Abstract\nThey see.\n"
    papers, problems = parse(NOTE + torn + empty + NOTE)
    assert len(papers) == 2
    assert [(one.line, one.lost) for one in problems] == [(23, True), (28, True)]
    damaged, untitled = (one.reason for one in problems)
    assert re.fullmatch(
        r"YAML that is damaged \(mapping values are not .*\); put texts into quotation marks", damaged
    )
    assert untitled == "no title in an object with the fields 'title', 'abstract'"


def test_a_note_whose_yaml_is_nested_too_deeply_is_left_out():
    papers, (problem,) = parse(
        f"{NOTE}---\ntitle: Owls\nauthors: {'[' * 9000}{']' * 9000}\nabstract: x\n---\n"
    )
    assert [one.title for one in papers] == ["How Birds Sing: A Study"]
    assert problem.lost


_LAUGHS = "l0: &l0 ha\n" + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
_WIDE = f"x: &x {{{', '.join(f'k{n}: v' for n in range(4000))}}}\nauthors: [{', '.join(['*x'] * 9000)}]\n"


@pytest.mark.parametrize("large", [_LAUGHS, _WIDE], ids=["exponentially", "squared"])
def test_a_note_that_yaml_makes_large_by_aliases_is_left_out(large):
    with within(5):
        papers, problems = parse(f"{NOTE}---\ntitle: Owls\n{large}abstract: They see.\n---\n")
    assert [one.title for one in papers] == ["How Birds Sing: A Study"]
    assert ["an alias (*name)" in one.reason for one in problems] == [True]


def test_links_without_quotation_marks_are_read_as_with_them():
    authors = "authors:\n  - [[Ara, Ada]]\n  - [[people/Bunting|Bo Bunting]]\n  - Cy Crane\n"
    papers, _ = parse(f"---\ntitle: Owls\n{authors}venue: [[Nests]]\nabstract: They see.\n---\n")
    assert papers == [
        Paper("Owls", "They see.", authors=("Ada Ara", "Bo Bunting", "Cy Crane"), venue="Nests")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n---\n",
        "---\ntitle: Owls\n---\nThey see.\n",
        "---\ntitle: Owls\nabstract: They see.\n",
        "---\nname: Owls\nabstract: They see.\n---\n",
        "# Owls\n\n## Abstract\n\nThey see.\n",
        "Words\n\n---\ntitle: Owls\n---\n## Abstract\nThey see.\n",
    ],
)
def test_other_texts_are_not_taken_for_notes_on_papers(text):
    assert not markdown.recognises(text.encode())


@pytest.mark.parametrize(
    "junk", ["---\n", "---\na: b\n", "[", "a: ", "- ", "#", "> ", "\\[", "[[", "&a ", "*", '"', "\n"]
)
@pytest.mark.parametrize("place", ["Journal of Nests", "Study", "I liked", "In gardens"])
def test_notes_without_end_take_no_time(junk, place):
    with within(20):
        parse(NOTE + NOTE.replace(place, junk * (200_000 // len(junk))))
