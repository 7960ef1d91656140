"use strict";

/* Search as one types, over titles, names, aliases, identifiers, addresses, authors, topics and, last, abstracts. */

const MOST_FOUND = 30;
const MOST_IN_TEXT = 30;
const FEWEST_LETTERS = 3; // that are looked for in abstracts
const MOST_SIMILAR = 5;
const lines = (node) => [node.name, ...(node.aliases ?? []), node.arxivId ?? "", node.doi ?? "", node.citationKey ?? ""];
const haystack = nodes.map((node) => folded(lines(node).join("\n")));
const beside = nodes.map((node) => folded([...(node.authors ?? []), ...(node.addresses ?? []).map(([, address]) => plainAddress(address))].join("\n")));
let spelt = null;
let texts = null;

/** Ways to write each node's names, made when they are needed first. */
function speltOf(index) {
  spelt ??= nodes.map((node) => lines(node).filter(Boolean).map(spelling));
  return spelt[index];
}

/** Papers with their abstracts as they are searched, made when they are needed first: most searches find enough without. */
function textsOf() {
  texts ??= nodes.filter((node) => node.abstract).map((node) => [node.index, folded(node.abstract)]);
  return texts;
}

/**
 * A name as one word, with what stands at its letters: " " where a space comes before, "-" another sign, "a" where a word
 * begins without one ("Net" of "UNet").
 */
function spelling(name) {
  const marks = [];
  let joined = "";
  let end = 0;
  for (const found of name.matchAll(WORDS)) {
    const between = name.slice(end, found.index);
    const plain = joinedForm(found[0]);
    if (plain) marks[joined.length] = /\s/.test(between) ? " " : between || !end ? "-" : "a";
    joined += plain;
    end = found.index + found[0].length;
  }
  return { joined, marks };
}

const WORDS = /\p{Lu}{2,}(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{L}\p{M}]|\p{N}+/gu;

/** An address without what differs between copies of it: scheme, version of a paper, place in a repository. */
function plainAddress(text) {
  return text.replace(/^https?:\/\/(www\.)?/i, "").replace(/^(arxiv\.org)\/\w+\/(.+?)(v\d+)?(\.pdf)?[/?#]*$/i, "$1/abs/$2").replace(/^(git(?:hub|lab)\.com\/[^/\s]+\/[^/?#\s]+).*$/i, "$1").replace(/(\.git|\/+)$/i, "");
}

/** Whether a text has words just so, from the begin of a word on. */
function hasWords(text, words) {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) if (!at || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true;
  return false;
}

/** Papers that say the words in their abstracts, as {node}, but for those that were found anyway. */
function foundInTexts(words, already) {
  const whole = folded(words.trim());
  if (whole.length < FEWEST_LETTERS) return [];
  const known = new Set(already.map(({ node }) => node));
  return textsOf().filter(([index, text]) => !known.has(index) && hasWords(text, whole)).map(([node]) => ({ node }));
}

/** Topics with the words in one of their names, as hits. */
function topicHits(joined) {
  if (!joined) return [];
  const hits = topics.map(({ words, number }) => [Math.min(...words.map((name) => rank(spelling(name), joined))), KIND_ORDER.topic, number, { topic: number }]);
  return hits.filter(([best]) => best <= RANKS.word);
}

/**
 * Nodes and topics that have every word, as {node} or {topic}, the best first: the whole name, its begin, the begin of a word
 * in it, inside a word, words here and there, author or address. Of equally good ones things come before topics and these
 * before papers, the most important first.
 */
function found(words) {
  const whole = folded(plainAddress(words.trim()));
  if (!whole) return [];
  const each = whole.split(/\s+/);
  const joined = joinedForm(whole);
  const hits = [];
  for (const [index, text] of haystack.entries()) {
    const ranks = [];
    if (text.split("\n").includes(whole)) ranks.push(0);
    if (joined) ranks.push(...speltOf(index).map((name) => rank(name, joined)));
    if (each.every((word) => text.includes(word))) ranks.push(RANKS.scattered);
    if (each.every((word) => beside[index].includes(word))) ranks.push(RANKS.beside);
    const best = Math.min(...ranks);
    if (best < Infinity) hits.push([best, nodes[index].kind === "Paper" ? KIND_ORDER.paper : KIND_ORDER.thing, index, { node: index }]);
  }
  if (picking === null) hits.push(...topicHits(joined)); // a path leads from node to node
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, MOST_FOUND).map(([, , , what]) => what);
}

const KIND_ORDER = { thing: 0, topic: 1, paper: 2 };

const RANKS = { whole: 1, beginWhole: 2, begin: 3, word: 4, inside: 5, scattered: 6, beside: 7 };

/** How well a word fits a name: what begins inside a word and ends behind a space ("reLU NETworks") does not. */
function rank({ joined, marks }, word) {
  if (joined === word) return RANKS.whole;
  let best = Infinity;
  for (let at = joined.indexOf(word); at >= 0; at = joined.indexOf(word, at + 1)) {
    const spaced = marks.slice(at + 1, at + word.length).includes(" ");
    if (at === 0) best = Math.min(best, [" ", "-"].includes(marks[word.length]) ? RANKS.beginWhole : RANKS.begin);
    else if (marks[at]) best = Math.min(best, RANKS.word);
    else if (!spaced) best = Math.min(best, RANKS.inside);
  }
  return best;
}

/** Nodes with a name that is written nearly so: one letter wrong, or two in a long name. */
function similar(words) {
  const wanted = joinedForm(words);
  const most = wanted.length < 8 ? 1 : 2;
  if (wanted.length < 4 || wanted.length > 40) return [];
  const hits = [];
  for (const index of nodes.keys()) {
    const names = speltOf(index).map(({ joined }) => joined).filter((name) => Math.abs(name.length - wanted.length) <= most);
    const least = Math.min(...names.map((name) => difference(name, wanted)));
    if (least <= most) hits.push([least, index]);
  }
  return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST_SIMILAR).map(([, index]) => ({ node: index }));
}

/** How many letters to add, leave out, replace or swap with the next one so that two words are one. */
function difference(one, other) {
  let [last, before] = [[...other, ""].map((_, place) => place), []];
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let place = 1; place <= other.length; place++) {
      const same = one[row - 1] === other[place - 1];
      now[place] = Math.min(last[place] + 1, now[place - 1] + 1, last[place - 1] + (same ? 0 : 1));
      if (one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1]) now[place] = Math.min(now[place], before[place - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

const searchBox = byElementId("search");
const results = byElementId("results");
let active = -1;
let offered = [];

function fillResults() {
  const words = searchBox.value;
  const there = found(words);
  const inTexts = there.length < MOST_FOUND ? foundInTexts(words, there) : [];
  const near = there.length || inTexts.length ? [] : similar(words);
  offered = [...there, ...near, ...inTexts.slice(0, MOST_IN_TEXT)];
  const rows = offered.map(resultRow);
  const heading = (text) => el("li", { class: "none", role: "presentation" }, text);
  const first = inTexts.length > MOST_IN_TEXT ? `, the first ${MOST_IN_TEXT}` : "";
  if (inTexts.length) rows.splice(there.length, 0, heading(`In the abstract of ${count(inTexts.length, "paper", "papers")}${first}`));
  if (!offered.length && words.trim()) rows.push(heading("Nothing found"));
  if (near.length) rows.unshift(heading("Nothing found; similar names:"));
  results.replaceChildren(...rows);
  openResults(rows.length > 0);
  activate(offered.length && !near.length ? 0 : -1);
}

function resultRow({ node: index, topic }, place) {
  const node = nodes[index];
  const [mark, name] = node ? [sign(node.kind), node.name] : [patch(topics[topic]), topics[topic].name];
  const aside = !node ? `topic of ${count(topics[topic].papers.length, "paper", "papers")}` : node.kind === "Paper" ? yearOf(node) ?? "" : node.links;
  const row = el("li", { role: "option", id: `result-${place}` }, mark, el("span", { class: "what", dir: "auto" }, name), el("span", { class: "number" }, String(aside)));
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(offered[place]);
  });
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

function choose(what) {
  openResults(false);
  searchBox.value = "";
  if (picking === null) go(what);
  else pickEnd(what.node);
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
    choose(offered[active]);
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && rows.length) {
    event.preventDefault();
    activate((active + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length);
  }
});
