"""The topics of a graph, their names and their parts."""

from hypothesis import given, settings

from kg.export.part import by_importance
from kg.export.topics import topics
from kg.graph import Graph
from tests.graphs import crowd, graphs, small
from tests.hostile import hostile_graph


def test_a_topic_is_named_by_what_its_papers_say_with_how_many_of_them_do() -> None:
    found = topics(crowd({"owl": 30, "whale": 20}))
    assert [(topic.names, len(topic.papers)) for topic in found.topics] == [
        ([("owl calls", 30)], 30),
        ([("whale calls", 20)], 20),
    ]
    assert not any(topic.parts for topic in found.topics)


def test_a_large_topic_has_parts_named_by_what_tells_them_from_one_another() -> None:
    birds = crowd({"owl": 90, "wren": 70, "whale": 160}, ("owl", "wren"), 9)
    (topic,) = [topic for topic in topics(birds).topics if topic.parts]
    assert [(part.names, len(part.papers)) for part in topic.parts] == [
        ([("owl calls", 90)], 90),
        ([("wren calls", 70)], 70),
    ]


def test_every_paper_of_a_topic_is_one_of_its_nodes_the_most_important_first() -> None:
    found = topics(small())
    assert found.order == by_importance(small())
    for number, topic in enumerate(found.topics):
        inside = [place for place, of in enumerate(found.of) if of == number]
        assert topic.papers == [place for place in inside if found.order[place].startswith("paper:")]


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_any_graph_has_topics_and_each_has_a_name(graph: Graph) -> None:
    found, again = topics(graph), topics(graph)
    assert (found.of, found.topics) == (again.of, again.topics)
    assert {topic for topic in found.of if topic >= 0} == set(range(len(found.topics)))
    assert all(topic.names for topic in found.topics)


def test_names_of_topics_hold_nothing_invisible() -> None:
    shown = [name for topic in topics(hostile_graph()).topics for name, _ in topic.names]
    assert all(name == " ".join(name.split()) and len(name) <= 61 for name in shown)
