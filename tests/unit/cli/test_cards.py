"""Tests of `kg.cli.cards`."""

from kg.cli.cards import print_stats, stats_rows
from kg.explore import Coverage, Node, Stats


def totals(*datasets: Node) -> Stats:
    """Give totals of a graph with these datasets on top and nothing else."""
    top = {"Dataset": datasets, "Method": (), "Repo": ()}
    return Stats({"Paper": 3}, {}, (), top, (), Coverage(3, 2, 0, 0, 0, 0, 0), ())


def test_totals_name_only_kinds_of_which_something_is_mentioned_most(capsys):
    print_stats(totals(Node("dataset:birds", "Birds", papers=2)))
    shown = capsys.readouterr().out
    assert "Most mentioned (by how many papers)\n\n datasets\n ─────────\n Birds (2)\n" in shown
    assert "repositories" not in shown.partition("Most mentioned")[2].partition("share")[0]


def test_totals_of_a_graph_in_which_no_papers_mention_the_same_name_nothing(capsys):
    print_stats(totals())
    assert "Most mentioned" not in capsys.readouterr().out
    assert not [part for part, *_ in stats_rows(totals()) if str(part).startswith("top")]
