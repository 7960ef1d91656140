"use strict";

/*
 * Names in the picture: topics, then the most important nodes, none over another, more of them the closer one looks.
 * They are drawn in screen pixels after vis-network has drawn the rest, so that zooming does not blow them up.
 */

const FACE = 'system-ui, -apple-system, "Segoe UI", sans-serif';
const MOST_LABELS = 220;
const ROOM_OF_LABELLED_ANYWAY = 25000;
const SMALLEST_LABELLED = { Paper: 6, Dataset: 4.5, Method: 4.5, Repo: 4.5 };
const SMALLEST_IN_THE_WAY = 5;
const FEWEST_NAMES = 8; // of nodes, on a small screen that names of topics fill
const SAID_NEAR = 60; // pixels between a node and the name of a topic that says the same
const ROOM_OF_PAPER = 120000; // square pixels of the screen for each paper that has a name although it is small
const LEADING = 5; // papers of a topic for which these are kept
const LEAST_NAMED = 4; // pixels of radius below which no node with a name is drawn
const widths = new Map();
let labelsShown = [];

/** What makes a name worth its room: papers are many and their names long, families of methods say little, so other things go before them. */
function labelWorth(index) {
  const { links, kind, family } = nodes[index];
  return links * (kind === "Paper" ? 0.4 : family ? 0.5 : 1);
}

/** How many links of papers say that they refer to a paper. */
function referred(index) {
  return nodes[index].edges.filter((id) => ["BUILDS_ON", "CITES"].includes(edges[id].type) && edges[id].to === index).length;
}

/**
 * The papers that stand for their topics: the first of each topic, then the second of each, and so on; of a topic those come
 * first to which most others refer, then the most linked.
 */
const leading = (() => {
  const often = new Map(nodes.filter((node) => node.kind === "Paper").map(({ index }) => [index, referred(index)]));
  const compare = (a, b) => often.get(b) - often.get(a);
  const foremostOf = ({ papers }) => papers.map((node) => node.index).sort((a, b) => compare(a, b) || a - b).slice(0, LEADING);
  const chosen = topics.map(foremostOf);
  return [...Array(LEADING).keys()].flatMap((place) => chosen.map((papers) => papers[place]).filter((index) => index !== undefined).sort(compare));
})();

function labelSize(node, { width }) {
  const most = width < NARROW ? 12 : 15;
  return node.kind === "Paper" ? 11.5 : Math.min(most, 10.5 + Math.log2(1 + node.links) * 0.8);
}

/** A name as it is compared with that of a topic: "Graph neural networks" is "graph neural network". */
function plainly(name) {
  return joinedForm(name).replace(/s$/, "");
}

function labelWidth(context, index, size) {
  if (!widths.has(index)) widths.set(index, context.measureText(labelOf(index)).width / size);
  return widths.get(index) * size;
}

/** Where graph coordinates fall on the screen: {scale, x(graphX), y(graphY), width, height}, and where a panel begins. */
function screen() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = byElementId("picture");
  return {
    scale,
    width,
    height,
    right: freeRoom().width,
    x: (value) => (value - centre.x) * scale + width / 2,
    y: (value) => (value - centre.y) * scale + height / 2,
  };
}

/** The radius of a node on the screen; what is highlighted or named is drawn no smaller than `least`. */
function radiusOf(index, { scale, least = 0 }) {
  return Math.max(least, page.network.nodes[index].size * scale);
}

/**
 * The names of a picture of which nothing is selected: topics, the first papers that stand for them, the first things, more
 * such papers, and what else is large enough; where there are few nodes those of topics last.
 */
function allLabels(context, place) {
  const boxes = nodeBoxes(place, labelOrder);
  const named = [];
  const add = (order, how) => {
    const before = new Set(named.map((label) => label.node));
    named.push(...nodeLabels(context, place, order.filter((index) => !before.has(index)), boxes, named, how));
  };
  if (labelOrder.length <= FEW_NODES) {
    add(labelOrder);
    return [...named, ...topicLabels(context, place, [...boxes, ...named.map((label) => label.box)])];
  }
  const papers = leadingFor(place);
  named.push(...topicLabels(context, place));
  add(papers, { all: true });
  add(labelOrder, { anyway: FEWEST_NAMES, most: FEWEST_NAMES });
  const more = papers.length - papers.filter((index) => named.some((label) => label.node === index)).length;
  add(leading.filter((index) => seen.nodes[index]), { all: true, most: more });
  add(labelOrder, { anyway: namesFor(place) - named.length });
  return named;
}

/** The papers that stand for their topics for which this screen keeps room. */
function leadingFor({ width, height }) {
  return leading.filter((index) => seen.nodes[index]).slice(0, Math.ceil((width * height) / ROOM_OF_PAPER));
}

/** How many names there are on a screen whatever the size of their nodes. */
function namesFor({ width, height }) {
  return Math.max(FEWEST_NAMES, (width * height) / ROOM_OF_LABELLED_ANYWAY);
}

/**
 * Find room for names of the given nodes, in their order, beside labels that are there already: `most` of them, and none that
 * a topic's name says close by.
 * The first few, `anyway`, keep clear of other names only if they have links, the rest of nodes (`boxes`) too. Nodes that are
 * tiny on the screen go without, but for these first or with `all`.
 */
function nodeLabels(context, place, order, boxes, taken, { all = false, anyway = namesFor(place), most = MOST_LABELS } = {}) {
  const labels = [];
  const inTheWay = taken.map((label) => label.box);
  const said = taken.flatMap(({ words = [], box }) => words.map((word) => ({ word: plainly(word), box })));
  for (const index of order) {
    if (labels.length >= most) break;
    const node = nodes[index];
    const first = labels.length < anyway;
    const radius = radiusOf(index, place);
    if ((!all && !first && radius < SMALLEST_LABELLED[node.kind]) || isSaid(index, said, place)) continue;
    const size = labelSize(node, place);
    const font = `${node.kind === "Paper" ? 400 : 650} ${size}px ${FACE}`;
    context.font = font;
    const sides = sidesOf(index, radius, size, labelWidth(context, index, size), place, first || all).filter((side) => clear(side, inTheWay));
    const box = sides.find((side) => clear(side, boxes)) ?? ((first && node.links) || all ? sides[0] : undefined);
    if (!box) continue;
    inTheWay.push(box);
    labels.push({ node: index, lines: [labelOf(index)], size, font, colour: node.kind === "Paper" ? colours.quiet : colours.text, box });
  }
  return labels;
}

/** Whether the name of a topic says that of a node, and stands beside it. */
function isSaid(index, said, place) {
  const { x, y } = network.body.nodes[index];
  const [at, down] = [place.x(x), place.y(y)];
  const beside = ({ left, right, top, bottom }) => at > left - SAID_NEAR && at < right + SAID_NEAR && down > top - SAID_NEAR && down < bottom + SAID_NEAR;
  return said.some(({ word, box }) => beside(box) && word === plainly(labelOf(index)));
}

/** Where a name may stand: below its node, else above, right or left of it, or aslant too; nowhere when it is off the screen. */
function sidesOf(index, radius, size, width, place, aslant = false) {
  const { x, y } = network.body.nodes[index];
  const [middle, centre] = [place.x(x), place.y(y)];
  if (middle < -80 || middle > place.width + 80 || centre < -20 || centre > place.height + 20) return [];
  const across = width + 6;
  const down = size + 2;
  const at = (left, top) => ({ left, top, right: left + across, bottom: top + down });
  const [below, above] = [centre + radius + 3, centre - radius - 3 - down];
  const sides = [
    at(middle - across / 2, below),
    at(middle - across / 2, above),
    at(middle + radius + 2, centre - down / 2),
    at(middle - radius - 2 - across, centre - down / 2),
    ...(aslant ? [above, below].flatMap((top) => [at(middle - radius, top), at(middle + radius - across, top)]) : []),
  ];
  return sides.filter((side) => side.left > 0 && side.right < (middle < place.right ? place.right : place.width));
}

function clear(box, others) {
  return !others.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
}

/** The room that nodes take, which names keep clear of: those large enough on the screen, and those that nothing but their place tells apart. */
function nodeBoxes(place, order) {
  return order.flatMap((index) => {
    const radius = radiusOf(index, place);
    if (radius < SMALLEST_IN_THE_WAY && nodes[index].links) return [];
    const { x, y } = network.body.nodes[index];
    const [left, top] = [place.x(x) - radius, place.y(y) - radius];
    const box = { left, top, right: left + 2 * radius, bottom: top + 2 * radius };
    return box.right < 0 || box.bottom < 0 || left > place.width || top > place.height ? [] : [box];
  });
}

/** Where the lines of a label are written, as [text, x of the middle, y of the top]. */
function linesOf({ lines, size, box }) {
  const step = size * 1.25;
  return lines.map((line, number) => [line, (box.left + box.right) / 2, box.top + (lines.length > 1 ? 2 : 0) + number * step]);
}

function paintLabels(context, place, labels) {
  const ratio = context.canvas.width / place.width;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: colours.stage });
  for (const label of labels) {
    Object.assign(context, { font: label.font, fillStyle: label.colour, letterSpacing: label.spacing ?? "0px" });
    for (const line of linesOf(label)) {
      context.strokeText(...line);
      context.fillText(...line);
    }
  }
  context.restore();
}
