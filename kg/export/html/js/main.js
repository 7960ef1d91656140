"use strict";

/* What happens when: every change of the state goes through `change`, which draws it and puts it into the address. */

const FAR_OUT = 0.02; // of the nodes of a topic on each side

function selected() {
  return view.node !== null || view.edge !== null || view.topic !== null || view.path !== null;
}

/** Change the state; with `move` the picture goes to what is selected, with `mere` no step back leads here. */
function change(changes, { move = false, mere = false } = {}) {
  Object.assign(view, { missing: [] }, changes);
  forgetPointer();
  look();
  trail = view.path && pathBetween(...view.path);
  if (stale) {
    showSeen();
    fillList();
  }
  fillLegend();
  setFilters();
  tellShown();
  fillPanel();
  markSelected();
  if (move) moveTo(inFocus());
  remember(mere);
}

/** Select a node, an edge or a topic, given as {node}, {edge} or {topic}, or nothing. */
function select(what, how) {
  const chosen = { node: what?.node ?? null, edge: what?.edge ?? null, topic: what?.topic ?? null, path: null };
  change(Object.assign(chosen, what ? reveal(endsOf(chosen)) : {}), how);
}

/** Select, move the view there, and let the keyboard go on in the panel. */
function go(what) {
  rememberOpener();
  select(what, { move: true });
  byElementId("panel").focus({ preventScroll: true });
}

function endsOf({ node, edge, topic }) {
  if (edge !== null) return [edges[edge].from, edges[edge].to];
  if (node !== null) return [node];
  return topic === null ? [] : topics[topic].members.map((member) => member.index);
}

/** What a movement of the view shows whole: what is selected, of a node its neighbours too, of a topic not the few that lie far off. */
function inFocus() {
  if (trail) return trail.nodes;
  if (view.topic !== null) return mostOf(endsOf(view));
  return view.node !== null && seen.nodes[view.node] ? highlighted().nodes : endsOf(view);
}

/** Nodes without those that lie farthest out on a side. */
function mostOf(indices) {
  const within = (key) => {
    const sorted = indices.map((index) => page.network.nodes[index][key]).sort((a, b) => a - b);
    const out = Math.floor(sorted.length * FAR_OUT);
    const [low, high] = [sorted[out], sorted[sorted.length - 1 - out]];
    return (index) => page.network.nodes[index][key] >= low && page.network.nodes[index][key] <= high;
  };
  const [across, down] = [within("x"), within("y")];
  return indices.filter((index) => across(index) && down(index));
}

function markSelected() {
  network.unselectAll();
  if (view.edge !== null && network.body.edges[view.edge]) network.selectEdges([view.edge]);
  else if (view.node !== null && network.body.nodes[view.node]) network.selectNodes([view.node], false);
}

/** Bring nodes into the picture, and give the changes of the state without which they would be hidden. */
function reveal(indices) {
  const missing = indices.filter((index) => !view.present.has(index));
  const near = missing.length && indices.length <= 2 ? missing.flatMap((index) => nodes[index].edges.slice(0, 60).map((id) => otherEnd(edges[id], index))) : [];
  include([...new Set([...indices, ...near])]);
  if (indices.length > 2 || indices.every((index) => seen.nodes[index])) return {};
  const hiddenKinds = new Set([...view.hiddenKinds].filter((kind) => !indices.some((index) => nodes[index].kind === kind)));
  const hiddenLinks = new Set([...view.hiddenLinks].filter((key) => !key.startsWith("MENTIONS") && !USES.has(key)));
  const kindsAlone = indices.every((index) => seen.nodes[index] || view.hiddenKinds.has(nodes[index].kind));
  return kindsAlone && !narrowed() ? { hiddenKinds } : { hiddenKinds, hiddenLinks, ...WIDE };
}

const WIDE = { years: null, sure: 0, hiddenListings: new Set(), around: null };

function showEverything() {
  const near = view.around !== null;
  change({ ...WIDE, hiddenKinds: new Set(), hiddenLinks: new Set(HIDDEN_AT_FIRST) });
  if (near) moveTo(labelOrder, false); // at once: an address that follows right away would leave a movement half done
}

/** Show only what is near a node, so many steps around it; with null everything again. */
function walk(index, steps) {
  change({ around: steps === null ? null : index, steps: steps ?? 1 });
  moveTo(labelOrder);
}

function describe({ node, edge, topic }) {
  if (topic !== undefined) return [topics[topic].name, `topic of ${count(topics[topic].papers.length, "paper", "papers")}`];
  if (node !== undefined) {
    const { kind, name, links } = nodes[node];
    return [name, kind === "Paper" ? count(links, "link", "links") : `${KINDS[kind].one} in ${count(links, "paper", "papers")}`];
  }
  const { from, to } = edges[edge];
  return [`${labelOf(from)} ${linkOf(edges[edge]).label} ${labelOf(to)}`, ""];
}

function showTooltip(what, { x, y }) {
  const [name, more] = describe(what);
  const tooltip = byElementId("tooltip");
  tooltip.replaceChildren(el("b", { dir: "auto" }, name.length > 120 ? `${name.slice(0, 119)}…` : name), more ? el("span", {}, more) : "");
  tooltip.hidden = false;
  const stage = byElementId("stage");
  tooltip.style.left = `${Math.max(8, Math.min(x + 14, stage.clientWidth - tooltip.offsetWidth - 8))}px`;
  tooltip.style.top = `${Math.max(8, Math.min(y + 16, stage.clientHeight - tooltip.offsetHeight - 8))}px`;
}

/** What has its name, or its symbol drawn large, at a point of the screen: {topic} or {node}, or undefined. */
function namedAt({ x, y }) {
  const place = closeUp(highlighted());
  const onSymbol = ({ node }) => node !== undefined && Math.hypot(place.x(network.body.nodes[node].x) - x, place.y(network.body.nodes[node].y) - y) <= radiusOf(node, place);
  return labelsShown.find((label) => !clear(label.box, [{ left: x, right: x, top: y, bottom: y }]) || onSymbol(label));
}

function listenToPicture() {
  network.on("click", ({ nodes: [clicked], edges: [edge], pointer }) => {
    const there = namedAt(pointer.DOM);
    const [topic, node] = [there?.topic, clicked ?? there?.node];
    if (picking !== null) pickEnd(node ?? null);
    else if (topic !== undefined) go({ topic });
    else select(node !== undefined ? { node } : edge !== undefined ? { edge } : null);
    if ((view.node !== null || view.edge !== null) && areCovered(inFocus())) moveTo(inFocus(), true, view.edge !== null ? network.getScale() : Infinity);
  });
  network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && go({ node }));
  for (const event of ["dragEnd", "zoom"]) network.on(event, rememberCamera);
}

/** What the pointer is on is told, unless a finger is all that there is: that never leaves again. */
function listenToPointer() {
  const picture = byElementId("picture");
  let finger = false;
  for (const event of ["pointerdown", "pointermove"]) picture.addEventListener(event, ({ pointerType }) => { finger = pointerType === "touch"; }, true);
  network.on("hoverNode", ({ node, pointer }) => {
    if (finger) return;
    hovered = node;
    showTooltip({ node }, pointer.DOM);
  });
  network.on("hoverEdge", ({ edge, pointer }) => finger || showTooltip({ edge }, pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, forgetPointer);
  picture.addEventListener("mouseleave", () => {
    forgetPointer();
    network.redraw();
  });
}

/** A position as it is in the address, the same whichever way the picture lies and is drawn out, and back. */
function upright(x, y) {
  const [across, down] = [Math.round(x / drawnOut.x), Math.round(y / drawnOut.y)];
  return onItsSide ? [down, across] : [across, down];
}

function asItLies(x, y) {
  const [across, down] = onItsSide ? [y, x] : [x, y];
  return { x: across * drawnOut.x, y: down * drawnOut.y };
}

let waiting = null;

/** Put into the address where the camera stands, once it has stood there for a moment. */
function rememberCamera() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    camera = [...upright(x, y), Number(network.getScale().toPrecision(3))];
    remember(true);
  }, 400);
}

/** Keys on the picture. vis-network's own would take the focus away from the search whenever the pointer moves. */
function steer(event) {
  const step = 80 / network.getScale();
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  if ((!move && !zoom && event.key !== "0") || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  forgetPointer();
  const { x, y } = network.getViewPosition();
  if (move) network.moveTo({ position: { x: x + move[0] * step, y: y + move[1] * step } });
  else if (zoom) zoomBy(zoom);
  else moveTo(labelOrder);
  rememberCamera();
}

const SHORTCUTS = {
  "/": () => searchBox.focus(),
  "?": showHelp,
  c: showCypher,
  p: () => view.node !== null && pickFrom(view.node),
  t: () => changeTheme(dark() ? "light" : "dark"),
  1: () => view.node !== null && walk(view.node, 1),
  2: () => view.node !== null && walk(view.node, 2),
  3: () => view.node !== null && walk(view.node, 3),
  Escape: () => {
    if (picking !== null) pickEnd(null);
    else if (selected()) select(null);
    else if (narrowed() || view.hiddenKinds.size) showEverything();
  },
};

function listenToKeys(event) {
  const typing = event.target.matches("input[type=text], select") || byElementId("dialog").open;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(SHORTCUTS, event.key)) return;
  event.preventDefault();
  openActions(false);
  SHORTCUTS[event.key]();
}

/** Follow an address: the whole state that it names. */
function follow(hash) {
  clearTimeout(waiting);
  opener = null; // an address opens the panel without one
  const { all, camera: at, missing, ...state } = named(hash);
  if (all) include([...nodes.keys()]);
  Object.assign(view, state);
  include(state.path ?? []);
  const wanted = endsOf(state);
  look();
  camera = at;
  change({ ...(wanted.length ? reveal(wanted) : {}), missing }, { mere: true });
  if (at) network.moveTo({ position: asItLies(at[0], at[1]), scale: at[2] });
  else moveTo(view.around === null && inFocus().length ? inFocus() : labelOrder, false);
}

function listenToPage() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.to");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { node, edge, topic } = named(link.getAttribute("href"));
    if (picking !== null && node !== null) pickEnd(node);
    else go({ node, edge, topic });
    if (matchMedia("(max-width: 760px)").matches) openSidebar(false);
  });
  document.addEventListener("keydown", listenToKeys);
  window.addEventListener("popstate", () => follow(location.hash));
  prefersDark.addEventListener("change", () => changeTheme(prefersDark.matches ? "dark" : "light"));
  byElementId("theme").addEventListener("click", () => changeTheme(dark() ? "light" : "dark"));
  byElementId("back").addEventListener("click", () => history.back());
  byElementId("forward").addEventListener("click", () => history.forward());
  byElementId("menu").addEventListener("click", () => openSidebar(document.body.classList.contains("closed")));
  byElementId("closer").addEventListener("click", () => { zoomBy(1.5); rememberCamera(); });
  byElementId("farther").addEventListener("click", () => { zoomBy(1 / 1.5); rememberCamera(); });
  byElementId("whole").addEventListener("click", () => { moveTo(labelOrder); rememberCamera(); });
}

function changeTheme(theme) {
  setTheme(theme);
  repaint();
}

function openSidebar(open) {
  document.body.classList.toggle("closed", !open);
  byElementId("menu").setAttribute("aria-expanded", String(open));
}

const frame = byElementId("picture").querySelector(".vis-network");
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", "Picture of the graph: arrow keys move it, + and - zoom, 0 shows all. The lists and the search hold the same nodes.");
frame.addEventListener("keydown", steer);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names what is to be seen, no place in the page
  frame.focus();
});
byElementId("hint").hidden = nodes.length === 0;
openSidebar(!matchMedia("(max-width: 760px)").matches);
makeFilters();
makeLists();
makeActions();
listenToPicture();
listenToPointer();
listenToPage();
follow(location.hash);
