"use strict";

/* Search as one types, over titles, names, aliases and identifiers. */

const MOST_FOUND = 30;
const haystack = nodes.map((node) => folded([node.name, ...(node.aliases ?? []), node.arxivId ?? "", node.doi ?? ""].join("\n")));

/** Nodes in which every word occurs, the best first: whole name, begin of the name, begin of a word, anywhere. */
function found(words) {
  const whole = folded(words.trim());
  if (!whole) return [];
  const each = whole.split(/\s+/);
  const hits = [];
  for (const [index, text] of haystack.entries()) {
    if (each.every((word) => text.includes(word))) hits.push([rank(text, whole), index]);
  }
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST_FOUND).map(([, index]) => index);
}

function rank(text, whole) {
  const names = text.split("\n");
  if (names.includes(whole)) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  const at = text.indexOf(whole);
  if (at < 0) return 4;
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") ? 3 : 2;
}

const searchBox = byElementId("search");
const results = byElementId("results");
let active = -1;

function fillResults() {
  const hits = found(searchBox.value);
  const none = searchBox.value.trim() ? [el("li", { class: "none" }, "Nothing found")] : [];
  results.replaceChildren(...(hits.length ? hits.map(resultRow) : none));
  openResults(results.children.length > 0);
  activate(hits.length ? 0 : -1);
}

function resultRow(index, place) {
  const node = nodes[index];
  const aside = node.kind === "Paper" ? yearOf(node) ?? "" : node.links;
  const row = el("li", { role: "option", id: `result-${place}` }, sign(node.kind), el("span", { class: "what", dir: "auto" }, node.name), el("span", { class: "number" }, String(aside)));
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(index);
  });
  row.dataset.index = index;
  return row;
}

function openResults(open) {
  results.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
}

function activate(place) {
  active = place;
  const rows = results.querySelectorAll("[role=option]");
  for (const [number, row] of rows.entries()) row.setAttribute("aria-selected", String(number === place));
  if (place < 0) searchBox.removeAttribute("aria-activedescendant");
  else {
    searchBox.setAttribute("aria-activedescendant", `result-${place}`);
    rows[place].scrollIntoView({ block: "nearest" });
  }
}

function choose(index) {
  openResults(false);
  searchBox.value = "";
  if (picking === null) go({ node: index });
  else pickEnd(index);
}

searchBox.addEventListener("input", fillResults);
searchBox.addEventListener("focus", () => searchBox.value && fillResults());
searchBox.addEventListener("blur", () => openResults(false));
searchBox.addEventListener("keydown", (event) => {
  const rows = results.querySelectorAll("[role=option]");
  if (event.key === "Escape") {
    searchBox.value = "";
    openResults(false);
  } else if (event.key === "Enter" && rows[active]) {
    choose(Number(rows[active].dataset.index));
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && rows.length) {
    event.preventDefault();
    activate((active + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length);
  }
});
