import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids
from tests.timing import within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011.14522", "2011.14522"),
        (" 2011.14522v12 ", "2011.14522"),
        ("2011.14522v3 [cs.LG]", "2011.14522"),
        ("arXiv:2011.14522v3 [cs.LG]", "2011.14522"),
        ("ARXIV.2011.14522", "2011.14522"),
        ("oai:arXiv.org:2011.14522", "2011.14522"),
        ("10.48550/arXiv.2011.14522", "2011.14522"),
        ("https://arxiv.org/abs/2011.14522v1", "2011.14522"),
        ("http://arxiv.org/pdf/2011.14522v1.pdf", "2011.14522"),
        ("https://ar5iv.labs.arxiv.org/html/2011.14522", "2011.14522"),
        ("https://www.alphaxiv.org/abs/2011.14522", "2011.14522"),
        ("https://huggingface.co/papers/2011.14522?ref=x", "2011.14522"),
        ("as shown in arXiv:1402.0256.", "1402.0256"),
        ("arXiv:9999.99999 and arXiv:2402.02526", "2402.02526"),
        ("math.GT/0309136", "math/0309136"),
        ("math/0309136", "math/0309136"),
        ("cs/0112017v2", "cs/0112017"),
        ("https://arxiv.org/abs/hep-th/9711200v3", "hep-th/9711200"),
    ],
)
def test_arxiv_ids_are_found_without_version_and_subject_class(text, expected):
    assert ids.arxiv_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2012",
        "2013.12345",  # no month
        "9999.99999",
        "0703.0001",  # before the scheme began
        "1501.0001",  # five digits since 2015
        "1412.12345",  # four digits before
        "2011.145222",
        "arXiv:2011.145222",
        "in 2011.14522 of the cases",  # a bare number counts only where it stands alone
        "owner/1234567",  # no archive
        "math/9913001",
        "10.1145/2011.14522",
        "acl:2020.acl-main.1",
        "https://github.com/cs/0112017",
    ],
)
def test_what_only_looks_like_an_arxiv_id_is_none(text):
    assert ids.arxiv_id(text) is None


@given(st.text())
def test_arxiv_id_is_none_or_its_own_canonical_form(text):
    found = ids.arxiv_id(text)
    assert found is None or ids.arxiv_id(found) == found


@pytest.mark.parametrize(
    ("identifier", "month"),
    [
        ("2011.14522", "2020-11"),
        ("0704.0001", "2007-04"),
        ("math/9309136", "1993-09"),
        ("cs/0112017", "2001-12"),
    ],
)
def test_the_month_of_an_arxiv_id(identifier, month):
    assert ids.arxiv_month(identifier) == month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1109/CVPR.2016.90", "10.1109/cvpr.2016.90"),
        ("https://doi.org/10.1109/CVPR.2016.90.", "10.1109/cvpr.2016.90"),
        ("doi:10.1000/abc;", "10.1000/abc"),
        ("https://dx.doi.org/10.1002%2Fabc", "10.1002/abc"),
        ("10.1016/S0304-3975(97)00066-5", "10.1016/s0304-3975(97)00066-5"),
        ("(see 10.1016/S0304-3975(97)00066)", "10.1016/s0304-3975(97)00066"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701"),
        ("10.12/too-short", None),
        ("version 10.1", None),
    ],
)
def test_dois_are_found_in_lower_case_without_what_follows(text, expected):
    assert ids.doi(text) == expected


@given(st.text())
def test_a_slug_is_its_own_slug(name):
    assert ids.slug(ids.slug(name)) == ids.slug(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-3", "GPT-3.5"), ("A", "A*"), ("C", "C++"), ("C++", "C#"), ("U-Net", "U-Net++"), ("μ", "m")],
)
def test_slugs_keep_what_tells_names_apart(one, other):
    assert ids.slug(one) != ids.slug(other)


@given(st.text(), st.none() | st.just("2011.14522"))
def test_every_paper_gets_an_id_of_printable_characters(title, arxiv):
    identifier = ids.paper_id(title, arxiv)
    assert identifier.startswith("paper:")
    assert len(identifier) > len("paper:")
    assert not any(c.isspace() for c in identifier)


def test_titles_without_any_letter_get_different_ids():
    assert ids.paper_id("???") != ids.paper_id("!!!")


def test_long_titles_that_begin_alike_get_different_ids():
    assert ids.paper_id("A " * 100 + "x") != ids.paper_id("A " * 100 + "y")


@given(st.text(st.characters(), min_size=1), st.sampled_from(["dataset", "method", "repo"]))
def test_every_entity_gets_an_id(name, kind):
    identifier = ids.entity_id(kind, name)
    assert identifier.startswith(f"{kind}:")
    assert len(identifier) > len(kind) + 1


def test_a_doi_that_ends_in_many_parentheses_takes_no_time() -> None:
    with within(5):
        assert ids.doi("10.1234/a(b)" + ")" * 200_000) == "10.1234/a(b)"
