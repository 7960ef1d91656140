"use strict";

/* The panel: everything that is known of one node or one link. */

const FEW = 12;
const MOST_TOGETHER = 48;
const MOST_TOPICS = 3;
const SHORT_ABSTRACT = 500; // characters, about what is shown of a longer one

function showPanel(...content) {
  const panel = byElementId("panel");
  const close = el("button", { type: "button", class: "plain close", "aria-label": "Close", onclick: () => select(null) }, "×");
  panel.replaceChildren(close, ...content.flat().filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add("open");
}

/* What had the focus when the panel was opened; the keyboard goes on there when it is closed. */
let opener = null;

function rememberOpener() {
  const from = document.activeElement;
  if (!byElementId("panel").contains(from)) opener = from;
}

/** Give the focus back to what opened the panel, or to the row of the list that was made anew in its place. */
function returnToOpener() {
  const href = opener?.getAttribute("href");
  const there = opener?.isConnected ? opener : [...document.querySelectorAll("#list a.to")].find((link) => link.getAttribute("href") === href);
  there?.focus({ preventScroll: true });
}

function hidePanel() {
  if (byElementId("panel").contains(document.activeElement)) returnToOpener();
  byElementId("panel").hidden = true;
  byElementId("panel").replaceChildren();
  document.body.classList.remove("open");
}

/* What the panel shows, so that it is filled, and scrolled to its top, only when that changes. */
let filled = "";

/** Show what is selected, or nothing. */
function fillPanel() {
  const wanted = JSON.stringify([view.node, view.edge, view.topic, view.path && trail, view.around, String(view.steps)]);
  if (wanted === filled) return;
  filled = wanted;
  byElementId("hint").hidden = byElementId("hint").hidden || selected();
  if (view.edge !== null) showEdge(view.edge);
  else if (view.path) showTrail();
  else if (view.node !== null) showNode(view.node);
  else if (view.topic !== null) showTopic(topics[view.topic]);
  else hidePanel();
}

/** A list that begins with a few and offers the rest. */
function shortList(items, row) {
  const list = el("ul", { class: "rows" }, items.slice(0, FEW).map(row));
  if (items.length <= FEW) return [list];
  const more = el("button", { type: "button", class: "more" }, `Show all ${items.length.toLocaleString("en")}`);
  more.addEventListener("click", () => {
    list.append(...items.slice(FEW).map(row));
    more.remove();
  });
  return [list, more];
}

/** What a row says beside the name: how alike, or of which year and how often named. */
function measure(edge, year) {
  if (edge.score !== undefined) return el("span", { class: "measure", title: "similarity" }, percent(edge.score));
  const often = edge.count > 1 ? el("span", { title: "times named" }, `${edge.count} ×`) : null;
  if (!often && year === null) return null;
  return el("span", { class: "measure" }, often, often && year !== null ? " · " : null, year === null ? null : String(year));
}

/** A neighbour with the sentences behind the link: with `open` the foremost at once, the others on demand. */
function neighbourRow(index, id, open) {
  const edge = edges[id];
  const other = otherEnd(edge, index);
  const aside = measure(edge, yearOf(nodes[other]));
  const row = el("li", {}, el("div", { class: "row" }, nodeLink(other, sign(nodes[other].kind), el("span", { dir: "auto" }, nodes[other].name)), aside));
  if (edge.terms?.length) row.append(el("p", { class: "terms", dir: "auto" }, edge.terms.join(" · ")));
  if (edge.type === "BUILDS_ON") row.append(onDemand("why", reasonBlocks(edge)));
  else row.append(...sentenceRows(edge, open));
  return row;
}

function sentenceRows(edge, open) {
  const { others, sentences } = mentionBlocks(edge);
  if (!open) return [rolesLine(edge.roles ?? []) ?? "", onDemand(count(sentences.length, "sentence", "sentences"), sentences.flatMap(({ blocks }) => blocks))];
  const first = foremost(sentences);
  const rest = sentences.filter((sentence) => !first.includes(sentence));
  return [others ?? "", ...first.flatMap(({ blocks }) => blocks), onDemand(`${rest.length} more`, rest.flatMap(({ blocks }) => blocks))];
}

/** What is shown once its summary is clicked; nothing where there is nothing. */
function onDemand(words, blocks) {
  return blocks.length ? el("details", {}, el("summary", {}, words), blocks) : "";
}

/** The role by which a link is listed: what a paper mentions is listed by kind. */
function saidOf(index, edge) {
  return edge.type === "MENTIONS" && edge.from === index ? "mentions" : strongest(edge);
}

/** What a link says, seen from one of its ends. */
function groupTitle(index, edge) {
  const outward = edge.from === index;
  const { kind } = nodes[edge.to];
  if (edge.link === "MENTIONS introduces" && kind === "Repo") return outward ? "Own code" : "Code of";
  if (edge.link === "MENTIONS mentions" && outward) return `Mentions ${KINDS[kind].many}`;
  if (edge.link === "MENTIONS mentions" && saidOf(index, edge) !== "mentions") return INFERRED.get(strongest(edge)).said;
  return outward ? linkOf(edge).out : linkOf(edge).in;
}

/** Where a group of links stands: as in the legend, then by what is said; of mentions those last that say no more. */
function orderOf(index, edge) {
  const said = saidOf(index, edge);
  const last = edge.type === "MENTIONS" && said === "mentions";
  return [...LINKS.keys()].indexOf(edge.link) + (last ? 0.9 : [...INFERRED.keys()].indexOf(said) / 10);
}

/** The links of a node by what they say, each as {title, ids}. */
function neighbourGroups(index) {
  const groups = new Map();
  for (const id of nodes[index].edges) {
    const edge = edges[id];
    const title = groupTitle(index, edge);
    if (!groups.has(title)) groups.set(title, { title, ids: [], order: orderOf(index, edge) });
    groups.get(title).ids.push(id);
  }
  const rank = (id) => [-(edges[id].score ?? 0), -(yearOf(nodes[otherEnd(edges[id], index)]) ?? 0), otherEnd(edges[id], index)];
  const compare = (a, b) => rank(a).reduce((sooner, value, at) => sooner || value - rank(b)[at], 0);
  for (const group of groups.values()) group.ids.sort(compare);
  return [...groups.values()].sort((a, b) => a.order - b.order);
}

function facts(node) {
  const some = (values, most) => (values.length > most ? `${values.slice(0, most).join(", ")} and ${values.length - most} more` : values.join(", "));
  const rows = [
    ["", node.authors && some(node.authors, 8)],
    ["", [node.published, node.venue].filter(Boolean).join(" · ")],
    ["Also written", some(node.otherNames ?? node.aliases ?? [], 12)],
    ["Keywords", node.keywords && some(node.keywords, 12)],
    ["Upvotes", node.upvotes],
    ["Listings", node.listings && page.listings.length > 1 && node.listings.map((number) => page.listings[number]).join(", ")],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => el("p", { class: "fact", dir: "auto" }, name ? el("b", {}, `${name}: `) : null, String(value)));
}

function showNode(index) {
  const node = nodes[index];
  const kind = KINDS[node.kind];
  const paper = node.kind === "Paper";
  const use = paper ? null : ` · in ${count(node.links, "paper", "papers")}`;
  const web = (node.addresses ?? []).map(([text, address]) => webLink(text, address));
  showPanel(
    el("p", { class: "kind" }, sign(node.kind), node.family ? "family of methods" : kind.one, use),
    el("h2", { dir: "auto" }, node.name),
    facts(node),
    topicsLine(node),
    node.versions ? versionsLine(node.versions) : null,
    web.length ? el("p", { class: "web" }, web) : null,
    nodeActions(index),
    paper ? null : useOverTime(index),
    node.abstract ? abstractOf(index) : null,
    neighbourGroups(index).map(({ title, ids }) =>
      el("section", {}, el("h3", {}, title, " ", el("span", { class: "number" }, String(ids.length))), shortList(ids, (id) => neighbourRow(index, id, !paper))),
    ),
    paper ? null : togetherWith(index),
  );
}

/** The abstract of a paper: its begin, where it is long, and the rest on demand, so that what it introduces is near. */
function abstractOf(index) {
  const text = markedAbstract(index);
  if (charactersOf(index, 1).length <= SHORT_ABSTRACT) return [text];
  text.classList.add("begin");
  const more = el("button", { type: "button", class: "more" }, "Whole abstract");
  more.addEventListener("click", () => {
    text.classList.remove("begin");
    more.remove();
  });
  return [text, more];
}

/** The things whose names differ from that of a thing in numbers alone, the most mentioned first. */
function versionsLine(others) {
  const links = others.slice(0, FEW).map((other) => [nodeLink(other, el("span", { dir: "auto" }, nodes[other].name)), nodes[other].links]);
  return el("p", { class: "fact" }, el("b", {}, "Versions: "), counted(links));
}

/** Links with numbers behind them, as one line. */
function counted(links) {
  return links.flatMap(([link, number]) => [", ", link, ` (${number.toLocaleString("en")})`]).slice(1);
}

/** The topic of a paper; of a thing those of most of the papers that mention it, with how many these are. */
function topicsLine(node) {
  if (node.kind === "Paper") return node.topic < 0 ? null : el("p", { class: "fact" }, el("b", {}, "Topic: "), topicLink(topics[node.topic]));
  const papers = tally(node.edges.map((id) => nodes[otherEnd(edges[id], node.index)].topic).filter((topic) => topic >= 0), (topic) => topic);
  const most = [...papers].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!most.length) return null;
  const rest = most.length > MOST_TOPICS ? ` and ${most.length - MOST_TOPICS} more` : null;
  return el("p", { class: "fact" }, el("b", {}, "Papers in topics: "), counted(most.slice(0, MOST_TOPICS).map(([topic, many]) => [topicLink(topics[topic]), many])), rest);
}

/**
 * What the papers that mention a thing mention besides, each as [number, papers that mention both]: by the cosine of the
 * two sets of papers and last what stands beside anything, as kg show has it.
 */
function together(index) {
  const mentioned = (paper) => nodes[paper].edges.filter((id) => edges[id].type === "MENTIONS").map((id) => edges[id].to);
  const things = nodes[index].edges.map((id) => mentioned(otherEnd(edges[id], index))).filter((all) => all.length <= page.mostTogether);
  const shared = tally(things.flat(), (other) => other);
  shared.delete(index);
  const near = ([other, both]) => (both * both) / nodes[other].links;
  const byId = ([a], [b]) => (nodes[a].id < nodes[b].id ? -1 : 1);
  const found = [...shared].sort((a, b) => near(b) - near(a) || b[1] - a[1] || byId(a, b));
  const parts = [false, true].map((last) => found.filter(([other]) => (nodes[other].family || isEverywhere(other)) === last));
  const often = (part) => part.filter(([, both]) => both > 1);
  return parts.flatMap((part) => (often(part).length || often(parts[0]).length ? often(part) : part)).slice(0, MOST_TOGETHER);
}

function togetherWith(index) {
  const found = together(index);
  if (!found.length) return null;
  const aside = (both) => el("span", { class: "measure", title: "papers that mention both" }, count(both, "paper", "papers"));
  const row = ([other, both]) => el("li", {}, el("div", { class: "row" }, nodeLink(other, sign(nodes[other].kind), el("span", { dir: "auto" }, nodes[other].name)), aside(both)));
  return el("section", {}, el("h3", {}, "Mentioned together with"), shortList(found, row));
}

/** What can be done from a node: see its surroundings alone, look for a path to another. */
function nodeActions(index) {
  const step = (steps, text, label) => {
    const on = view.around === index && view.steps === steps;
    return el("button", { type: "button", class: "action", "aria-pressed": String(on), "aria-label": label, onclick: () => walk(index, on ? null : steps) }, text);
  };
  const near = [1, 2, 3].map((steps) => step(steps, String(steps), `Only what is at most ${count(steps, "step", "steps")} away`));
  return el(
    "div",
    { class: "actions" },
    el("span", { class: "group", role: "group", "aria-label": "Only what is near" }, el("span", {}, "Only near this:"), near, step(Infinity, "all", "Only what is connected to this at all")),
    el("button", { type: "button", class: "action", onclick: () => pickFrom(index) }, "Path to …"),
  );
}

/** How many papers of each year mention a thing, as bars. */
function useOverTime(index) {
  const years = nodes[index].edges.map((id) => yearOf(nodes[otherEnd(edges[id], index)])).filter((year) => year !== null);
  return yearSection(years, "Papers that mention it, by year");
}

function showEdge(number) {
  const edge = edges[number];
  const link = linkOf(edge);
  const sure = edge.confidence ?? edge.score;
  const meter = el("span", { class: "meter" }, el("span", {}));
  if (sure !== undefined) meter.firstChild.style.width = percent(Math.min(1, Math.max(0, sure)));
  const end = (index) => el("p", { class: "end" }, nodeLink(index, sign(nodes[index].kind), el("span", { dir: "auto" }, nodes[index].name)));
  const mentioned = mentionBlocks(edge);
  showPanel(
    el("p", { class: "kind" }, stroke(link), edge.type === "SIMILAR_TO" ? "similarity" : edge.type === "BUILDS_ON" ? "inferred citation" : edge.type === "CITES" ? "stated citation" : "mention"),
    end(edge.from),
    el("p", { class: "verb" }, linkOf(edge).label),
    end(edge.to),
    sure === undefined ? null : el("p", { class: "fact sure" }, el("b", {}, edge.score === undefined ? "Confidence" : "Similarity"), meter, percent(sure)),
    edge.via && !edge.reasons.length ? el("p", { class: "fact", dir: "auto" }, el("b", {}, "Through: "), edge.via.join(", ")) : null,
    edge.terms?.length ? el("p", { class: "fact", dir: "auto" }, el("b", {}, "Shared words: "), edge.terms.join(", ")) : null,
    mentioned.others,
    mentioned.sentences.map(({ blocks }) => blocks).flat(),
    reasonBlocks(edge),
    besideLinks(edge),
    ["CITES", "SIMILAR_TO"].includes(edge.type) ? bothMention(edge) : null,
  );
}

/** The other links between the ends of a link. */
function besideLinks({ id, from, to }) {
  const others = nodes[from].edges.filter((other) => other !== id && [edges[other].from, edges[other].to].includes(to));
  const row = (other) => el("li", {}, el("a", { href: linkHash(other), class: "to" }, stroke(linkOf(edges[other])), linkOf(edges[other]).label));
  return others.length ? el("section", {}, el("h3", {}, "Also between them"), el("ul", { class: "rows between" }, others.map(row))) : null;
}

/** What both papers of a link mention, the rarest first, with the sentences of both. */
function bothMention({ from, to }) {
  const [one, other] = [from, to].map((paper) => new Map(nodes[paper].edges.filter((id) => edges[id].type === "MENTIONS").map((id) => [edges[id].to, id])));
  const shared = [...one.keys()].filter((thing) => other.has(thing)).sort((a, b) => nodes[a].links - nodes[b].links || a - b);
  if (!shared.length) return null;
  const row = (thing) => {
    const sentences = [one, other].flatMap((found) => mentionBlocks(edges[found.get(thing)]).sentences);
    const link = nodeLink(thing, sign(nodes[thing].kind), el("span", { dir: "auto" }, nodes[thing].name));
    return el("li", {}, el("div", { class: "row" }, link), onDemand(count(sentences.length, "sentence", "sentences"), sentences.flatMap(({ blocks }) => blocks)));
  };
  return el("section", {}, el("h3", {}, "Both mention ", el("span", { class: "number" }, String(shared.length))), shortList(shared, row));
}
