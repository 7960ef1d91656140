"use strict";

/* The panels of what is more than one node: a path between two, and a topic. */

function pickFrom(index) {
  picking = index;
  tellShown();
  if (matchMedia("(max-width: 760px)").matches) hidePanel();
  searchBox.focus();
}

function pickEnd(index) {
  const from = picking;
  picking = null;
  if (index === null || index === from) return tellShown();
  change({ ...reveal([from, index]), path: [from, index], node: null, edge: null, topic: null }, { move: true });
  byElementId("panel").focus({ preventScroll: true });
}

/** Show a path step by step, with the first sentence of each. */
function showTrail() {
  const [from, to] = view.path;
  const end = (index) => nodeLink(index, sign(nodes[index].kind), el("span", { dir: "auto" }, nodes[index].name));
  if (!trail) {
    const none = "Nothing in the picture leads from one to the other. Links that are hidden or filtered out do not count.";
    const wider = hides() ? el("p", {}, el("button", { type: "button", class: "action", onclick: lookEverywhere }, "Look in the whole graph")) : null;
    showPanel(el("p", { class: "kind" }, "path"), el("p", { class: "end" }, end(from)), el("p", { class: "end" }, end(to)), el("p", {}, none), wider);
    return;
  }
  const steps = trail.edges.flatMap((id, at) => [el("li", { class: "step" }, trailStep(id)), el("li", { class: "end" }, end(trail.nodes[at + 1]))]);
  showPanel(el("p", { class: "kind" }, `path of ${count(trail.edges.length, "step", "steps")}`), el("ol", { class: "trail" }, el("li", { class: "end" }, end(from)), steps));
}

/** Whether nodes or links are left out that were not at first, or that the page did not begin with. */
function hides() {
  const switchedOff = [...view.hiddenLinks].some((key) => !HIDDEN_AT_FIRST.includes(key));
  return narrowed() || view.hiddenKinds.size > 0 || switchedOff || view.present.size < nodes.length;
}

function lookEverywhere() {
  include([...nodes.keys()]);
  showEverything();
  if (trail) moveTo(trail.nodes);
  byElementId("panel").focus({ preventScroll: true });
}

function trailStep(id) {
  const edge = edges[id];
  const forward = edge.from === trail.nodes[trail.edges.indexOf(id)];
  const link = linkOf(edge);
  const words = el("a", { href: linkHash(id), class: "to verb" }, stroke(link), `${forward ? link.out : link.in}`.toLowerCase());
  const terms = edge.terms?.length ? [el("p", { class: "terms", dir: "auto" }, edge.terms.join(" · "))] : [];
  const sentences = foremost(mentionBlocks(edge).sentences).slice(0, 1).flatMap(({ blocks }) => blocks);
  return [words, ...terms, ...sentences, ...reasonBlocks(edge).slice(0, 5)];
}

/** Show what the papers of a topic share, and which are the most important. */
function showTopic(topic) {
  const inside = new Set(topic.papers.map((node) => node.index));
  const shared = tally(
    topic.papers.flatMap((node) => node.edges.map((id) => edges[id]).filter((edge) => edge.type === "MENTIONS").map((edge) => edge.to)),
    (index) => index,
  );
  const things = [...shared].filter(([, papers]) => papers > 1).sort(([a, many], [b, others]) => isEverywhere(a) - isEverywhere(b) || others - many || a - b);
  const row = (index, aside) => el("li", {}, el("div", { class: "row" }, nodeLink(index, sign(nodes[index].kind), el("span", { dir: "auto" }, nodes[index].name)), el("span", { class: "measure" }, aside)));
  const group = (title, items, make) => (items.length ? el("section", {}, el("h3", {}, title, " ", el("span", { class: "number" }, String(items.length))), shortList(items, make)) : null);
  const ofPaper = (node) => row(node.index, String(yearOf(node) ?? ""));
  const part = ({ names, papers }) =>
    el("li", {}, el("details", {}, el("summary", { dir: "auto" }, names.map(([name]) => name).join(" · "), " ", el("span", { class: "number" }, String(papers.length))), shortList(papers.map((index) => nodes[index]), ofPaper)));
  showPanel(
    el("p", { class: "kind" }, patch(topic), `topic of ${count(topic.papers.length, "paper", "papers")}`),
    el("h2", { dir: "auto" }, topic.name),
    el("p", { class: "fact", dir: "auto" }, el("b", {}, "Named by: "), topic.words.map((name, at) => `${name}, in ${topic.named[at]} of ${inside.size}`).join(" · ")),
    yearSection(topic.papers.map(yearOf).filter((year) => year !== null), "Papers by year"),
    group("What they share", things, ([index, papers]) => row(index, `${papers} of ${inside.size}`)),
    group("Parts", topic.parts, part),
    group("Papers, the most linked first", topic.papers, ofPaper),
  );
}

function linkHash(id) {
  const edge = edges[id];
  return `#link=${encoded(nodes[edge.from].id)},${edge.type},${encoded(nodes[edge.to].id)}`;
}
