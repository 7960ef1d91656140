"""Tests of `kg.cli.arguments`."""

import pytest

from kg.cli.arguments import parameter_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("new-papers --limit 5", "limit=5"),
        ("new-papers --limit=5", "limit=5"),
        ("-s owls new-papers limit=3", "limit=3"),
        ("new-papers --since", "since="),
        ("who-mentions -p limit=3 --name Wing", "name=Wing"),
    ],
)
def test_a_parameter_that_is_typed_like_an_option_or_an_argument_is_told_how_to_be_given(typed, meant):
    told = parameter_meant(typed.split())
    assert told == f"{meant.partition('=')[0]} is a parameter of the query; give it as -p {meant}"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("who-mentions Wing Net -s owls", "kg query who-mentions -p 'name=Wing Net'"),
        ("papers-mentioning-both COCO ImageNet", "-p first=COCO -p second=ImageNet"),
        ("most-cited papers", "takes no words; its parameters: limit"),
        ("MATCH (p:Paper) RETURN p", "put Cypher into quotation marks"),
        ("which datasets are used", "see kg queries"),
    ],
)
def test_a_question_of_several_words_is_told_how_to_be_given(typed, told):
    assert told in parameter_meant(typed.split())


@pytest.mark.parametrize("typed", ["new-papers --wings 5", "new-papers -p limit=3", "limit=3"])
def test_nothing_else_is_taken_for_a_parameter(typed):
    assert parameter_meant(typed.split()) is None
