"use strict";

/* What happens when: selection, address, theme, keys. */

/** Select a node or an edge, given as {node} or {edge}, or nothing. */
function select(what) {
  view.node = what?.node ?? null;
  view.edge = what?.edge ?? null;
  if (!what) {
    hidePanel();
    network.unselectAll();
    setHash("");
    return;
  }
  const ends = view.edge === null ? [view.node] : [edges[view.edge].from, edges[view.edge].to];
  bringIn(ends);
  byElementId("hint").hidden = true;
  if (view.edge === null) showNode(view.node);
  else showEdge(view.edge);
  if (view.edge === null) network.selectNodes(ends, false);
  else network.selectEdges([view.edge]);
  setHash(view.edge === null ? nodeHash(view.node) : edgeHash(view.edge));
}

/** Make sure that nodes are in the picture, those left out of a large graph with some of their neighbours. */
function bringIn(ends) {
  for (const index of ends) switchOn(nodes[index].kind);
  const missing = ends.filter((index) => !view.present.has(index));
  if (missing.length) {
    include([...new Set([...ends, ...missing.flatMap((index) => nodes[index].edges.slice(0, 60).map((id) => otherEnd(edges[id], index)))])]);
  }
  tellShown();
}

/** Select, move the view there, and let the keyboard go on in the panel. */
function go(what) {
  select(what);
  if (!what) return;
  moveTo(what.edge === undefined ? [what.node] : [edges[what.edge].from, edges[what.edge].to]);
  byElementId("panel").focus({ preventScroll: true });
}

function setHash(hash) {
  if (hash === location.hash) return;
  try {
    history.pushState(null, "", hash || location.pathname + location.search);
  } catch {
    // a page inside a notebook has no address of its own
  }
}

function describe({ node, edge }) {
  if (node !== undefined) {
    const { kind, name, links } = nodes[node];
    return [name, kind === "Paper" ? count(links, "link", "links") : `${KINDS[kind].one} in ${count(links, "paper", "papers")}`];
  }
  const { from, to, link } = edges[edge];
  const label = (index) => page.network.nodes[index].label;
  return [`${label(from)} ${LINKS.get(link).label} ${label(to)}`, ""];
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

function listenToPicture() {
  network.on("click", ({ nodes: [node], edges: [edge] }) => select(node !== undefined ? { node } : edge !== undefined ? { edge } : null));
  network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && go({ node }));
  network.on("hoverNode", ({ node, pointer }) => {
    hovered = node;
    showTooltip({ node }, pointer.DOM);
  });
  network.on("hoverEdge", ({ edge, pointer }) => showTooltip({ edge }, pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
    network.on(event, () => {
      hovered = null;
      byElementId("tooltip").hidden = true;
    });
  }
}

/** Keys on the picture. vis-network's own would take the focus away from the search whenever the pointer moves. */
function steer(event) {
  const step = 80 / network.getScale();
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  if (!move && !zoom && event.key !== "0") return;
  event.preventDefault();
  const { x, y } = network.getViewPosition();
  if (move) network.moveTo({ position: { x: x + move[0] * step, y: y + move[1] * step } });
  else if (zoom) zoomBy(zoom);
  else network.fit();
}

function listenToPage() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.to");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(named(link.getAttribute("href")));
    if (matchMedia("(max-width: 760px)").matches) openSidebar(false);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=text]");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      searchBox.focus();
    }
    if (event.key === "Escape" && !typing) select(null);
  });
  window.addEventListener("popstate", () => {
    const what = named(location.hash);
    if (what || !location.hash) go(what);
  });
  prefersDark.addEventListener("change", () => changeTheme(prefersDark.matches ? "dark" : "light"));
  byElementId("theme").addEventListener("click", () => changeTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  byElementId("menu").addEventListener("click", () => openSidebar(document.body.classList.contains("closed")));
  byElementId("closer").addEventListener("click", () => zoomBy(1.5));
  byElementId("farther").addEventListener("click", () => zoomBy(1 / 1.5));
  byElementId("whole").addEventListener("click", () => network.fit({ animation: motion(300) }));
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
byElementId("hint").hidden = nodes.length === 0;
openSidebar(!matchMedia("(max-width: 760px)").matches);
fillLegend();
tellShown();
listenToPicture();
listenToPage();
if (named(location.hash)) go(named(location.hash));
