"""Tests of `kg.cli.cards`."""

from dataclasses import replace

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


def test_on_a_narrow_terminal_totals_name_what_is_mentioned_most_kind_by_kind(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "36")
    stats = totals(*(Node(f"dataset:{name}", name, papers=2) for name in ("Nightingales", "Owls")))
    families = (Node("method:trees", "random forest", papers=3), Node("method:svm", "SVM", papers=2))
    repo = Node("repo:github.com/a/b", "nightingales/nightingales", papers=2)
    print_stats(replace(stats, top={**stats.top, "Repo": (repo,)}, families=families))
    shown = capsys.readouterr().out
    assert (
        "how many papers)\n\ndatasets\n  Nightingales (2)\n  Owls (2)\n\n"
        "repositories\n  nightingales/nightingales (2)\n\nfamilies\n  random forest (3)\n  SVM (2)\n\n"
    ) in shown


def test_totals_of_a_graph_in_which_no_papers_mention_the_same_name_nothing(capsys):
    print_stats(totals())
    assert "Most mentioned" not in capsys.readouterr().out
    assert not [part for part, *_ in stats_rows(totals()) if str(part).startswith("top")]
