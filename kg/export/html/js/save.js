"use strict";

/* What a reader takes along: the picture as PNG or SVG, the Cypher query, the address. */

const SVG = "http://www.w3.org/2000/svg";
/* Characters that XML cannot hold. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function saveAs(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng() {
  const drawn = network.canvas.frame.canvas;
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: drawn.width, height: drawn.height });
  const context = copy.getContext("2d");
  context.fillStyle = colours.stage;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => saveAs("graph.png", blob), "image/png");
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(pictureAsSvg());
  saveAs("graph.svg", new Blob([text], { type: "image/svg+xml" }));
}

/** What is on the screen as an SVG element: shapes, lines and texts, nothing that a program could run. */
function pictureAsSvg() {
  const above = highlighted();
  const place = closeUp(above);
  const large = new Set(above ? above.nodes : labelsShown.map((label) => label.node));
  const placeOf = (index) => (large.has(index) ? place : { ...place, least: 0 });
  const shown = above ? above.edges : [...drawnEdges.getIds()].filter((id) => seen.edges[id]);
  const visible = above ? above.nodes : labelOrder;
  const root = svg("svg", { xmlns: SVG, viewBox: `0 0 ${place.width} ${place.height}`, width: place.width, height: place.height, fill: "none" });
  root.append(svg("rect", { width: place.width, height: place.height, fill: colours.stage }));
  if (map && !above) root.append(mapAsSvg(place));
  root.append(svg("g", { id: "links" }, ...shown.filter((id) => network.body.edges[id]).map((id) => linkAsSvg(id, place, above !== null))));
  root.append(svg("g", { id: "nodes", stroke: colours.stage }, ...visible.filter((index) => network.body.nodes[index]).map((index) => nodeAsSvg(index, placeOf(index)))));
  root.append(svg("g", { id: "names", "text-anchor": "middle", "paint-order": "stroke", stroke: colours.stage, "stroke-width": 3.5, "stroke-linejoin": "round" }, ...labelsShown.flatMap(labelAsSvg)));
  return root;
}

function mapAsSvg(place) {
  const size = map.cell * place.scale;
  return svg("image", { href: map.canvas.toDataURL("image/png"), x: place.x(map.x), y: place.y(map.y), width: map.width * size, height: map.height * size, preserveAspectRatio: "none" });
}

function fixed(number) {
  return number.toFixed(1);
}

function linkAsSvg(id, place, strong) {
  const { from, to } = edges[id];
  const style = linkOf(edges[id]);
  const [a, b] = [network.body.nodes[from], network.body.nodes[to]];
  const bend = parallel[id] ? network.body.edges[id].edgeType.getViaNode?.() : null;
  const [x1, y1, x2, y2] = [place.x(a.x), place.y(a.y), place.x(b.x), place.y(b.y)].map(fixed);
  const way = bend ? `Q${fixed(place.x(bend.x))} ${fixed(place.y(bend.y))} ${x2} ${y2}` : `L${x2} ${y2}`;
  const line = svg("path", { d: `M${x1} ${y1}${way}`, stroke: colours[style.name], "stroke-width": fixed(Math.max(0.4, style.width * (strong ? Math.max(1, place.scale) : place.scale))), opacity: strong ? 1 : faintness });
  if (style.dashes) line.setAttribute("stroke-dasharray", "4 3");
  return line;
}

function nodeAsSvg(index, place) {
  const { group } = page.network.nodes[index];
  const { x, y } = network.body.nodes[index];
  const outline = OUTLINES[group]();
  outline.setAttribute("fill", colours[group]);
  outline.setAttribute("transform", `translate(${fixed(place.x(x))} ${fixed(place.y(y))}) scale(${(radiusOf(index, place) / 7).toFixed(3)}) translate(-8 -8)`);
  return outline;
}

function labelAsSvg(label) {
  const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(label.font);
  return linesOf(label).map(([line, x, y]) =>
    svg("text", { x: fixed(x), y: fixed(y + Number(size) * 0.85), fill: label.colour, "font-family": "system-ui, sans-serif", "font-size": size, "font-weight": weight, "letter-spacing": label.spacing ?? "0" }, line.toWellFormed().replace(NOT_XML, " ")),
  );
}

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(byElementId("dialog").querySelector("pre"));
    button.textContent = "Press Ctrl+C to copy";
  }
}

/** Show something in a dialog that the Escape key closes. */
function showDialog(title, ...content) {
  const dialog = byElementId("dialog");
  const close = el("button", { type: "button", class: "plain close", "aria-label": "Close", onclick: () => dialog.close() }, "×");
  dialog.replaceChildren(close, el("h2", { id: "dialog-title" }, title), ...content);
  if (!dialog.open) dialog.showModal();
}

function showText(title, words, text) {
  const button = el("button", { type: "button", class: "action" }, "Copy");
  button.addEventListener("click", () => copyText(text, button));
  showDialog(title, el("p", {}, words), el("pre", { tabindex: 0, role: "group", "aria-label": title }, text), button);
  button.focus();
}

function showCypher() {
  const words = "Gives what is on the screen: in the Neo4j Browser, or saved as view.cypher with: kg query view.cypher";
  const query = cypher();
  if (query === null) showDialog("Cypher query", el("p", {}, "More is on the screen than a query can list. Narrow it by a topic, a filter or the surroundings of a node."));
  else showText("Cypher query", words, query);
}

const KEYS = [
  ["/", "search"],
  ["Esc", "close the panel, then show everything"],
  ["← ↑ ↓ →", "move the picture (when it has the focus)"],
  ["+ − 0", "zoom in, zoom out, show all"],
  ["1 2 3", "only what is so many steps from what is selected"],
  ["p", "path from what is selected to something else"],
  ["c", "Cypher query for what is on the screen"],
  ["t", "light or dark"],
  ["Alt+← Alt+→", "back and forward"],
  ["?", "this help"],
];

function showHelp() {
  showDialog(
    "How to read this page",
    el("p", {}, "Papers lie near what they share. A coloured area is a topic, named in capitals by what its papers say and others do not; the larger a sign, the more papers name it. Dashed lines are inferred: one paper names something that the other introduces."),
    el("p", {}, "Click a sign, a line or the name of a topic for what is known of it, with the sentences it was read from. Switches and filters are at the left; the address of the page always names what you see, so it can be kept or sent."),
    el("dl", { class: "keys" }, KEYS.flatMap(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)])),
  );
}

const ACTIONS = [
  ["Copy link to this view", () => showText("Link to this view", "Opens the page as you see it now, wherever the file lies.", location.href)],
  ["Cypher for what is shown", showCypher],
  ["Save picture as PNG", savePng],
  ["Save picture as SVG", saveSvg],
  ["Help and keys", showHelp],
];

function openActions(open) {
  byElementId("actions").hidden = !open;
  byElementId("more").setAttribute("aria-expanded", String(open));
}

/** Do what an entry of the menu says; what the pointer passed on its way there is no part of what is taken along. */
function take(act) {
  openActions(false);
  forgetPointer();
  network.redraw();
  act();
}

function makeActions() {
  const buttons = ACTIONS.map(([name, act]) => el("button", { type: "button", onclick: () => take(act) }, name));
  byElementId("actions").replaceChildren(...buttons);
  byElementId("more").addEventListener("click", () => openActions(byElementId("actions").hidden));
  document.addEventListener("click", (event) => event.target.closest(".more-menu") || openActions(false));
}
