"use strict";

/* The panel: everything that is known of one node or one link. */

const FEW = 12;

function showPanel(...content) {
  const panel = byElementId("panel");
  const close = el("button", { type: "button", class: "plain close", "aria-label": "Close", onclick: () => select(null) }, "×");
  panel.replaceChildren(close, ...content.flat().filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
}

function hidePanel() {
  byElementId("panel").hidden = true;
  byElementId("panel").replaceChildren();
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

function percent(value) {
  return `${Math.round(value * 100)}%`;
}

const DOES = { evaluatesOn: "evaluates on it", comparesWith: "compares with it", extends: "extends it" };

/** What a paper does with what it mentions, where its sentences say so. */
function rolesOf(edge) {
  return edge.roles?.length ? el("p", { class: "terms", dir: "auto" }, edge.roles.map((role) => DOES[role] ?? role).join(" · ")) : null;
}

/** What a row says beside the name: how alike, how sure, how often. */
function measure(edge) {
  if (edge.score !== undefined) return el("span", { class: "measure", title: "similarity" }, percent(edge.score));
  if (edge.count > 1) return el("span", { class: "measure", title: "times named" }, `${edge.count} ×`);
  return null;
}

/** A neighbour with the sentences behind the link: the first at once with `open`, the others on demand. */
function neighbourRow(index, id, open) {
  const edge = edges[id];
  const other = otherEnd(edge, index);
  const inferred = edge.type === "BUILDS_ON";
  const blocks = inferred ? reasonBlocks(edge) : mentionBlocks(edge);
  const aside = measure(edge) ?? (yearOf(nodes[other]) && el("span", { class: "measure" }, yearOf(nodes[other])));
  const row = el("li", {}, el("div", { class: "row" }, nodeLink(other, sign(nodes[other].kind), el("span", { dir: "auto" }, nodes[other].name)), aside));
  row.append(rolesOf(edge) ?? "");
  if (edge.terms?.length) row.append(el("p", { class: "terms", dir: "auto" }, edge.terms.join(" · ")));
  if (open && !inferred && blocks.length) row.append(blocks.shift());
  if (!blocks.length) return row;
  const words = inferred ? "why" : open ? `${blocks.length} more` : count(blocks.length, "sentence", "sentences");
  row.append(el("details", {}, el("summary", {}, words), blocks));
  return row;
}

/** What a link says, seen from one of its ends. */
function groupTitle(index, edge) {
  const outward = edge.from === index;
  const { kind } = nodes[edge.to];
  if (edge.link === "MENTIONS introduces" && kind === "Repo") return outward ? "Own code" : "Code of";
  if (edge.link === "MENTIONS mentions" && outward) return `Mentions ${KINDS[kind].many}`;
  return outward ? LINKS.get(edge.link).out : LINKS.get(edge.link).in;
}

/** The links of a node by what they say, each as {title, ids}. */
function neighbourGroups(index) {
  const groups = new Map();
  for (const id of nodes[index].edges) {
    const edge = edges[id];
    const title = groupTitle(index, edge);
    if (!groups.has(title)) groups.set(title, { title, ids: [], order: [...LINKS.keys()].indexOf(edge.link) });
    groups.get(title).ids.push(id);
  }
  const rank = (id) => [-(edges[id].score ?? 0), otherEnd(edges[id], index)];
  const compare = (a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1];
  for (const group of groups.values()) group.ids.sort(compare);
  return [...groups.values()].sort((a, b) => a.order - b.order);
}

function facts(node) {
  const listed = (values, most) => (values.length > most ? `${values.slice(0, most).join(", ")} and ${values.length - most} more` : values.join(", "));
  const rows = [
    ["", node.authors && listed(node.authors, 8)],
    ["", [node.published, node.venue].filter(Boolean).join(" · ")],
    ["Also written", node.aliases && listed(node.aliases, 12)],
    ["Keywords", node.keywords && listed(node.keywords, 12)],
    ["Upvotes", node.upvotes],
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
    web.length ? el("p", { class: "web" }, web) : null,
    node.abstract ? markedAbstract(index) : null,
    neighbourGroups(index).map(({ title, ids }) =>
      el("section", {}, el("h3", {}, title, " ", el("span", { class: "number" }, String(ids.length))), shortList(ids, (id) => neighbourRow(index, id, !paper))),
    ),
  );
}

function showEdge(number) {
  const edge = edges[number];
  const link = LINKS.get(edge.link);
  const sure = edge.confidence ?? edge.score;
  const meter = el("span", { class: "meter" }, el("span", {}));
  if (sure !== undefined) meter.firstChild.style.width = percent(Math.min(1, Math.max(0, sure)));
  const end = (index) => el("p", { class: "end" }, nodeLink(index, sign(nodes[index].kind), el("span", { dir: "auto" }, nodes[index].name)));
  showPanel(
    el("p", { class: "kind" }, stroke(link), edge.type === "SIMILAR_TO" ? "similarity" : edge.type === "BUILDS_ON" ? "inferred citation" : edge.type === "CITES" ? "stated citation" : "mention"),
    end(edge.from),
    el("p", { class: "verb" }, link.label),
    end(edge.to),
    sure === undefined ? null : el("p", { class: "fact sure" }, el("b", {}, edge.score === undefined ? "Confidence" : "Similarity"), meter, percent(sure)),
    edge.via && !edge.reasons.length ? el("p", { class: "fact", dir: "auto" }, el("b", {}, "Through: "), edge.via.join(", ")) : null,
    edge.terms?.length ? el("p", { class: "fact", dir: "auto" }, el("b", {}, "Shared words: "), edge.terms.join(", ")) : null,
    rolesOf(edge),
    mentionBlocks(edge),
    reasonBlocks(edge),
  );
}
