"use strict";

/* Bars that tell how many papers there are of each year, with the numbers where there is room for them. */

const MOST_YEARS = 60;
const WIDEST_BAR = 34; // pixels from one year to the next
const BARS = { above: 15, height: 52, below: 16 };
const DIGIT = 7; // pixels of width of a figure, with what is beside it

/** The bars of papers' years in so many pixels of width, or null where there is nothing to compare; with `pick` one can be chosen. */
function yearBars(years, title, width, pick = null) {
  const counts = tally(years, (year) => year);
  const all = [...counts.keys()].sort((a, b) => a - b);
  const [first, last] = [all[0], all.at(-1)];
  if (counts.size < 2 || last - first > MOST_YEARS) return null;
  const step = Math.min(WIDEST_BAR, width / (last - first + 1));
  const wide = step * (last - first + 1);
  const most = Math.max(...counts.values());
  const numbered = spaced([...all].sort((a, b) => counts.get(b) - counts.get(a) || b - a), (year) => String(counts.get(year)).length, step);
  const dated = spaced([last, first, ...all], () => 4, step);
  const bar = (year) => {
    const [middle, height] = [(year - first + 0.5) * step, (BARS.height * counts.get(year)) / most];
    const text = (y, words, name) => svg("text", { x: middle, y, class: name }, words);
    const group = svg(
      "g",
      { "data-year": year },
      svg("title", {}, `${year}: ${count(counts.get(year), "paper", "papers")}`),
      svg("rect", { class: "whole", x: middle - step / 2, y: 0, width: step, height: BARS.above + BARS.height + BARS.below }),
      svg("rect", { x: middle - step * 0.38, width: step * 0.76, y: BARS.above + BARS.height - height, height }),
      ...(numbered.has(year) ? [text(BARS.above + BARS.height - height - 4, counts.get(year).toLocaleString("en"), "many")] : []),
      ...(dated.has(year) ? [text(BARS.above + BARS.height + 13, String(year), "year")] : []),
    );
    if (pick) group.addEventListener("click", () => pick(year));
    return group;
  };
  const words = all.map((year) => `${year}: ${counts.get(year)}`).join(", ");
  const down = BARS.above + BARS.height + BARS.below;
  const chart = svg("svg", { class: pick ? "years pick" : "years", viewBox: `0 0 ${wide} ${down}`, role: "img", "aria-label": `${title}: ${words}` }, ...all.map(bar));
  chart.style.width = `${wide}px`;
  return chart;
}

/** The years, in this order, under whose bars a text of so many characters finds room beside those of the years before. */
function spaced(years, length, step) {
  const said = new Map();
  for (const year of years) {
    const half = (length(year) * DIGIT + 2) / 2;
    if ([...said].every(([other, room]) => Math.abs(other - year) * step >= half + room)) said.set(year, half);
  }
  return said;
}

/** Bars with their title over them, for the panel. */
function yearSection(years, title) {
  const bars = yearBars(years, title, 356);
  return bars && el("section", {}, el("h3", {}, title), bars);
}
