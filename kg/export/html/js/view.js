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

/* As many steps as `kg path` looks for; a longer path is given where there is no other. */
const MOST_STEPS = 6;

/** The path over links to be seen that says most, as {nodes, edges}, or null: the cheapest by the costs that `kg path` has. */
function pathBetween(from, to) {
  return cheapest(from, to, MOST_STEPS) ?? cheapest(from, to, nodes.length);
}

/**
 * The cheapest path of at most so many steps; of equally cheap ones the shortest, and of these the first by the ids of its nodes.
 * Ways {cost, path, edges} grow step by step; of a node those are kept that are cheaper than all shorter ones.
 */
function cheapest(from, to, most) {
  const least = new Map([[from, 0]]);
  let ways = new Map([[from, { cost: 0, path: [from], edges: [] }]]);
  let best = null;
  for (let step = 0; step < most && ways.size; step++) {
    const next = new Map();
    for (const [index, way] of ways) {
      const through = index === from ? 0 : page.costs.passing[index];
      for (const id of nodes[index].edges) {
        const other = otherEnd(edges[id], index);
        const cost = way.cost + through + following(edges[id]);
        if (!seen.edges[id] || cost >= (least.get(other) ?? Infinity) || cost >= (best?.cost ?? Infinity)) continue;
        const longer = { cost, path: [...way.path, other], edges: [...way.edges, id] };
        if (!next.has(other) || comesBefore(longer, next.get(other))) next.set(other, longer);
      }
    }
    for (const [index, { cost }] of next) least.set(index, cost);
    best = next.get(to) ?? best;
    next.delete(to);
    ways = next;
  }
  return best && { nodes: best.path, edges: best.edges };
}

/** What it costs to follow a link: the less it says, the more. */
function following(edge) {
  return page.costs.following[edge.type][edge.role === "introduces" ? "introduces" : strongest(edge)];
}

/** Whether of two ways of as many steps one is cheaper, or has the nodes that come first. */
function comesBefore(one, other) {
  if (one.cost !== other.cost) return one.cost < other.cost;
  const at = one.path.findIndex((index, place) => index !== other.path[place]);
  return at >= 0 && nodes[one.path[at]].id < nodes[other.path[at]].id;
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
