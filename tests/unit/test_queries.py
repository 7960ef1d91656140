"""Named queries: what their headers say, how they are found, and how values are read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import queries
from kg.errors import UsageError
from kg.queries import Column, NamedQuery, Parameter, load, parse

HEADER = """// Which datasets
// are used?
//
// Parameters:
//   limit (int = 20): how many (at most)
//   name (string, such as "a: (b) = c"): its name
//   names (strings = ["a", "b"]): several
//   exact (bool = false): whether
//   score (float = 0.5): how near
// Columns:
//   dataset: name: of it
//   papers: how many
MATCH (d:Dataset)
// Columns:
//   x: not one
RETURN d
"""


class TestParsing:
    def test_a_header_describes_the_query(self) -> None:
        query = parse(HEADER, "mine")
        assert query.name == "mine"
        assert query.question == "Which datasets are used?"
        assert query.parameters == (
            Parameter("limit", "int", 20, 20, "how many (at most)"),
            Parameter("name", "string", None, "a: (b) = c", "its name"),
            Parameter("names", "strings", ["a", "b"], ["a", "b"], "several"),
            Parameter("exact", "bool", False, False, "whether"),
            Parameter("score", "float", 0.5, 0.5, "how near"),
        )
        assert query.columns == (Column("dataset", "name: of it"), Column("papers", "how many"))
        assert query.cypher == HEADER

    @pytest.mark.parametrize(
        "text", ["", "MATCH (n) RETURN n", "// only a question", "//", "/* block */ RETURN 1"]
    )
    def test_a_header_is_not_needed(self, text: str) -> None:
        query = parse(text)
        assert (query.parameters, query.columns, query.cypher) == ((), (), text)

    @pytest.mark.parametrize(
        "line",
        [
            "Parameters:\n//   limit: how many",
            "Parameters:\n//   limit (number = 20): how many",
            "Parameters:\n//   limit (int = twenty): how many",
            "Parameters:\n//   limit (int): how many",
            "Columns:\n//   dataset",
            'Parameters:\n//   name (name = ""): a name',
            "Needs: wings",
            "Needs: MENTIONS",
            "Needs:",
            "Stated: wings",
            "Stated:",
        ],
    )
    def test_a_description_that_cannot_be_read_is_an_error(self, line: str) -> None:
        with pytest.raises(UsageError, match=r"^the query mine [^\n]+$"):
            parse(f"// What?\n//\n// {line}\nRETURN 1", "mine")

    def test_what_is_needed_stands_before_the_parameters(self) -> None:
        assert parse(HEADER).needs == ""
        needing = parse(HEADER.replace("// Parameters:", "// Needs: authors\n// Parameters:"))
        assert needing.needs == "authors"
        assert needing.parameters == parse(HEADER).parameters
        linked = parse(HEADER.replace("// Parameters:", "// Needs: CITES\n// Parameters:"))
        assert linked.needs == "CITES"

    def test_the_query_about_what_sources_state_stands_before_the_parameters(self) -> None:
        assert parse(HEADER).stated == ""
        assert parse(HEADER.replace("// Parameters:", "// Stated: cites\n// Parameters:")).stated == "cites"

    @given(text=st.text())
    def test_any_text_is_a_query_or_an_error(self, text: str) -> None:
        try:
            assert parse("// x\n//\n// Parameters:\n" + text).question == "x"
        except UsageError as error:
            assert "\n" not in str(error)


class TestNamedQueries:
    @pytest.mark.parametrize("name", queries.names())
    def test_each_has_a_question_and_describes_what_it_uses_and_gives(self, name: str) -> None:
        query = queries.load(name)
        assert query.question.endswith("?")
        assert query.columns
        assert {one.name for one in query.parameters} == set(re.findall(r"\$(\w+)", query.cypher))
        statement = re.sub(r"^//.*\n", "", query.cypher, flags=re.MULTILINE)
        assert "//" not in statement
        assert all(len(line) <= 110 for line in query.cypher.splitlines())

    @pytest.mark.parametrize("name", queries.names())
    def test_each_is_sorted_and_ends_its_order_by_an_identifier(self, name: str) -> None:
        """Rows that are otherwise alike must come in the same order in every store."""
        cypher = queries.load(name).cypher
        order = cypher.rpartition("ORDER BY ")[2].partition("\nLIMIT")[0]
        assert re.search(
            r"(\b(id|otherId|datasetId|methodId|paperId|paper|host|author|[a-z]\.id)|year)$", order
        ), order

    @pytest.mark.parametrize("name", queries.names())
    def test_each_says_what_the_text_for_a_parameter_means(self, name: str) -> None:
        assert queries.load(name).of("string", "strings") == []

    @pytest.mark.parametrize("name", queries.names())
    def test_a_query_about_what_sources_state_is_there(self, name: str) -> None:
        assert queries.load(name).stated in ("", *queries.names())

    @pytest.mark.parametrize(
        ("name", "about"),
        [
            ("evaluated-on", "a dataset, method or repository"),
            ("lineage", "a paper"),
            ("read-next", "a listing"),
            ("most-used-datasets", "the whole graph"),
        ],
    )
    def test_each_says_what_it_is_about_by_its_first_parameter(self, name: str, about: str) -> None:
        assert queries.load(name).about == about

    def test_there_are_at_least_twenty(self) -> None:
        assert len(queries.names()) >= 20
        assert queries.names() == sorted(queries.names())

    def test_a_name_with_a_typing_error_is_corrected(self) -> None:
        with pytest.raises(UsageError, match="did you mean most-used-datasets"):
            queries.load("most-used-dataset")
        with pytest.raises(UsageError, match="kg queries"):
            queries.load("zebra")

    def test_the_beginning_of_a_name_is_completed(self) -> None:
        with pytest.raises(UsageError, match="did you mean most-used-datasets"):
            queries.load("most-us")

    @pytest.mark.parametrize("name", ["../pyproject", "/etc/passwd", "..", "", "lineage.cypher", "a\0b"])
    def test_a_name_is_never_a_path(self, name: str) -> None:
        with pytest.raises(UsageError):
            queries.load(name)


class TestResolving:
    def test_a_name(self) -> None:
        assert queries.resolve("lineage") == queries.load("lineage")

    @pytest.mark.parametrize("suffix", [".cypher", ".cql"])
    def test_a_file(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"my own{suffix}"
        path.write_text("\ufeff" + HEADER, encoding="utf-8")
        assert queries.resolve(str(path)) == parse(HEADER, "my own")

    @pytest.mark.parametrize(
        "text", ["MATCH (n) RETURN n", "RETURN 1", "RETURN(1)", "MATCH (n)\nRETURN n", " RETURN 1 "]
    )
    def test_cypher(self, text: str) -> None:
        assert queries.resolve(text) == NamedQuery("", "", (), (), text)

    def test_long_cypher_is_no_file_name(self) -> None:
        text = "RETURN '" + "x" * 100_000 + "'"
        assert queries.resolve(text).cypher == text

    @pytest.mark.parametrize("text", ["", "zebra", "zebra.cypher", "queries/zebra.cypher"])
    def test_nothing_of_these(self, text: str) -> None:
        with pytest.raises(UsageError, match=r"^[^\n]+; [^\n]+$"):
            queries.resolve(text)

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "latin.cypher").write_bytes(b"RETURN '\xe9'")
        (tmp_path / "folder.cypher").mkdir()
        (tmp_path / "large.cypher").write_bytes(b"/" * (1 << 21))
        for name, reason in (
            ("latin", "not UTF-8"),
            ("folder", "Is a directory"),
            ("large", "larger than 1 MiB"),
        ):
            with pytest.raises(UsageError, match=reason):
                queries.resolve(str(tmp_path / f"{name}.cypher"))


class TestValues:
    QUERY = parse(HEADER, "mine")
    DATED = parse('// When?\n//\n// Parameters:\n//   since (date = ""): the first\nRETURN $since', "mine")

    def test_text_becomes_what_the_parameter_is(self) -> None:
        given_ = {"limit": "3", "name": "2011.14522", "names": "x, y,", "exact": "TRUE", "score": "1"}
        assert self.QUERY.values(given_) == {
            "limit": 3,
            "name": "2011.14522",
            "names": ["x", "y"],
            "exact": True,
            "score": 1.0,
        }

    def test_defaults_are_used(self) -> None:
        values = {"limit": 20, "name": "x", "names": ["a", "b"], "exact": False, "score": 0.5}
        assert self.QUERY.values({"name": "x"}) == values

    def test_text_is_composed_as_it_is_in_the_graph(self) -> None:
        assert self.QUERY.values({"name": "Poincare\u0301"})["name"] == "Poincar\u00e9"
        assert parse("RETURN $x").values({"x": '["e\u0301"]'}) == {"x": ["\u00e9"]}

    @pytest.mark.parametrize("text", ["9" * 20, "-" + "9" * 20, "9" * 5000, "1.5", "x"])
    def test_a_whole_number_is_one_that_a_store_can_take(self, text: str) -> None:
        with pytest.raises(UsageError, match="limit must be a whole number of at most 18 digits, not"):
            self.QUERY.values({"name": "x", "limit": text})

    @pytest.mark.parametrize("text", ["2025", "2025-01", "2024-02-29", " 2025 ", ""])
    def test_a_date_is_a_year_a_month_or_a_day(self, text: str) -> None:
        assert self.DATED.values({"since": text}) == {"since": text.strip()}

    @pytest.mark.parametrize(
        "text",
        [
            "01/2025",
            "Jan 2025",
            "last month",
            "2025-13",
            "2025-1",
            "2025-02-30",
            "25",
            "2025-01-01T00",
            "٢٠٢٥",
        ],
    )
    def test_a_date_that_would_be_compared_as_text_is_refused(self, text: str) -> None:
        with pytest.raises(
            UsageError, match=r"^since must be .* 2025, 2025-01 or 2025-01-31, not .*; [^\n]+$"
        ):
            self.DATED.values({"since": text})

    def test_a_date_that_must_be_given_is_not_empty(self) -> None:
        query = parse(self.DATED.cypher.replace('(date = "")', '(date, such as "2025")'), "mine")
        with pytest.raises(UsageError, match="since must be"):
            query.values({"since": ""})

    @pytest.mark.parametrize("clause", ["LIMIT $n", "skip  $n"])
    @pytest.mark.parametrize("header", ["", "// Which?\n//\n// Parameters:\n//   n (int = 2): how many\n"])
    def test_a_number_of_rows_is_not_negative(self, clause: str, header: str) -> None:
        query = parse(f"{header}MATCH (p) RETURN p {clause}", "mine")
        with pytest.raises(UsageError, match="n must be 0 or more, not -3; give one, such as -p n=20"):
            query.values({"n": "-3"})
        assert query.values({"n": "0"}) == {"n": 0}

    def test_another_number_may_be_negative(self) -> None:
        assert parse("MATCH (p) WHERE p.x > $x RETURN p LIMIT 5").values({"x": "-3"}) == {"x": -3}

    def test_what_has_no_default_must_be_given(self) -> None:
        with pytest.raises(UsageError, match=r"the query mine needs name.*-p name="):
            self.QUERY.values({})

    @pytest.mark.parametrize(
        ("name", "text"),
        [("limit", "many"), ("limit", "1.5"), ("exact", "maybe"), ("score", "near"), ("limit", "")],
    )
    def test_a_value_of_another_type_is_refused(self, name: str, text: str) -> None:
        with pytest.raises(UsageError, match=f"^{name} must be [^\n]+ -p {name}="):
            self.QUERY.values({"name": "x", name: text})

    @pytest.mark.parametrize("kind", ["thing", "dataset", "method", "paper", "listing"])
    def test_a_name_is_the_text_as_it_was_typed(self, kind: str) -> None:
        query = parse(f'// Which?\n//\n// Parameters:\n//   x ({kind} = ""): one\nRETURN $x', "mine")
        assert query.values({"x": "2011.14522, v2"}) == {"x": "2011.14522, v2"}
        assert query.of(kind, "date") == query.texts == ["x"]  # type: ignore[arg-type]

    def test_authors_are_a_list_of_names(self) -> None:
        assert load("papers-by-author").values({"author": "Ara, Ada"})["author"] == ["Ara", "Ada"]

    def test_words_are_in_small_letters_and_without_punctuation(self) -> None:
        values = load("datasets-about").values({"words": "Multi-hop QA, (Größe)"})
        assert values["words"] == ["multi", "hop", "qa", "größe"]
        with pytest.raises(UsageError, match="words must hold a word; give some, such as -p words="):
            load("methods-about").values({"words": "?!"})

    def test_roles_are_those_that_there_are(self) -> None:
        assert load("lineage").values({"paper": "x", "roles": "extends"})["roles"] == ["extends"]
        with pytest.raises(UsageError, match="no role 'extend'; take some of extends, uses, mentions, "):
            load("lineage").values({"paper": "x", "roles": "mentions,extend"})

    def test_an_unknown_parameter_is_refused(self) -> None:
        with pytest.raises(UsageError, match=r"no parameter 'zebra'; its parameters: limit, name, names"):
            self.QUERY.values({"zebra": "x"})
        with pytest.raises(UsageError, match=r"no parameter 'nam'; did you mean -p name=x\? its parameters"):
            self.QUERY.values({"nam": "x"})

    def test_a_parameter_that_was_given_is_not_meant_by_another_name(self) -> None:
        with pytest.raises(UsageError, match=r"no parameter 'size'; its parameters: name, limit"):
            load("who-mentions").values({"name": "WingNet", "size": "2026"})

    def test_the_only_parameter_that_takes_a_text_is_meant_by_another_name(self) -> None:
        with pytest.raises(
            UsageError, match=r"did you mean -p 'dataset=Wing Net'\? its parameters: dataset, limit"
        ):
            load("evaluated-on").values({"name": "Wing Net"})

    def test_values_for_typed_cypher_are_json_where_they_are(self) -> None:
        given_ = {
            "a": "3",
            "b": "0.5",
            "c": "true",
            "d": '["x", 1]',
            "e": '"2011.14522"',
            "f": "Wing Net",
            "g": "null",
        }
        values = {"a": 3, "b": 0.5, "c": True, "d": ["x", 1], "e": "2011.14522", "f": "Wing Net", "g": None}
        assert parse("RETURN 1").values(given_) == values

    def test_a_value_that_is_nested_too_deeply_is_text(self) -> None:
        given_ = {"x": "[" * 100_000}
        assert parse("RETURN $x").values(given_) == given_
