"use strict";

/* The graph of this page and what of it is to be seen. Nodes are numbers, the most important first. */

const page = JSON.parse(document.getElementById("page").textContent);
const { nodes, edges } = page;

const KINDS = {
  Paper: { one: "paper", many: "papers" },
  Dataset: { one: "dataset", many: "datasets" },
  Method: { one: "method", many: "methods" },
  Repo: { one: "repository", many: "repositories", tab: "code" },
};

/* Kinds of links, in the order of the legend. `name` is the colour in the style sheet. */
const LINKS = new Map([
  ["MENTIONS introduces", { label: "introduces", out: "Introduces", in: "Introduced by", name: "introduces", width: 1.8 }],
  ["MENTIONS mentions", { label: "mentions", out: "Mentions", in: "Mentioned by", name: "mentions", width: 1.1 }],
  ["BUILDS_ON", { label: "builds on (inferred)", out: "Builds on", in: "Built on by", name: "builds-on", width: 1.6, dashes: true, arrow: true }],
  ["CITES", { label: "cites", out: "Cites", in: "Cited by", name: "cites", width: 1.4, arrow: true }],
  ["SIMILAR_TO", { label: "is similar to", out: "Similar papers", in: "Similar papers", name: "similar-to", width: 0.8 }],
]);

for (const [index, node] of nodes.entries()) {
  node.index = index;
  node.edges = [];
}
for (const { id, from, to } of page.network.edges) {
  const edge = edges[id];
  Object.assign(edge, { from, to, link: edge.type === "MENTIONS" ? `MENTIONS ${edge.role ?? "mentions"}` : edge.type });
  nodes[from].edges.push(id);
  if (to !== from) nodes[to].edges.push(id);
  if (!LINKS.has(edge.link)) {
    const role = edge.role;
    LINKS.set(edge.link, { label: role, out: role, in: `${role} (by)`, name: "mentions", width: 1.1 });
  }
}

const numberOf = new Map(nodes.map((node) => [node.id, node.index]));

const view = {
  present: new Set(Array.from({ length: page.first }, (_, index) => index)),
  hiddenKinds: new Set(),
  hiddenLinks: new Set(),
  node: null,
  edge: null,
};

function nodeShown(index) {
  return view.present.has(index) && !view.hiddenKinds.has(nodes[index].kind);
}

function edgeShown(number) {
  const edge = edges[number];
  return !view.hiddenLinks.has(edge.link) && nodeShown(edge.from) && nodeShown(edge.to);
}

function otherEnd(edge, index) {
  return edge.from === index ? edge.to : edge.from;
}

function yearOf(node) {
  return (node.published ?? "").slice(0, 4);
}

/** The part of the address that names a node: readable, and safe whatever the id. */
function encoded(id) {
  return encodeURIComponent(id).replace(/%3A/g, ":").replace(/%2F/g, "/");
}

function nodeHash(index) {
  return `#${encoded(nodes[index].id)}`;
}

function edgeHash(number) {
  const edge = edges[number];
  return `#${encoded(nodes[edge.from].id)}&${edge.type}&${encoded(nodes[edge.to].id)}`;
}

/** What an address names: {node}, {edge} or null. */
function named(hash) {
  try {
    const [from, type, to] = hash.slice(1).split("&").map((part) => numberOf.get(decodeURIComponent(part)) ?? part);
    if (type === undefined) return typeof from === "number" ? { node: from } : null;
    const number = nodes[from]?.edges.find((id) => edges[id].type === type && edges[id].to === to);
    return number === undefined ? null : { edge: number };
  } catch {
    return null; // not made by this page: a stray percent sign
  }
}

/** Text as it is compared: lower case, without accents. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
