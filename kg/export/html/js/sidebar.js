"use strict";

/* The legend, which is also the switches, and the lists beside the picture. */

const PAGE_OF_LIST = 60;

function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function legendRow(picture, name, number, hidden, key) {
  const box = el("input", { type: "checkbox", checked: "" });
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    applySwitches();
    tellShown();
  });
  box.dataset.key = key;
  return el("label", { class: "switch" }, box, picture, el("span", { class: "what" }, name), el("span", { class: "number" }, number.toLocaleString("en")));
}

function fillLegend() {
  const ofKind = tally(nodes, (node) => node.kind);
  const ofLink = tally(edges, (edge) => edge.link);
  const kinds = Object.keys(KINDS).filter((kind) => ofKind.has(kind));
  byElementId("kinds").replaceChildren(...kinds.map((kind) => legendRow(sign(kind), KINDS[kind].many, ofKind.get(kind), view.hiddenKinds, kind)));
  const links = [...LINKS].filter(([key]) => ofLink.has(key));
  byElementId("links").replaceChildren(...links.map(([key, link]) => legendRow(stroke(link), link.label, ofLink.get(key), view.hiddenLinks, key)));
  byElementId("counts").textContent = kinds.map((kind) => count(ofKind.get(kind), KINDS[kind].one, KINDS[kind].many)).join(" · ");
  fillTabs(kinds);
}

/** Switch a kind of node on again, when something of it is asked for. */
function switchOn(kind) {
  if (!view.hiddenKinds.delete(kind)) return;
  for (const box of byElementId("kinds").querySelectorAll("input")) if (box.dataset.key === kind) box.checked = true;
  applySwitches();
}

/** Say how much of the graph is in the picture, and offer the rest. */
function tellShown() {
  const shown = [...view.present].filter(nodeShown).length;
  const line = byElementId("shown");
  if (view.present.size === nodes.length) {
    line.textContent = shown === nodes.length ? "" : `${shown.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes shown`;
    return;
  }
  const all = el("button", { type: "button" }, "Show all");
  all.addEventListener("click", () => {
    line.textContent = "Drawing …";
    setTimeout(() => {
      include([...nodes.keys()]);
      tellShown();
      network.fit();
    }, 30);
  });
  line.replaceChildren(`The ${shown.toLocaleString("en")} most important of ${nodes.length.toLocaleString("en")} nodes `, all);
}

function fillTabs(kinds) {
  const tabs = kinds.map((kind) =>
    el("button", { type: "button", role: "tab", id: `tab-${kind}`, "aria-controls": "list", onclick: () => openTab(kind) }, KINDS[kind].tab ?? KINDS[kind].many),
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
  if (kinds.length) openTab(kinds.includes("Method") ? "Method" : kinds[0]);
}

function openTab(kind) {
  for (const tab of byElementId("tabs").children) {
    const open = tab.id === `tab-${kind}`;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
  }
  const members = nodes.filter((node) => node.kind === kind);
  const most = Math.max(1, members[0]?.links ?? 1);
  const list = el("ul", { class: "rows" });
  const panel = byElementId("list");
  panel.setAttribute("aria-labelledby", `tab-${kind}`);
  panel.replaceChildren(list);
  fillList(list, members, most, 0);
  panel.scrollTop = 0;
}

function fillList(list, members, most, from) {
  list.append(...members.slice(from, from + PAGE_OF_LIST).map((node) => listRow(node, most)));
  if (from + PAGE_OF_LIST >= members.length) return;
  const more = el("button", { type: "button", class: "more" }, "Show more");
  more.addEventListener("click", () => {
    more.remove();
    fillList(list, members, most, from + PAGE_OF_LIST);
  });
  list.after(more);
}

function listRow(node, most) {
  const bar = el("span", { class: `bar ${node.kind}` });
  bar.style.width = percent(node.links / most);
  return el("li", {}, nodeLink(node.index, el("span", { class: "what", dir: "auto" }, node.name), el("span", { class: "number" }, String(node.links)), bar));
}
