"use strict";

/* The picture: vis-network with positions that are already known. */

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
  return { ...node, color: nodeColour(index), hidden: !nodeShown(index) };
}

/* Where links are many, each is drawn fainter, so that the picture stays a picture. */
const faintness = Math.round(255 * Math.min(1, Math.max(0.3, 4000 / edges.length))).toString(16).padStart(2, "0");

function edgeColour(number) {
  const { name } = LINKS.get(edges[number].link);
  const strong = ["mentions", "similar-to"].includes(name) ? colours.introduces : colours[name];
  return { color: `${colours[name]}${faintness}`, highlight: strong, hover: strong };
}

/** How many links between the same two nodes come before each link: they are bent so that all are seen. */
const parallel = (() => {
  const seen = new Map();
  return edges.map((edge) => {
    const pair = Math.min(edge.from, edge.to) * nodes.length + Math.max(edge.from, edge.to);
    const before = seen.get(pair) ?? 0;
    seen.set(pair, before + 1);
    return before;
  });
})();

function drawnEdge(number) {
  const { width, dashes = false, arrow = false } = LINKS.get(edges[number].link);
  const bend = parallel[number];
  return {
    ...page.network.edges[number],
    width,
    dashes: dashes && [6, 4],
    color: edgeColour(number),
    arrows: arrow ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    smooth: bend > 0 && { enabled: true, type: "curvedCW", roundness: 0.16 * bend },
    hidden: !edgeShown(number),
  };
}

readColours();
const drawnNodes = new vis.DataSet([...view.present].map(drawnNode));
const drawnEdges = new vis.DataSet(
  page.network.edges.filter(({ from, to }) => view.present.has(from) && view.present.has(to)).map(({ id }) => drawnEdge(id)),
);
const network = new vis.Network(
  byElementId("picture"),
  { nodes: drawnNodes, edges: drawnEdges },
  { ...page.network.options, interaction: { ...page.network.options.interaction, hideEdgesOnDrag: edges.length > 8000 } },
);
let hovered = null;
let labelOrder = [];
orderLabels();

function orderLabels() {
  labelOrder = [...view.present].filter(nodeShown).sort((a, b) => labelWorth(b) - labelWorth(a) || a - b);
}

/** Bring nodes into the picture that were left out of it at first, with the links that they then have. */
function include(indices) {
  const added = indices.filter((index) => !view.present.has(index));
  for (const index of added) view.present.add(index);
  drawnNodes.add(added.map(drawnNode));
  const links = new Set(added.flatMap((index) => nodes[index].edges));
  const whole = [...links].filter((id) => view.present.has(edges[id].from) && view.present.has(edges[id].to));
  drawnEdges.add(whole.map(drawnEdge));
  orderLabels();
}

/** Show and hide what the switches say. */
function applySwitches() {
  const changed = (items, shown) => items.get({ filter: (item) => item.hidden === shown(item.id) });
  const flipped = (items) => items.map(({ id, hidden }) => ({ id, hidden: !hidden }));
  drawnNodes.update(flipped(changed(drawnNodes, nodeShown)));
  drawnEdges.update(flipped(changed(drawnEdges, edgeShown)));
  orderLabels();
}

/** Draw everything in the colours of the present theme. */
function repaint() {
  readColours();
  drawnNodes.update(drawnNodes.getIds().map((id) => ({ id, color: nodeColour(id) })));
  drawnEdges.update(drawnEdges.getIds().map((id) => ({ id, color: edgeColour(id) })));
}

/** The nodes and links to be seen above the rest: a selection with its neighbours, else what the pointer is on. */
function highlighted() {
  if (view.edge !== null) {
    const { from, to } = edges[view.edge];
    return { first: [from, to], nodes: [from, to], edges: [view.edge] };
  }
  const centre = view.node ?? hovered;
  if (centre === null || !nodeShown(centre)) return null;
  const links = nodes[centre].edges.filter((id) => edgeShown(id) && drawnEdges.get(id));
  const around = [...new Set(links.map((id) => otherEnd(edges[id], centre)))].sort((a, b) => a - b);
  return { first: [centre], nodes: [...around, centre], edges: links };
}

function drawAbove(context) {
  const above = highlighted();
  if (!above) {
    drawLabels(context, labelOrder, nodeBoxes(labelOrder));
    return;
  }
  veil(context, view.node === null && view.edge === null ? 0.6 : 0.82);
  for (const id of above.edges) {
    network.body.edges[id].draw(context);
    network.body.edges[id].drawArrows(context);
  }
  for (const index of above.nodes) network.body.nodes[index].draw(context);
  drawLabels(context, [...new Set([...above.first, ...above.nodes])], nodeBoxes(above.nodes), true);
}

function veil(context, alpha) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = alpha;
  context.fillStyle = colours.stage;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

network.on("afterDrawing", drawAbove);

/** How a movement of the view takes place: at once for readers who ask for less motion. */
function motion(duration) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration, easingFunction: "easeInOutQuad" };
}

/** Move the view to a node, or to both ends of a link, clear of the panel. */
function moveTo(indices) {
  const animation = motion(450);
  if (indices.length > 1) {
    network.fit({ nodes: indices, maxZoomLevel: 1.2, animation });
    return;
  }
  const panel = byElementId("panel").getBoundingClientRect();
  const stage = byElementId("stage").getBoundingClientRect();
  const beside = panel.width < stage.width * 0.7;
  const offset = beside ? { x: -panel.width / 2, y: 0 } : { x: 0, y: -panel.height / 2 };
  network.focus(indices[0], { scale: Math.max(network.getScale(), 0.9), offset, animation });
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: motion(180) });
}
