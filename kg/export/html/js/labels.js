"use strict";

/*
 * Names in the picture: the most important first, none over another, more of them the closer one looks.
 * They are drawn in screen pixels after vis-network has drawn the rest, so that zooming does not blow them up.
 */

const MOST_LABELS = 220;
const ROOM_OF_LABELLED_ANYWAY = 25000;
const SMALLEST_LABELLED = { Paper: 6, Dataset: 4.5, Method: 4.5, Repo: 4.5 };
const SMALLEST_IN_THE_WAY = 5;
const widths = new Map();

/** What makes a name worth its room: papers are many and their names long, so things go before them. */
function labelWorth(index) {
  return nodes[index].links * (nodes[index].kind === "Paper" ? 0.4 : 1);
}

function labelFont(node, size) {
  return `${node.kind === "Paper" ? 400 : 650} ${size}px system-ui, -apple-system, "Segoe UI", sans-serif`;
}

function labelSize(node) {
  return node.kind === "Paper" ? 11.5 : Math.min(16, 10.5 + Math.log2(1 + node.links));
}

function labelWidth(context, index, size) {
  if (!widths.has(index)) widths.set(index, context.measureText(page.network.nodes[index].label).width / size);
  return widths.get(index) * size;
}

/** Where graph coordinates fall on the screen: {scale, x(graphX), y(graphY), width, height}. */
function screen() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = byElementId("picture");
  return {
    scale,
    width,
    height,
    x: (value) => (value - centre.x) * scale + width / 2,
    y: (value) => (value - centre.y) * scale + height / 2,
  };
}

/**
 * Draw names of the given nodes, in their order, as far as there is room.
 * The first few keep clear of other names only, the rest of nodes (`boxes`) too. Nodes that are tiny on the screen
 * go without, but for the first few or with `all`.
 */
function drawLabels(context, order, boxes, all = false) {
  const place = screen();
  const ratio = context.canvas.width / place.width;
  const anyway = (place.width * place.height) / ROOM_OF_LABELLED_ANYWAY;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: colours.stage });
  const taken = [];
  for (const index of order) {
    if (taken.length >= MOST_LABELS) break;
    const first = taken.length < anyway;
    const radius = page.network.nodes[index].size * place.scale;
    if (!all && !first && radius < SMALLEST_LABELLED[nodes[index].kind]) continue;
    const size = labelSize(nodes[index]);
    context.font = labelFont(nodes[index], size);
    const sides = sidesOf(index, radius, size, labelWidth(context, index, size), place);
    const box = sides.find((side) => clear(side, taken) && clear(side, boxes)) ?? (first || all ? sides.find((side) => clear(side, taken)) : undefined);
    if (!box) continue;
    taken.push(box);
    context.fillStyle = nodes[index].kind === "Paper" ? colours.quiet : colours.text;
    const { label } = page.network.nodes[index];
    context.strokeText(label, (box.left + box.right) / 2, box.top);
    context.fillText(label, (box.left + box.right) / 2, box.top);
  }
  context.restore();
}

/** Where a name may stand: below its node, else above, right or left of it; nowhere when it is off the screen. */
function sidesOf(index, radius, size, width, place) {
  const { x, y } = network.body.nodes[index];
  const [middle, centre] = [place.x(x), place.y(y)];
  if (middle < -80 || middle > place.width + 80 || centre < -20 || centre > place.height + 20) return [];
  const across = width + 6;
  const down = size + 2;
  const at = (left, top) => ({ left, top, right: left + across, bottom: top + down });
  const sides = [
    at(middle - across / 2, centre + radius + 3),
    at(middle - across / 2, centre - radius - 3 - down),
    at(middle + radius + 2, centre - down / 2),
    at(middle - radius - 2 - across, centre - down / 2),
  ];
  return sides.filter((side) => side.left > 0 && side.right < place.width);
}

function clear(box, others) {
  return !others.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
}

/** The room that nodes large enough on the screen take, which names keep clear of. */
function nodeBoxes(order) {
  const place = screen();
  return order.flatMap((index) => {
    const radius = page.network.nodes[index].size * place.scale;
    if (radius < SMALLEST_IN_THE_WAY) return [];
    const { x, y } = network.body.nodes[index];
    const [left, top] = [place.x(x) - radius, place.y(y) - radius];
    const box = { left, top, right: left + 2 * radius, bottom: top + 2 * radius };
    return box.right < 0 || box.bottom < 0 || left > place.width || top > place.height ? [] : [box];
  });
}
