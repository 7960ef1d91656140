"use strict";

/* Elements made from data. Text is always a text node; attribute names and tags stand in this code alone. */

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const OUTLINES = {
  Paper: () => svg("circle", { cx: 8, cy: 8, r: 6 }),
  Dataset: () => svg("rect", { x: 2.5, y: 2.5, width: 11, height: 11 }),
  Method: () => svg("path", { d: "M8 1 15 8 8 15 1 8z" }),
  Repo: () => svg("path", { d: "M8 1.5 15 14H1z" }),
};

/** The sign of a kind, as in the picture. */
function sign(kind) {
  return svg("svg", { viewBox: "0 0 16 16", class: `sign ${kind}`, "aria-hidden": "true" }, OUTLINES[kind]());
}

/** A piece of a link's line, as in the picture. */
function stroke(style) {
  const line = svg("path", { d: "M1 8h22", class: `stroke ${style.name}` });
  if (style.dashes) line.setAttribute("stroke-dasharray", "4 3");
  line.setAttribute("stroke-width", Math.max(1.2, style.width));
  const arrow = style.arrow ? [svg("path", { d: "m18 4 6 4-6 4z", class: `head ${style.name}` })] : [];
  return svg("svg", { viewBox: "0 0 26 16", class: "line", "aria-hidden": "true" }, line, ...arrow);
}

/** A link to a node of this page; `main.js` follows it. */
function nodeLink(index, ...children) {
  const node = nodes[index];
  const text = children.length ? children : [el("span", { dir: "auto" }, node.name)];
  return el("a", { href: nodeHash(index), class: "to" }, ...text);
}

/** A link to a topic of this page. */
function topicLink(topic, ...children) {
  return el("a", { href: `#topic=${topic.number}`, class: "to" }, ...(children.length ? children : [patch(topic), el("span", { dir: "auto" }, topic.name)]));
}

/** A link out of this page, or plain text where the address is not one of the web. */
function webLink(text, address) {
  let parsed = null;
  try {
    parsed = new URL(address);
  } catch {
    return el("span", {}, text);
  }
  if (!["http:", "https:"].includes(parsed.protocol)) return el("span", {}, text);
  return el("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", class: "out" }, text);
}

function byElementId(id) {
  return document.getElementById(id);
}

function percent(value) {
  return `${Math.round(value * 100)}%`;
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
