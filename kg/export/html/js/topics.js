"use strict";

/*
 * Topics in the picture: like countries on a map, each in a pale colour of its own, under the name of what its papers
 * share. The map is painted once into a small image, which the picture lays under the nodes.
 */

const MAP_WIDTH = 480;
const REACH = 2.6; // how far a node claims the room around it, in mean distances between nodes
const CLAIM = 0.3; // the least claim that counts
const FEWEST_NAMED = 3;
const BESIDE = 40; // pixels from a node to the name of its topic above or below it: a symbol and a name
const LINE = 18; // pixels of height of the name of a paper
const NARROW = 600; // pixels of width of a screen on which names are small
const LONGEST_LINE = 20; // characters of a name of a topic
const MOST_LINES = 3;
const SPACED = 0.09; // what stands between two letters, in heights of a letter
let map = null;

/** Hue of a topic, far from those of the topics before it. */
function hueOf(topic) {
  return (topic * 137.508 + 210) % 360;
}

function dark() {
  return document.documentElement.dataset.theme === "dark";
}

/** Colour of a topic's country, as [red, green, blue]. */
function countryColour(topic) {
  const [saturation, lightness] = dark() ? [0.28, 0.145] : [0.5, 0.935];
  const channel = (offset) => {
    const k = (offset + hueOf(topic) / 30) % 12;
    return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

function topicInk(topic) {
  return dark() ? `hsl(${hueOf(topic)} 60% 80%)` : `hsl(${hueOf(topic)} 65% 24%)`;
}

/** A patch of a topic's colour. */
function patch(topic) {
  const sign = svg("svg", { viewBox: "0 0 16 16", class: "sign patch", "aria-hidden": "true" }, svg("rect", { x: 1, y: 2.5, width: 14, height: 11, rx: 4.5 }));
  sign.style.setProperty("--hue", hueOf(topic.number));
  return sign;
}

/** Paint the map of the nodes to be seen. */
function paintMap() {
  const placed = nodes.filter((node) => node.topic >= 0 && seen.nodes[node.index]).map(({ index, topic }) => ({ ...page.network.nodes[index], topic }));
  map = null;
  if (!placed.length) return;
  const sides = (key) => [placed.reduce((low, at) => Math.min(low, at[key]), Infinity), placed.reduce((high, at) => Math.max(high, at[key]), -Infinity)];
  const [[left, right], [top, bottom]] = [sides("x"), sides("y")];
  const reach = REACH * Math.sqrt(((right - left + 200) * (bottom - top + 200)) / (placed.length + 200));
  const cell = Math.max(right - left + 2 * reach, bottom - top + 2 * reach) / MAP_WIDTH;
  const frame = { x: left - reach, y: top - reach, width: Math.ceil((right - left + 2 * reach) / cell), height: Math.ceil((bottom - top + 2 * reach) / cell), cell };
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: frame.width, height: frame.height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(frame.width, frame.height);
  const owner = owners(placed, frame, reach / cell);
  const ink = topics.map(({ number }) => countryColour(number));
  for (const [at, topic] of owner.entries()) if (topic >= 0) image.data.set([...ink[topic], 255], 4 * at);
  context.putImageData(image, 0, 0);
  map = { canvas, ...frame };
}

/** For every cell of the map the topic that claims it most, or -1. */
function owners(placed, { x: left, y: top, width, height, cell }, reach) {
  const most = new Float32Array(width * height).fill(CLAIM);
  const owner = new Int16Array(width * height).fill(-1);
  for (const { number } of topics) {
    const claims = new Map();
    for (const { x, y } of placed.filter((at) => at.topic === number)) {
      const [column, row] = [(x - left) / cell, (y - top) / cell];
      for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(height - 1, row + reach); r++) {
        for (let c = Math.max(0, Math.ceil(column - reach)); c <= Math.min(width - 1, column + reach); c++) {
          const near = 1 - ((c - column) ** 2 + (r - row) ** 2) / reach ** 2;
          if (near > 0) claims.set(r * width + c, (claims.get(r * width + c) ?? 0) + near * near);
        }
      }
    }
    for (const [at, claim] of claims) if (claim > most[at]) [most[at], owner[at]] = [claim, number];
  }
  return owner;
}

function drawMap(context) {
  if (!map) return;
  context.imageSmoothingEnabled = true;
  context.drawImage(map.canvas, map.x, map.y, map.width * map.cell, map.height * map.cell);
}

/** The middle of a topic: half of its papers are on either side. */
function middleOf(members) {
  const half = (key) => members.map((node) => page.network.nodes[node.index][key]).sort((a, b) => a - b)[members.length >> 1];
  return { x: half("x"), y: half("y") };
}

/** A text in lines of about equal length, as few as hold it. */
function wrapped(text) {
  const words = text.split(" ");
  const wanted = text.length / Math.ceil(text.length / LONGEST_LINE);
  const made = [words.shift()];
  for (const word of words) {
    if (made.at(-1).length + word.length / 2 < wanted) made.push(`${made.pop()} ${word}`);
    else made.push(word);
  }
  return made;
}

/** What stands in the picture for a topic: its first phrase and, where there is room, its second, in capitals as on a map. */
function linesOfTopic({ words }, wide) {
  const [first, second = []] = words.map((phrase) => wrapped(phrase.toUpperCase()));
  if (!wide || !second.length || first.length + second.length > MOST_LINES) return first;
  return [...first.slice(0, -1), `${first.at(-1)} ·`, ...second];
}

/**
 * Names of topics where they find room, the largest first, as labels of the picture: on the topic, clear of the papers that
 * stand for topics where that is possible, or, clear of what is `inTheWay`, above or below it.
 */
function topicLabels(context, place, inTheWay = []) {
  const labels = [];
  const rooms = inTheWay.length ? [] : roomsOfPapers(place);
  for (const topic of topics) {
    const papers = topic.papers.filter((node) => seen.nodes[node.index]);
    if (papers.length < FEWEST_NAMED || !fits(papers, place)) continue;
    const written = writtenTopic(context, topic, papers.length, place);
    const places = placesOf(topic, papers, written, place);
    const free = (one) => clear(one, [...inTheWay, ...labels.map((label) => label.box)]);
    let box = (inTheWay.length ? places : places.slice(0, 1)).find(free);
    if (box && !clear(box, rooms)) box = shifts(box, rooms).find((one) => free(one) && clear(one, rooms)) ?? box;
    if (box) labels.push({ ...written, box });
  }
  context.letterSpacing = "0px";
  return labels;
}

/** The name of a topic as it is written, without its place. */
function writtenTopic(context, topic, papers, { width }) {
  const size = Math.min(width < NARROW ? 10.5 : 13.5, 9.5 + Math.sqrt(papers) * 0.5);
  const lines = linesOfTopic(topic, width >= NARROW);
  const font = `650 ${size}px ${FACE}`;
  const spacing = `${(size * SPACED).toFixed(2)}px`;
  Object.assign(context, { font, letterSpacing: spacing });
  const across = Math.max(...lines.map((line) => context.measureText(line).width)) + 10;
  const words = topic.words.filter((phrase) => lines.join(" ").includes(phrase.toUpperCase()));
  return { topic: topic.number, words, lines, size, font, spacing, colour: topicInk(topic.number), across, down: lines.length * size * 1.25 + 4 };
}

/** Where a name may stand: in the middle of its topic, above it or below it; nowhere when that is off the screen. */
function placesOf(topic, papers, { across, down }, place) {
  const middle = middleOf(papers);
  const [x, y] = [place.x(middle.x), place.y(middle.y)];
  if (x < 0 || x > place.width || y < 0 || y > place.height) return [];
  const left = Math.min(place.width - across, Math.max(0, x - across / 2));
  return [y - down / 2, ...besides(topic, place, down)].map((top) => ({ left, right: left + across, top, bottom: top + down }));
}

/** The places of a name right above and below what it covers. */
function shifts(box, rooms) {
  const to = (top) => ({ ...box, top, bottom: top + box.bottom - box.top });
  return rooms.filter((room) => !clear(box, [room])).flatMap(({ top, bottom }) => [to(top - box.bottom + box.top), to(bottom)]);
}

/** The room of each paper that stands for its topic: its symbol, and a line below it for its name. */
function roomsOfPapers(place) {
  return leadingFor(place).map((index) => {
    const { x, y } = page.network.nodes[index];
    const radius = radiusOf(index, place);
    return { left: place.x(x) - radius, right: place.x(x) + radius, top: place.y(y) - radius, bottom: place.y(y) + radius + LINE };
  });
}

/** Where the top of a name of this height lies above and below the names of a topic's nodes, inside the screen. */
function besides(topic, place, height) {
  const ys = topic.members.filter((node) => seen.nodes[node.index]).map((node) => place.y(page.network.nodes[node.index].y));
  const [above, below] = [Math.min(...ys) - BESIDE - height, Math.max(...ys) + BESIDE];
  return [above, below].filter((top) => top > 0 && top + height < place.height);
}

/** Whether a topic is small enough on the screen for its name to stand on it, rather than in it. */
function fits(papers, place) {
  const xs = papers.map((node) => page.network.nodes[node.index].x).sort((a, b) => a - b);
  const spread = xs[Math.floor(xs.length * 0.9)] - xs[Math.floor(xs.length * 0.1)];
  return spread * place.scale < place.width * 0.75 && place.scale < 1.3;
}
