"use strict";

/* The graph of this page. Nodes and links are numbers; nodes come with the most important first. */

const page = JSON.parse(document.getElementById("page").textContent);
const { nodes, edges } = page;

/* Words for kinds and roles are those of the commands. */
const KINDS = Object.fromEntries(Object.entries(page.words.nouns).map(([kind, [one, many]]) => [kind, { one, many, tab: kind === "Repo" ? "repos" : many }]));

/** What an inferred citation is called whose strongest role this is, and, as `said`, a mention of it seen from the thing. */
function wordsOf(role) {
  const [out, back] = page.words.inferred[role];
  const capital = (words) => words[0].toUpperCase() + words.slice(1);
  return { label: `${out} (inferred)`, out: `${capital(out)} (inferred)`, in: `${capital(back)} (inferred)`, said: capital(back) };
}

/* Kinds of links, in the order of the legend. `name` is the colour in the style sheet, `told` what a row of the legend says besides. */
const LINKS = new Map([
  ["MENTIONS introduces", { label: "introduces", out: "Introduces", in: "Introduced by", name: "introduces", width: 1.8 }],
  ["MENTIONS mentions", { label: "mentions", out: "Mentions", in: "Mentioned by", name: "mentions", width: 1.1 }],
  ["BUILDS_ON", { ...wordsOf("mentions"), name: "builds-on", width: 1.2, dashes: true, arrow: true, told: "A paper names what another introduced: a whole line where it extends that" }],
  ["CITES", { label: "cites", out: "Cites", in: "Cited by", name: "cites", width: 1.4, arrow: true }],
  ["SIMILAR_TO", { label: "is similar to", out: "Similar papers", in: "Similar papers", name: "similar-to", width: 0.8 }],
]);

/* How an inferred citation is drawn, by what its paper says of the thing that the other introduced; the strongest first. */
const INFERRED = new Map(
  Object.keys(page.words.inferred).map((role) => [role, { ...LINKS.get("BUILDS_ON"), ...wordsOf(role), ...(role === "extends" ? { width: 2.2, dashes: false } : {}) }]),
);

/** The role of a link that says most, or "mentions". */
function strongest(edge) {
  return [...INFERRED.keys()].find((role) => edge.roles?.includes(role)) ?? "mentions";
}

const PAPERS = nodes.filter((node) => node.kind === "Paper").length;

/** Whether more than half of all papers mention a thing: of some of them it says nothing. */
function isEverywhere(index) {
  return 2 * nodes[index].links > PAPERS;
}

/** What a link is called and how it is drawn: {label, out, in, name, width, dashes, arrow}. */
function linkOf(edge) {
  return edge.type === "BUILDS_ON" ? INFERRED.get(strongest(edge)) : LINKS.get(edge.link);
}

/* What the sentences of a mention say besides, by the key of its switch: the roles that a legend's row has under it. */
const UNSAID = "role none";
const USES = new Map(Object.entries(page.words.roles).map(([role, words]) => [`role ${role}`, words]));
USES.set(UNSAID, "says no more");

for (const [index, node] of nodes.entries()) {
  node.index = index;
  node.edges = [];
  node.topic = page.topicOf[index];
}
for (const { id, from, to } of page.network.edges) {
  const edge = edges[id];
  Object.assign(edge, { id, from, to, link: edge.type === "MENTIONS" ? `MENTIONS ${edge.role ?? "mentions"}` : edge.type });
  edge.uses = edge.link !== "MENTIONS mentions" ? [] : edge.roles?.length ? edge.roles.map((role) => `role ${role}`) : [UNSAID];
  for (const use of edge.uses) if (!USES.has(use)) USES.set(use, use.slice(5));
  nodes[from].edges.push(id);
  if (to !== from) nodes[to].edges.push(id);
  if (!LINKS.has(edge.link)) {
    const role = edge.role;
    LINKS.set(edge.link, { label: role, out: role, in: `${role} (by)`, name: "mentions", width: 1.1 });
  }
}

const numberOf = new Map(nodes.map((node) => [node.id, node.index]));

/* Topics: clusters, by what their papers say; `named` has how many of them say each. */
const topics = page.topics.map(({ names, parts }, number) => {
  const [words, named] = [names.map(([name]) => name), names.map(([, papers]) => papers)];
  const members = nodes.filter((node) => node.topic === number);
  const papers = members.filter((node) => node.kind === "Paper");
  return { number, words, named, parts, members, papers, name: words.join(" · ") };
});

/* On a screen that is higher than wide the picture lies on its side, and it is drawn out to the screen's shape. */
const onItsSide = innerHeight > innerWidth * 1.2;
const MOST_DRAWN_OUT = 2;
const FEW_NODES = 60; // each of so few is worth a name, and names of topics stand beside them
const ROOM_FOR_NAMES = 130; // pixels for these, above and below the nodes
const drawnOut = (() => {
  const places = page.network.nodes;
  if (onItsSide) for (const node of places) [node.x, node.y] = [node.y, node.x];
  const side = (key) => places.reduce((most, node) => Math.max(most, node[key]), -Infinity) - places.reduce((least, node) => Math.min(least, node[key]), Infinity);
  const { clientWidth, clientHeight } = document.getElementById("stage");
  const [width, height] = [side("x") + 200, side("y") + 200];
  const factor = Math.min(MOST_DRAWN_OUT, Math.max(1 / MOST_DRAWN_OUT, (((clientHeight - (places.length > FEW_NODES ? 0 : ROOM_FOR_NAMES)) / clientWidth) * (width / height) || 1)));
  const [x, y] = places.length < 2 ? [1, 1] : [Math.max(1, 1 / factor), Math.max(1, factor)];
  for (const node of places) [node.x, node.y] = [Math.round(node.x * x), Math.round(node.y * y)];
  return { x, y };
})();

function labelOf(index) {
  return page.network.nodes[index].label;
}

function otherEnd(edge, index) {
  return edge.from === index ? edge.to : edge.from;
}

/** Year of a paper, or null where it is not known or none. */
function yearOf(node) {
  return node.year > 0 && node.year < 10000 ? node.year : null;
}

const YEARS = (() => {
  const known = nodes.map(yearOf).filter((year) => year !== null);
  return known.length ? [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))] : null;
})();
