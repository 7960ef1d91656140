"use strict";

/* The legend, which is also the switches, the filters, and the line that says what is left out. */

function legendRow(picture, name, hidden, key, told = null) {
  const box = el("input", { type: "checkbox" });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    const now = new Set(hidden);
    if (box.checked) now.delete(key);
    else now.add(key);
    change(hidden === view.hiddenKinds ? { hiddenKinds: now } : { hiddenLinks: now });
    byElementId("sidebar").querySelector(`[data-at="${place}"]`)?.focus();
  });
  const all = legendRow.totals.get(key);
  const shown = seen.counts.get(key) ?? 0;
  const number = shown === all ? all.toLocaleString("en") : `${shown.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  const place = [...Object.keys(KINDS), ...LINKS.keys(), ...USES.keys()].indexOf(key);
  box.dataset.at = place;
  return el("label", { class: "switch", title: told }, box, picture, el("span", { class: "what" }, name), el("span", { class: "number" }, number));
}
legendRow.totals = tally([...nodes.map((node) => node.kind), ...edges.flatMap(keysOf)], (key) => key);

/** The rows under that of mentions: what their sentences say besides, where any says more. */
function useRows() {
  const uses = [...USES].filter(([key]) => legendRow.totals.has(key));
  if (!uses.some(([key]) => key !== UNSAID)) return [];
  const rows = uses.map(([key, words]) => legendRow("", words, view.hiddenLinks, key));
  for (const row of rows) row.classList.add("use");
  for (const row of rows) row.querySelector("input").disabled = view.hiddenLinks.has("MENTIONS mentions");
  return [el("div", { role: "group", "aria-label": "What mentions say" }, rows)];
}

function fillLegend() {
  const kinds = Object.keys(KINDS).filter((kind) => legendRow.totals.has(kind));
  byElementId("kinds").replaceChildren(...kinds.map((kind) => legendRow(sign(kind), KINDS[kind].many, view.hiddenKinds, kind)));
  const links = [...LINKS].filter(([key]) => legendRow.totals.has(key));
  byElementId("links").replaceChildren(
    ...links.flatMap(([key, link]) => [legendRow(stroke(link), link.label, view.hiddenLinks, key, link.told), ...(key === "MENTIONS mentions" ? useRows() : [])]),
  );
  byElementId("counts").textContent = kinds.map((kind) => count(legendRow.totals.get(kind), KINDS[kind].one, KINDS[kind].many)).join(" · ");
}

/* Filters: made once, then set to what `view` says. */

function slider(id, name, low, high, step) {
  const input = el("input", { type: "range", id, min: low, max: high, step });
  const value = el("output", { for: id });
  return { input, value, row: el("div", { class: "filter" }, el("label", { for: id }, name), value, input) };
}

const filters = {
  from: YEARS && slider("year-from", "From", YEARS[0], YEARS[1], 1),
  to: YEARS && slider("year-to", "To", YEARS[0], YEARS[1], 1),
  sure: slider("sure", "Confidence at least", 0, 0.95, 0.05),
  bars: null,
  listings: [],
};

function makeFilters() {
  const many = page.listings.length > 1;
  const chosen = () => {
    const [from, to] = [filters.from, filters.to].map(({ input }) => Number(input.value)).sort((a, b) => a - b);
    change({ years: from === YEARS[0] && to === YEARS[1] ? null : [from, to] });
  };
  for (const year of [filters.from, filters.to]) year?.input.addEventListener("change", chosen);
  filters.sure.input.addEventListener("change", () => change({ sure: Number(filters.sure.input.value) }));
  for (const { input, value } of [filters.from, filters.to, filters.sure].filter(Boolean)) input.addEventListener("input", () => tellValue(input, value));
  filters.listings = many ? page.listings.map((name, number) => listingRow(name, number)) : [];
  const papers = nodes.filter((node) => node.kind === "Paper").map(yearOf).filter((year) => year !== null);
  filters.bars = yearBars(papers, "Papers by year", 270, (year) => change({ years: view.years?.join() === `${year},${year}` ? null : [year, year] }));
  const dated = YEARS && YEARS[0] < YEARS[1] ? [el("fieldset", {}, el("legend", {}, "Year of the paper"), filters.bars, filters.from.row, filters.to.row)] : [];
  const listings = many ? [el("fieldset", { class: "listings" }, el("legend", {}, "Listings"), filters.listings.map(({ row }) => row))] : [];
  byElementId("filter-fields").replaceChildren(...dated, filters.sure.row, ...listings);
}

function listingRow(name, number) {
  const input = el("input", { type: "checkbox" });
  input.addEventListener("change", () => {
    const now = new Set(view.hiddenListings);
    if (input.checked) now.delete(number);
    else now.add(number);
    change({ hiddenListings: now });
  });
  return { input, number, row: el("label", { class: "switch" }, input, el("span", { class: "what", dir: "auto" }, name)) };
}

function tellValue(input, value) {
  value.textContent = input.id === "sure" ? percent(Number(input.value)) : input.value;
}

function setFilters() {
  const values = [[filters.from, (view.years ?? YEARS)?.[0]], [filters.to, (view.years ?? YEARS)?.[1]], [filters.sure, view.sure]];
  for (const [filter, value] of values) {
    if (!filter) continue;
    filter.input.value = value;
    tellValue(filter.input, filter.value);
  }
  for (const bar of filters.bars?.children ?? []) {
    const year = Number(bar.dataset.year);
    bar.classList.toggle("out", view.years !== null && (year < view.years[0] || year > view.years[1]));
  }
  for (const { input, number } of filters.listings) input.checked = !view.hiddenListings.has(number);
  if (view.years || view.sure || view.hiddenListings.size) byElementId("filters").open = true;
}

/** Say what of the graph is in the picture, and offer the rest. */
function tellShown() {
  const line = byElementId("shown");
  const shown = seen.nodes.reduce((sum, one) => sum + one, 0);
  const button = (text, action) => el("button", { type: "button", onclick: action }, text);
  if (picking !== null) {
    line.replaceChildren(`Path from ${labelOf(picking)}: click or search for the other end `, button("Cancel", () => pickEnd(null)));
  } else if (view.missing.length) {
    line.replaceChildren(`The address asks for ${view.missing.join(" and ")}, which this page does not have `, button("Close", () => change({})));
  } else if (narrowed() || view.hiddenKinds.size) {
    const near = view.around === null ? "" : ` near ${labelOf(view.around)}`;
    line.replaceChildren(`${shown.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes${near} `, button("Show everything", showEverything));
  } else if (view.present.size < nodes.length) {
    const [some, all] = [shown, nodes.length].map((number) => number.toLocaleString("en"));
    const what = view.present.size === page.first.length ? `The ${some} most important of ${all} nodes` : `${some} of ${all} nodes are in the picture`;
    const text = `${what}; open a topic or search for the others `;
    line.replaceChildren(text, button("Show all", () => {
      line.textContent = "Drawing …";
      setTimeout(() => {
        include([...nodes.keys()]);
        change({});
        moveTo(labelOrder);
      }, 30);
    }));
  } else line.replaceChildren();
}
