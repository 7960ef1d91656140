"""Tests of `kg.cli.cards`."""

from dataclasses import replace

from kg.cli.cards import card_rows, near_rows, path_rows, print_card, print_stats, stats_rows
from kg.explore import (
    Citation,
    Coverage,
    EntityCard,
    Mentioned,
    Near,
    Node,
    PaperCard,
    Path,
    Stats,
    Step,
)

PAPER, OTHER = Node("paper:a", "Wings"), Node("paper:b", "Feathers")


def cited(*roles: str) -> Citation:
    return Citation(OTHER, ("WingNet",), roles, 0.9, ())


def card(builds_on: tuple[Citation, ...] = (), built_on_by: tuple[Citation, ...] = ()) -> PaperCard:
    return PaperCard(PAPER, {}, (), (), (), builds_on, built_on_by, (), ())


def test_inferred_citations_stand_under_what_the_paper_says_most_of_the_other():
    said = (("comparesWith",), ("evaluatesOn", "mentions"), ("comparesWith", "extends"), ("evaluatesOn",))
    citations = tuple(cited(*roles) for roles in said)
    assert [relation for relation, *_ in card_rows(card(citations))] == [
        "extends papers",
        "refers to",
        "evaluates on papers",
        "compares with papers",
    ]
    assert [relation for relation, *_ in card_rows(card((), citations))] == [
        "extended by",
        "referred to by",
        "evaluated on by",
        "compared with by",
    ]


def test_a_list_that_was_cut_is_told_even_where_it_is_shown_in_parts(capsys):
    print_card(card((cited("extends"), cited("comparesWith"))), limit=2)
    assert "at most 2 of each; --limit 4" in capsys.readouterr().err
    print_card(card((cited("extends"),)), limit=2)
    assert "at most" not in capsys.readouterr().err


def test_a_step_of_a_path_says_what_the_citing_paper_does():
    steps = [
        Step(PAPER, OTHER, "BUILDS_ON", True, role, None, ("WingNet",)) for role in ("extends", "mentions")
    ]
    assert [note for *_, note, _ in path_rows(Path(PAPER, OTHER, tuple(steps)))] == [
        "extends WingNet",
        "WingNet",
    ]


def test_a_step_of_a_path_says_how_similar_papers_are_and_speaks_of_roles_as_cards_do():
    steps = (
        Step(PAPER, OTHER, "SIMILAR_TO", True, terms=("owls", "barn"), score=0.0612),
        Step(PAPER, Node("dataset:owls", "Owls"), "MENTIONS", True, "evaluatesOn"),
        Step(PAPER, Node("dataset:owls", "Owls"), "MENTIONS", True, "introduces"),
    )
    notes = [note for *_, note, _ in path_rows(Path(PAPER, OTHER, steps))]
    assert notes == ["0.06 owls, barn", "evaluates on", "introduces"]


def test_a_card_names_the_versions_of_a_thing(capsys):
    others = tuple(Node(f"dataset:owls-{year}", f"Owls {year}", papers=year - 2000) for year in (2020, 2019))
    shown = EntityCard(Node("dataset:owls", "Owls"), {"name": "Owls"}, (), (), (), (), (), others, 31)
    print_card(shown, limit=2)
    assert (
        "versions: Owls 2020 (20), Owls 2019 (19)\n31 papers mention any version\n" in capsys.readouterr().out
    )
    assert [(relation, name) for relation, name, *_ in card_rows(shown)] == [
        ("versions", "Owls 2020"),
        ("versions", "Owls 2019"),
    ]


def test_a_card_says_how_many_papers_do_what_with_a_thing(capsys):
    known = {"name": "Owls", "papers": 9}
    roles = {"uses": 2, "evaluatesOn": 1_000}
    print_card(EntityCard(Node("dataset:owls", "Owls"), known, (), (), (), (), (), roles=roles), limit=2)
    assert "mentioned by 9 papers: used by 2, evaluated on by 1,000\n" in capsys.readouterr().out


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


def test_totals_say_what_to_add_where_no_paper_has_a_date(capsys):
    hint = "no paper has a date"
    stats = totals()
    for papers, dated, said in ((2, 0, True), (2, 1, False), (0, 0, False)):
        print_stats(replace(stats, coverage=replace(stats.coverage, papers=papers, dated=dated)))
        captured = capsys.readouterr()
        assert (hint in captured.out + captured.err) is said


def test_totals_say_how_many_papers_questions_about_time_leave_out(capsys):
    stats = totals()
    for dated, said in ((0, False), (2, True), (3, False)):
        print_stats(replace(stats, coverage=replace(stats.coverage, papers=3, dated=dated)))
        told = "1 of 3 papers has no date and is left out by questions about time"
        assert (told in capsys.readouterr().err) is said


def mention(id_: str, role: str = "mentions", *roles: str) -> Mentioned:
    """Give a mention of the node with this id, or by it."""
    return Mentioned(Node(id_, id_.partition(":")[2]), role, roles, 1, 0.9, (), ())


def test_what_a_paper_mentions_is_listed_by_what_it_does_with_it_and_its_code_apart():
    introduces = (mention("method:wing", "introduces"), mention("repo:github.com/a/b", "introduces"))
    mentions = (
        mention("dataset:calls", "mentions", "comparesWith", "evaluatesOn"),
        mention("dataset:songs", "mentions", "evaluatesOn"),
        mention("method:owl"),
        mention("method:tail", "mentions", "comparesWith", "extends"),
    )
    card = PaperCard(Node("paper:p", "P"), {}, introduces, mentions, (), (), (), (), ())
    assert [(row[0], row[1], row[4]) for row in card_rows(card)] == [
        ("introduces", "wing", "confidence 0.90"),
        ("code", "github.com/a/b", "confidence 0.90"),
        ("extends", "tail", "compares with it, confidence 0.90"),
        ("evaluates on", "calls", "compares with it, confidence 0.90"),
        ("evaluates on", "songs", "confidence 0.90"),
        ("mentions", "owl", "confidence 0.90"),
    ]


def test_a_repository_is_the_code_of_a_paper_and_introduced_by_none():
    paper = (mention("paper:p", "introduces"),)
    for node, relation in (("repo:github.com/a/b", "code of"), ("method:wing", "introduced by")):
        card = EntityCard(Node(node, "a/b"), {}, paper, (), (), (), ())
        assert [row[0] for row in card_rows(card)] == [relation]


def test_neighbours_say_why_and_no_more():
    """A low score is no verdict: in papers of one subject, whose words are alike everywhere, all scores are low."""
    paper = Node("paper:p", "P")
    near = (Near(paper, 0.3, ("owls",)), Near(paper, 0.08, ("barn", "owls")), Near(paper, 0.2))
    assert [row[3] for row in near_rows(near)] == ["owls", "barn, owls", "no telling word in common"]
    assert near_rows([Near(Node("method:owl", "Owl"), 0.05, papers=1)])[0][3] == "1 paper mentions both"
    family = Near(Node("method:trees", "random forest", family=True), 0.5, papers=2)
    assert near_rows([family])[0][3] == "2 papers mention both, a family"
