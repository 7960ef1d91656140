"use strict";

/* The lists beside the picture: what is in it, by kind and by topic, in an order of the reader's choice. */

const PAGE_OF_LIST = 60;
const ORDERS = {
  use: { name: "most used", compare: (a, b) => b.links - a.links || a.index - b.index },
  name: { name: "by name", compare: (a, b) => a.name.localeCompare(b.name, "en") || a.index - b.index },
  year: { name: "newest", compare: (a, b) => (b.published ?? "").localeCompare(a.published ?? "") || a.index - b.index },
};
const TOPICS = "Topic";
let openList = null;

function makeLists() {
  const kinds = Object.keys(KINDS).filter((kind) => legendRow.totals.has(kind));
  const names = [...(topics.length ? [TOPICS] : []), ...kinds];
  const tabs = names.map((name) =>
    el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "list", onclick: () => openTab(name) }, name === TOPICS ? "topics" : KINDS[name].tab),
  );
  byElementId("tabs").replaceChildren(...tabs);
  byElementId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.indexOf(document.activeElement);
    if (!step || at < 0) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  });
  const sort = byElementId("sort");
  sort.replaceChildren(...Object.entries(ORDERS).map(([key, { name }]) => el("option", { value: key }, name)));
  sort.addEventListener("change", () => fillList());
  openList = names[0] ?? null;
}

function openTab(name) {
  openList = name;
  byElementId("list").scrollTop = 0;
  fillList();
}

/** Fill the open list with what is to be seen of it. */
function fillList() {
  if (openList === null) return;
  for (const tab of byElementId("tabs").children) {
    const open = tab.id === `tab-${openList}`;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
  }
  const panel = byElementId("list");
  panel.setAttribute("aria-labelledby", `tab-${openList}`);
  byElementId("sort").hidden = openList === TOPICS;
  const rows = openList === TOPICS ? topicRows() : nodeRows();
  const list = el("ul", { class: "rows" });
  panel.replaceChildren(rows.length ? list : el("p", { class: "none" }, "Nothing of this kind is in the picture"));
  addRows(list, rows, 0);
}

function nodeRows() {
  const members = nodes.filter((node) => node.kind === openList && (seen.nodes[node.index] || !view.present.has(node.index)) && !view.hiddenKinds.has(node.kind));
  const most = Math.max(1, ...members.slice(0, 1).map((node) => node.links));
  members.sort(ORDERS[byElementId("sort").value || "use"].compare);
  return members.map((node) => () => listRow(nodeLink(node.index, el("span", { class: "what", dir: "auto" }, node.name), el("span", { class: "number" }, String(node.links))), node.kind, node.links / most));
}

function topicRows() {
  const sized = topics.map((topic) => ({ topic, size: topic.papers.filter((node) => seen.nodes[node.index] || !view.present.has(node.index)).length }));
  const most = Math.max(1, ...sized.map(({ size }) => size));
  return sized
    .filter(({ size }) => size)
    .map(({ topic, size }) => () => listRow(topicLink(topic, patch(topic), el("span", { class: "what", dir: "auto" }, topic.name), el("span", { class: "number" }, String(size))), "Paper", size / most));
}

function addRows(list, rows, from) {
  list.append(...rows.slice(from, from + PAGE_OF_LIST).map((row) => row()));
  if (from + PAGE_OF_LIST >= rows.length) return;
  const more = el("button", { type: "button", class: "more" }, "Show more");
  more.addEventListener("click", () => {
    more.remove();
    addRows(list, rows, from + PAGE_OF_LIST);
  });
  list.after(more);
}

function listRow(link, kind, share) {
  const bar = el("span", { class: `bar ${kind}` });
  bar.style.width = percent(share);
  link.append(bar);
  return el("li", {}, link);
}
