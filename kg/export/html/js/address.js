"use strict";

/*
 * The state of the page as the part of its address after "#", and back. `#dataset:imagenet` names a node;
 * anything more is `key=value&...`. An address may come from anybody: what is not a number where one should be is
 * passed over, and so is what this page does not have, which the page then says.
 */

/** An identifier in an address: readable, and safe whatever it holds. */
function encoded(text) {
  return encodeURIComponent(text.toWellFormed()).replace(/%3A/g, ":").replace(/%2F/g, "/");
}

function nodeHash(index) {
  return `#${encoded(nodes[index].id)}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // not made by this page: a stray percent sign
  }
}

function listed(texts) {
  return texts.map(encoded).join(",");
}

/** The address of what is to be seen. */
function address() {
  const ids = (...indices) => listed(indices.map((index) => nodes[index].id));
  const parts = [];
  const say = (key, value) => parts.push(`${key}=${value}`);
  if (view.node !== null) say("node", ids(view.node));
  if (view.edge !== null) say("link", `${ids(edges[view.edge].from)},${edges[view.edge].type},${ids(edges[view.edge].to)}`);
  if (view.topic !== null) say("topic", view.topic);
  if (view.path) say("path", ids(...view.path));
  if (view.around !== null) say("around", `${ids(view.around)},${Number.isFinite(view.steps) ? view.steps : "all"}`);
  const hidden = [...view.hiddenKinds, ...view.hiddenLinks];
  if (hidden.sort().join() !== [...HIDDEN_AT_FIRST].sort().join()) say("hide", listed(hidden));
  if (view.hiddenListings.size) say("without", listed([...view.hiddenListings].map((number) => page.listings[number])));
  if (view.years) say("years", view.years.join("-"));
  if (view.sure) say("sure", view.sure);
  if (view.present.size === nodes.length && page.first) say("all", 1);
  if (camera) say("at", camera.join(","));
  if (parts.length === 1 && view.node !== null) return nodeHash(view.node);
  return parts.length ? `#${parts.join("&")}` : "";
}

/** What an address says, each part checked, as changes of `view`; what it does not say is as at first. */
function named(hash) {
  const said = new Map();
  const text = hash.replace(/^#/, "");
  if (text && !text.includes("=")) said.set("node", [decoded(text)]);
  else for (const part of text.split("&")) said.set(part.split("=")[0], (part.split("=")[1] ?? "").split(",").map(decoded));
  const values = (key) => said.get(key) ?? [];
  const node = (id) => numberOf.get(id) ?? null;
  const hidden = said.has("hide") ? values("hide") : HIDDEN_AT_FIRST;
  const ends = values("path").map(node);
  const steps = values("around")[1] === "all" ? Infinity : Math.min(3, Math.max(1, Number.parseInt(values("around")[1], 10) || 1));
  return {
    node: node(values("node")[0]),
    edge: linkNamed(...values("link")),
    topic: topics[wholeNumber(values("topic")[0])]?.number ?? null,
    path: ends.length === 2 && !ends.includes(null) ? ends : null,
    around: node(values("around")[0]),
    steps,
    hiddenKinds: new Set(hidden.filter((key) => Object.hasOwn(KINDS, key))),
    hiddenLinks: new Set(hidden.filter((key) => LINKS.has(key) || USES.has(key))),
    hiddenListings: new Set(values("without").map((name) => page.listings.indexOf(name)).filter((number) => number >= 0)),
    years: yearsNamed(values("years")[0]),
    sure: Math.min(1, Math.max(0, Number.parseFloat(values("sure")[0]) || 0)),
    all: said.has("all"),
    camera: cameraNamed(values("at").map(Number)),
    missing: missingOf(values),
  };
}

/** What an address asks to see that this page does not have, as texts; what it hides needs not be there. */
function missingOf(values) {
  const [from, type, to] = values("link");
  const asked = [values("node")[0], ...values("path").slice(0, 2), values("around")[0], ...(type ? [from, to] : [])];
  const strange = asked.filter((id) => id !== undefined && id !== "" && !numberOf.has(id));
  if (type && numberOf.has(from) && numberOf.has(to) && linkNamed(from, type, to) === null) strange.push(`${from} ${type} ${to}`);
  if (values("topic").length && !topics[wholeNumber(values("topic")[0])]) strange.push(`topic ${values("topic")[0]}`);
  return [...new Set(strange.map(quoted))];
}

function quoted(text) {
  return text?.length <= 80 ? `“${text}”` : `“${(text ?? "").slice(0, 79)}…”`;
}

function wholeNumber(text) {
  return /^\d{1,9}$/.test(text ?? "") ? Number(text) : -1;
}

function linkNamed(from, type, to) {
  const [start, end] = [numberOf.get(from), numberOf.get(to)];
  return nodes[start]?.edges.find((id) => edges[id].type === type && edges[id].from === start && edges[id].to === end) ?? null;
}

function yearsNamed(text) {
  const [from, to] = (/^(\d{1,4})-(\d{1,4})$/.exec(text ?? "") ?? []).slice(1).map(Number);
  if (!YEARS || from === undefined || from > to) return null;
  const years = [Math.max(from, YEARS[0]), Math.min(to, YEARS[1])];
  return years[0] <= years[1] && years.join() !== YEARS.join() ? years : null;
}

function cameraNamed([x, y, scale]) {
  const sensible = [x, y, scale].every((number) => Number.isFinite(number) && Math.abs(number) < 1e7);
  return sensible && scale > 0.001 && scale < 100 ? [x, y, scale] : null;
}

/* Where the camera stands, once the reader has moved it. */
let camera = null;

/** Put the state into the address: a step back leads to the state before, but for mere movements of the camera. */
function remember(mere = false) {
  const hash = address();
  if (hash === location.hash || (!hash && !location.hash)) return;
  const target = hash || location.pathname + location.search;
  try {
    if (mere) history.replaceState(null, "", target);
    else history.pushState(null, "", target);
  } catch {
    // a page inside a notebook has no address of its own
  }
}
