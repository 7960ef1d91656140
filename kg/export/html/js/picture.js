"use strict";

/* The picture: vis-network with positions that are already known. */

const MANY_LINKS = 6000;
const colours = {};

/** Read the colours of the theme from the style sheet, which is the one place that has them. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["stage", "text", "quiet", ...Object.keys(KINDS), ...[...LINKS.values()].map((link) => link.name)];
  for (const name of names) colours[name] = style.getPropertyValue(`--${name}`).trim();
}

function nodeColour(index) {
  const background = colours[page.network.nodes[index].group];
  const bright = { background, border: colours.text };
  return { background, border: colours.stage, highlight: bright, hover: bright };
}

function drawnNode(index) {
  const { label, group, ...node } = page.network.nodes[index];
  return { ...node, color: nodeColour(index) };
}

/* Where links are many, each is drawn fainter, so that the picture stays a picture. */
const FAINT = [[800, 1], [2500, 0.75], [8000, 0.5], [Infinity, 0.3]];
let faintness = 1;

function faintnessOf(shown) {
  return FAINT.find(([most]) => shown <= most)[1];
}

function edgeColour(number) {
  const own = colours[linkOf(edges[number]).name];
  const alpha = Math.round(255 * faintness).toString(16).padStart(2, "0");
  return { color: `${own}${alpha}`, highlight: own, hover: own };
}

/** How many links between the same two nodes come before each link: they are bent so that all are seen. */
const parallel = (() => {
  const before = new Map();
  return edges.map((edge) => {
    const pair = Math.min(edge.from, edge.to) * nodes.length + Math.max(edge.from, edge.to);
    const number = before.get(pair) ?? 0;
    before.set(pair, number + 1);
    return number;
  });
})();

function drawnEdge(number) {
  const { width, dashes = false, arrow = false } = linkOf(edges[number]);
  const bend = parallel[number];
  return {
    ...page.network.edges[number],
    width,
    dashes: dashes && [6, 4],
    color: edgeColour(number),
    arrows: arrow ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    smooth: bend > 0 && { enabled: true, type: "curvedCW", roundness: 0.16 * bend },
  };
}

function linksSeen() {
  return seen.edges.reduce((sum, one) => sum + one, 0);
}

readColours();
look();
faintness = faintnessOf(linksSeen());
const drawnNodes = new vis.DataSet([...view.present].map(drawnNode));
const drawnEdges = new vis.DataSet(
  page.network.edges.filter(({ from, to }) => view.present.has(from) && view.present.has(to)).map(({ id }) => drawnEdge(id)),
);
const { options } = page.network;
const network = new vis.Network(
  byElementId("picture"),
  { nodes: drawnNodes, edges: drawnEdges },
  { ...options, interaction: { ...options.interaction, hideEdgesOnDrag: edges.length > MANY_LINKS, hideEdgesOnZoom: edges.length > MANY_LINKS } },
);
hideUnseen();
let hovered = null;
let labelOrder = [];

/** Bring nodes into the picture that were left out of it at first, with the links that they then have. */
function include(indices) {
  const added = indices.filter((index) => !view.present.has(index));
  if (!added.length) return;
  for (const index of added) view.present.add(index);
  const links = new Set(added.flatMap((index) => nodes[index].edges));
  const whole = [...links].filter((id) => view.present.has(edges[id].from) && view.present.has(edges[id].to));
  drawnNodes.add(added.map(drawnNode));
  drawnEdges.add(whole.map(drawnEdge));
  look();
  stale = true;
}

/*
 * Hiding and painting go to the items of vis-network themselves: by way of its data sets, which read every property of
 * every item anew, they take seconds for 50,000 links.
 */

function hideUnseen() {
  for (const [id, node] of Object.entries(network.body.nodes)) node.options.hidden = !seen.nodes[id];
  for (const [id, edge] of Object.entries(network.body.edges)) edge.options.hidden = !seen.edges[id];
  network.body.emitter.emit("_dataUpdated"); // its own list of what can be seen and clicked
}

function paintEdges() {
  for (const [id, edge] of Object.entries(network.body.edges)) Object.assign(edge.options.color, edgeColour(id));
}

/** Show and hide what `seen` says. */
function showSeen() {
  stale = false;
  hideUnseen();
  if (faintness !== faintnessOf(linksSeen())) {
    faintness = faintnessOf(linksSeen());
    paintEdges();
  }
  labelOrder = [...view.present].filter((index) => seen.nodes[index]).sort((a, b) => labelWorth(b) - labelWorth(a) || a - b);
  paintMap();
  network.redraw();
}

/** Draw everything in the colours of the present theme. */
function repaint() {
  readColours();
  for (const [id, node] of Object.entries(network.body.nodes)) Object.assign(node.options.color, nodeColour(id));
  paintEdges();
  paintMap();
  network.redraw();
}

/** The nodes and links to be seen above the rest: a selection with its neighbours, else what the pointer is on. */
function highlighted() {
  if (view.edge !== null) {
    const { from, to } = edges[view.edge];
    return { first: [from, to], nodes: [from, to], edges: [view.edge] };
  }
  if (trail) return { first: trail.nodes, ...trail };
  if (view.topic !== null) {
    const members = topics[view.topic].members.map((node) => node.index).filter((index) => seen.nodes[index]);
    const inside = (id) => seen.edges[id] && edges[id].type === "MENTIONS" && nodes[edges[id].from].topic === view.topic && nodes[edges[id].to].topic === view.topic;
    return { first: [], nodes: members, edges: members.flatMap((index) => nodes[index].edges.filter((id) => edges[id].from === index && inside(id))), few: true };
  }
  const centre = view.node ?? hovered;
  if (centre === null || !seen.nodes[centre]) return null;
  const links = nodes[centre].edges.filter((id) => seen.edges[id] && drawnEdges.get(id));
  const around = [...new Set(links.map((id) => otherEnd(edges[id], centre)))].sort((a, b) => a - b);
  return { first: [centre], nodes: [...around, centre], edges: links };
}

/* Pixels of radius below which no highlighted node is drawn: as a whole neighbourhood, and as one of a whole topic. */
const LEAST = 5;
const LEAST_OF_MANY = 3;

/** The screen on which highlighted things are drawn, or, where there are none, those that have names. */
function closeUp(above) {
  return { ...screen(), least: !above ? LEAST_NAMED : above.few ? LEAST_OF_MANY : LEAST };
}

function drawAbove(context) {
  const above = highlighted();
  const place = closeUp(above);
  if (above) {
    veil(context, view.node === null && view.edge === null && !trail ? 0.6 : 0.82);
    for (const id of above.edges) drawStrong(network.body.edges[id], context, place);
    for (const index of above.nodes) drawLarge(network.body.nodes[index], context, place);
    const order = [...new Set([...above.first, ...above.nodes])].filter((index) => network.body.nodes[index]);
    order.sort((a, b) => above.first.includes(b) - above.first.includes(a) || labelWorth(b) - labelWorth(a));
    const symbols = nodeBoxes(place, above.first.filter((index) => order.includes(index))).map((box) => ({ box })); // no name covers these
    labelsShown = nodeLabels(context, place, order, nodeBoxes(place, order), symbols, { all: !above.few });
  } else {
    labelsShown = allLabels(context, place);
    for (const { node } of labelsShown) drawLarge(network.body.nodes[node], context, place);
  }
  paintLabels(context, place, labelsShown);
}

/** Draw a link as if it were selected, on a picture seen from afar as wide as from near. */
function drawStrong(edge, context, { scale }) {
  if (!edge) return;
  const { selected, options } = edge;
  const { width, dashes, arrows } = options;
  const wider = Math.max(1, 1 / scale);
  edge.selected = true;
  Object.assign(options, { width: width * wider, dashes: dashes && dashes.map((length) => length * wider) });
  if (arrows.to.enabled) options.arrows = { ...arrows, to: { ...arrows.to, scaleFactor: arrows.to.scaleFactor * wider } };
  edge.draw(context);
  edge.drawArrows(context);
  Object.assign(options, { width, dashes, arrows });
  edge.selected = selected;
}

/** Draw a node no smaller than can be seen well. */
function drawLarge(node, context, place) {
  if (!node) return;
  const { size } = node.options;
  node.options.size = radiusOf(node.id, place) / place.scale;
  node.draw(context);
  node.options.size = size;
}

function veil(context, alpha) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = alpha;
  context.fillStyle = colours.stage;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

network.on("beforeDrawing", drawMap);
network.on("afterDrawing", drawAbove);

/** The picture moved or changed under the pointer, or that left: it is on nothing until it moves on something. */
function forgetPointer() {
  hovered = null;
  byElementId("tooltip").hidden = true;
}

/** How a movement of the view takes place: at once for readers who ask for less motion, and in large pictures. */
function motion(duration) {
  const still = edges.length > MANY_LINKS || matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration, easingFunction: "easeInOutQuad" };
}

const CLOSEST = 1.2;
const LARGE_ENOUGH = 15; // pixels of radius up to which nodes that are all small are brought closer than that
const MARGIN = 46;

/** The part of the stage, in pixels, that no panel covers. */
function freeRoom() {
  const { clientWidth: width, clientHeight: height } = byElementId("stage");
  const panel = byElementId("panel").getBoundingClientRect();
  if (panel.width > width * 0.7) return { width, height: Math.max(80, height - panel.height) };
  return { width: width - (panel.width && panel.width + 12), height };
}

/** Whether some of these nodes lie, if only in part, under the panel or off the screen. */
function areCovered(indices) {
  const place = closeUp(highlighted());
  const room = freeRoom();
  return indices.some((index) => {
    const [x, y, radius] = [place.x(network.body.nodes[index].x), place.y(network.body.nodes[index].y), radiusOf(index, place)];
    return x < radius || y < radius || x + radius > room.width || y + radius > room.height;
  });
}

/** Move the view so that nodes are in it, as large as there is room and `nearest` allows; a single one keeps the scale. */
function moveTo(indices, animated = true, nearest = Infinity) {
  forgetPointer();
  const there = indices.map((index) => network.body.nodes[index]).filter(Boolean);
  const stage = byElementId("stage");
  const room = freeRoom();
  if (!there.length || stage.clientWidth < 10) return;
  const side = (key) => there.reduce(([low, high], node) => [Math.min(low, node[key] - node.options.size), Math.max(high, node[key] + node.options.size)], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [side("x"), side("y")];
  const margin = Math.min(MARGIN, room.width / 8, room.height / 8);
  const most = Math.min((room.width - 2 * margin) / (right - left), (room.height - 2 * margin) / (bottom - top));
  const closest = Math.max(CLOSEST, LARGE_ENOUGH / Math.max(...there.map((node) => node.options.size)));
  const scale = there.length === 1 ? Math.max(network.getScale(), 0.9) : Math.min(closest, most, nearest);
  const position = {
    x: (left + right) / 2 - (room.width / 2 - stage.clientWidth / 2) / scale,
    y: (top + bottom) / 2 - (room.height / 2 - stage.clientHeight / 2) / scale,
  };
  network.moveTo({ position, scale, animation: animated && motion(400) });
}

function zoomBy(factor) {
  forgetPointer();
  network.moveTo({ scale: network.getScale() * factor, animation: motion(180) });
}
