"use strict";

/*
 * What of the graph is to be seen: switches, filters, a neighbourhood, a path. `view` is the whole state of the page
 * but for where the camera stands; `seen` follows from it.
 */

const MANY_SIMILAR = 300;

/** Links hidden until they are asked for: similarity, where there is so much of it that it hides the rest. */
const HIDDEN_AT_FIRST = edges.filter((edge) => edge.type === "SIMILAR_TO").length > MANY_SIMILAR ? ["SIMILAR_TO"] : [];

const view = {
  present: new Set(page.first ?? nodes.keys()),
  hiddenKinds: new Set(),
  hiddenLinks: new Set(HIDDEN_AT_FIRST),
  hiddenListings: new Set(),
  years: null,
  sure: 0,
  around: null,
  steps: 1,
  path: null,
  node: null,
  edge: null,
  topic: null,
  missing: [],
};

/* The path that is shown, as {nodes, edges}; null without one. */
let trail = null;
/* The node from which a path is being looked for, until its other end is chosen. */
let picking = null;

const seen = { nodes: new Uint8Array(nodes.length), edges: new Uint8Array(edges.length), counts: new Map() };

/** Whether a paper is of the years and listings asked for; other nodes always are. */
function inTime(node) {
  if (node.kind !== "Paper") return true;
  if (view.hiddenListings.size && node.listings?.length && node.listings.every((listing) => view.hiddenListings.has(listing))) return false;
  if (!view.years) return true;
  const year = yearOf(node);
  return year !== null && year >= view.years[0] && year <= view.years[1];
}

function linkPasses(edge) {
  const unused = edge.uses.length > 0 && edge.uses.every((use) => view.hiddenLinks.has(use));
  return !view.hiddenLinks.has(edge.link) && !unused && !(edge.confidence < view.sure) && inTime(nodes[edge.from]) && inTime(nodes[edge.to]);
}

/** The rows of the legend that count a link. */
function keysOf(edge) {
  return [edge.link, ...edge.uses];
}

/** A thing is to be seen while some paper that is not filtered out mentions it in a way that is not. */
function nodePasses(node) {
  if (!view.present.has(node.index) || view.hiddenKinds.has(node.kind) || !inTime(node)) return false;
  if (node.kind === "Paper") return true;
  const mentions = node.edges.filter((id) => edges[id].type === "MENTIONS");
  return !mentions.length || mentions.some((id) => linkPasses(edges[id]));
}

/* Whether the picture does not show yet what is to be seen. */
let stale = true;

/** Find out anew what is to be seen. */
function look() {
  const before = { nodes: Uint8Array.from(seen.nodes), edges: Uint8Array.from(seen.edges) };
  for (const node of nodes) seen.nodes[node.index] = nodePasses(node) ? 1 : 0;
  const joined = (edge) => seen.nodes[edge.from] && seen.nodes[edge.to] && linkPasses(edge);
  for (const [id, edge] of edges.entries()) seen.edges[id] = joined(edge) ? 1 : 0;
  if (view.around !== null && seen.nodes[view.around]) {
    const near = reached(view.around, view.steps);
    for (const index of nodes.keys()) if (!near.has(index)) seen.nodes[index] = 0;
    for (const [id, edge] of edges.entries()) if (!near.has(edge.from) || !near.has(edge.to)) seen.edges[id] = 0;
  }
  seen.counts = tally(
    [...nodes.filter((node) => seen.nodes[node.index]).map((node) => node.kind), ...edges.filter((_, id) => seen.edges[id]).flatMap(keysOf)],
    (key) => key,
  );
  stale ||= ["nodes", "edges"].some((items) => seen[items].some((one, at) => one !== before[items][at]));
}

/** The nodes at most so many links away, over links to be seen. */
function reached(centre, steps) {
  const near = new Set([centre]);
  let frontier = [centre];
  for (let step = 0; step < steps && frontier.length; step++) {
    const next = new Set();
    for (const index of frontier) {
      for (const id of nodes[index].edges) {
        const other = otherEnd(edges[id], index);
        if (seen.edges[id] && !near.has(other)) next.add(other);
      }
    }
    for (const index of next) near.add(index);
    frontier = [...next];
  }
  return near;
}

/* Links between the same two nodes: which of them a path names. */
const TELLING = ["MENTIONS", "CITES", "BUILDS_ON", "SIMILAR_TO"];

/**
 * A shortest path over links to be seen, as {nodes, edges}, or null; of several the one over the most specific things.
 * Families of methods, which join nearly everything, are passed through only where there is no other way.
 */
function pathBetween(from, to) {
  return shortest(from, to, (node) => !node.family) ?? shortest(from, to, () => true);
}

function shortest(from, to, passes) {
  const before = new Map([[from, { cost: 0, way: null }]]);
  let frontier = [from];
  while (frontier.length && !before.has(to)) {
    const next = new Map();
    for (const index of frontier) {
      for (const id of nodes[index].edges) {
        const other = otherEnd(edges[id], index);
        if (!seen.edges[id] || before.has(other) || (other !== to && !passes(nodes[other]))) continue;
        const cost = before.get(index).cost + Math.log2(1 + nodes[other].links);
        const known = next.get(other);
        const better = !known || cost < known.cost || (cost === known.cost && known.way.index === index && telling(id) < telling(known.way.id));
        if (better) next.set(other, { cost, way: { index, id } });
      }
    }
    for (const [index, way] of next) before.set(index, way);
    frontier = [...next.keys()].sort((a, b) => a - b);
  }
  if (!before.has(to)) return null;
  const path = { nodes: [to], edges: [] };
  for (let way = before.get(to).way; way; way = before.get(way.index).way) {
    path.nodes.unshift(way.index);
    path.edges.unshift(way.id);
  }
  return path;
}

function telling(id) {
  return TELLING.indexOf(edges[id].type);
}

function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** Whether anything but switches of kinds and links narrows what is to be seen. */
function narrowed() {
  return view.years !== null || view.sure > 0 || view.hiddenListings.size > 0 || view.around !== null;
}
