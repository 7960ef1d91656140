import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import values

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(["name", "title", "value"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(JSON)
def test_any_value_gives_a_sane_one(value):
    assert isinstance(values.text(value), str)
    assert all(isinstance(one, str) and one for one in (*values.texts(value), *values.people(value)))
    assert all(isinstance(one, str) and one for one in values.references(value))
    assert values.count(value) is None or 0 <= values.count(value) <= 10**9
    assert values.day(value) is None or int(values.day(value)[:4]) in values.YEARS
    assert values.arxiv(value) is None or isinstance(values.arxiv(value), str)
    assert values.doi(value) is None or values.doi(value).startswith("10.")
    for link in [values.address(value), *values.addresses(value, github=True)]:
        assert link is None or link.startswith(("http", "HTTP"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-11", "2024-03-11"),
        ("2024-03-11T17:59:59.000Z", "2024-03-11"),
        ("2024-3-1 10:00", "2024-03-01"),
        ("2024/03/11", "2024-03-11"),
        ("31.12.2020", "2020-12-31"),
        ("1. 2. 2020", "2020-02-01"),
        ("31-12-2020", "2020-12-31"),
        ("31/12/2020 10:00", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("03/03/2020", "2020-03-03"),
        ("01/02/2020", "2020"),
        ("12/2020", "2020-12"),
        ("40/40/2020", "2020"),
        ("1/2/20201", None),
        ("20240311", "2024-03-11"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        (2024, "2024"),
        (2024.0, "2024"),
        ("11 March 2024", "2024-03-11"),
        ("March 11th, 2024", "2024-03-11"),
        ("Sept. 2023", "2023-09"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("2023-02-30", "2023-02"),  # no such day
        ("2023-00-00", "2023"),
        ("2023-13-01", "2023"),
        ("03/04/2024", "2024"),  # two readings
        ("Mar 12", None),
        ("soon", None),
        ("12345", None),
        ("0001-01-01", None),
        (99999, None),
        (float("nan"), None),
        (True, None),
        ([], None),
        ("2020 Feb 15", "2020-02-15"),  # as in PubMed
        ("2020 Feb", "2020-02"),
        ("2019 Nov-Dec", "2019-11"),
        ("2020 Spring", "2020"),
        ({"date-parts": [[2020, 3, 1]]}, "2020-03-01"),
        ({"date-parts": [["2020", 3]]}, "2020-03"),
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [2020]}, None),
        ({"date-parts": {}}, None),
        ({}, None),
    ],
)
def test_dates_are_as_precise_as_they_are_stated(value, expected):
    assert values.day(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["Ada Ara", " Bo  Bunting "], ("Ada Ara", "Bo Bunting")),
        ([{"name": "Ada Ara", "hidden": True}, {"hidden": True}, {"name": None}], ("Ada Ara",)),
        (
            [{"given": "Ada", "family": "Ara"}, {"firstName": "Bo", "lastName": "Bunting"}],
            ("Ada Ara", "Bo Bunting"),
        ),
        ([{"author": {"display_name": "Ada Ara"}}], ("Ada Ara",)),
        ([["Ara", "Ada", ""], ["Bunting", "Bo", "Jr"]], ("Ada Ara", "Bo Bunting")),
        ({"value": ["Ada Ara"]}, ("Ada Ara",)),
        (
            [
                {"firstName": "Ada", "lastName": "Ara", "creatorType": "author"},
                {"name": "B", "creatorType": "editor"},
            ],
            ("Ada Ara",),
        ),
        ("Ada Ara", ("Ada Ara",)),
        ("Ada Ara, Bo Bunting and Cy Crane", ("Ada Ara", "Bo Bunting", "Cy Crane")),
        ("Ada Ara, Bo Bunting, and Cy Crane", ("Ada Ara", "Bo Bunting", "Cy Crane")),
        ("Ara, Ada and Bunting, Bo", ("Ada Ara", "Bo Bunting")),
        ("Ara, A.; Bunting, B.", ("A. Ara", "B. Bunting")),
        ("Ara, Ada (123); van der Bunting, Bo (4);", ("Ada Ara", "Bo van der Bunting")),
        (
            ["Ara, Ada", "Bunting, Jr., Bo", "Cy Crane, PhD", "A, B, C, D", ","],
            ("Ada Ara", "Bo Bunting, Jr.", "Cy Crane, PhD", "A, B, C, D"),
        ),
        ("A. Ara, B. Bunting", ("A. Ara", "B. Bunting")),
        ("Ara, A; van der Bunting, B C", ("A. Ara", "B. C. van der Bunting")),
        (
            ["Cy D Crane", "D Dove", "Egret E F", "I Made Finch"],
            ("Cy D. Crane", "D. Dove", "Egret E F", "I Made Finch"),
        ),
        ("", ()),
        (7, ()),
        (None, ()),
    ],
)
def test_authors_in_all_their_forms(value, expected):
    assert values.people(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0),
        (12, 12),
        ("12", 12),
        (12.0, 12),
        *((odd, None) for odd in (-1, 1.5, True, 10**30, "many", "²", float("inf"), float("nan"), [1])),
    ],
)
def test_counts_are_sane(value, expected):
    assert values.count(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2011.14522, "2011.14522"),
        (2011.1452, "2011.14520"),
        (704.0001, "0704.0001"),
        (1402.5, "1402.5000"),
        (3.14, None),
        (20111452, None),
    ],
)
def test_arxiv_ids_that_a_spreadsheet_took_for_numbers(value, expected):
    assert values.arxiv(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org:8080", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://user:secret@example.org/", False),
        ("https://example.org@evil.example/", False),
        ("https://example.org/<script>", False),
        ("https://example.org/a b", False),
        ("//example.org/a", False),
        ("https://example.org/" + "a" * 3000, False),
    ],
)
def test_only_plain_web_addresses_are_addresses(value, expected):
    assert values.address(value) == (value if expected else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://github.com/birds/nest", ["https://github.com/birds/nest"]),
        ("www.github.com/birds/nest.git", ["https://www.github.com/birds/nest.git"]),
        ("birds/nest", ["https://github.com/birds/nest"]),
        ("Code: https://github.com/birds/nest.", ["https://github.com/birds/nest"]),
        ("[nest](https://github.com/birds/nest) + more", ["https://github.com/birds/nest"]),
        ("https://a.example/x; https://b.example/y", ["https://a.example/x", "https://b.example/y"]),
        (
            ["https://a.example/x", {"url": "https://b.example/y"}],
            ["https://a.example/x", "https://b.example/y"],
        ),
        ("https://github.com/birds/my nest", []),  # an underscore was lost: the address is not known
        ("coming soon", []),
        ("javascript:alert(1)", []),
        (True, []),
    ],
)
def test_addresses_of_code(value, expected):
    assert list(values.addresses(value, github=True)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cs.CL cond-mat.mes-hall quant-ph", ("cs.CL", "cond-mat.mes-hall", "quant-ph")),
        (" cs.CL\n  math.AG ", ("cs.CL", "math.AG")),
        ("cs.CL", ("cs.CL",)),
        ("a.bbbbbbbb" * 40 + "!", ("a.bbbbbbbb" * 40 + "!",)),  # in no more time than any other text
    ],
)
def test_categories_of_arxiv_are_parted_by_blanks(value, expected):
    assert values.texts(value) == expected


def test_references_are_ids_or_titles():
    stated = [
        "arXiv:2011.14522",
        "Ara et al., 10.1000/ABC.",
        "How Birds Sing",
        {"title": "Wings", "externalIds": {"ArXiv": "2401.00001"}},
        {"title": "How Birds Sing", "externalIds": None},
        {"paperId": "ab" * 20},
        "ab" * 20,
        "https://openalex.org/W2741809807",
        "W2741809807",
        7,
        None,
    ]
    assert values.references(stated) == ("2011.14522", "10.1000/abc", "How Birds Sing", "2401.00001")
    assert values.references(42) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"sing": [2], "How": [0], "birds": [1]}, "How birds sing"),
        ({"a": [10**30, -1], "b": [True], "c": "x", "d": ["1", None]}, "a b a"),
        ({}, ""),
        ({"name": "Birds"}, "Birds"),
        ("<p>Birds <b>sing</b> if a < b <br/>and c > d.</p>", "Birds sing if a < b and c > d."),
        ("A <Nest> in <tree>", "A <Nest> in <tree>"),
        (
            "R&amp;D, &lt;i&gt; &#8211; &#x41;&nbsp;B &#0; &amp;amp; &parameters AT&T;",
            "R&D, <i> – A B \ufffd &amp; &parameters AT&T;",
        ),
        ("<" * 100_000, "<" * 100_000),
    ],
)
def test_prose_is_text_without_tags(value, expected):
    assert values.prose(value) == expected


def test_a_single_author_of_scopus_has_no_number():
    assert values.people("Mallat, Stephane (7004389436)") == ("Stephane Mallat",)
    assert values.people("Mallat, Stephane (7004389436); Ara, Bo (12)") == ("Stephane Mallat", "Bo Ara")
