"use strict";

/*
 * The Cypher query that gives what is in the picture, alike on the embedded store and on Neo4j. It says in words what
 * the filters say; where that cannot be said, as after a walk through the neighbourhood, it lists identifiers.
 */

/**
 * A text as a literal that no text can end. Neo4j reads `\\u` escapes before it looks for strings and `kg query` refuses
 * them, so a backslash and a "u" in a text are kept apart.
 */
function cypherText(text) {
  const plain = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const escaped = text.toWellFormed().replace(/[\\'\n\r\t]/g, (character) => plain[character]);
  return `'${escaped.replace(/\\\\u/gi, (both) => `\\\\' + '${both.at(-1)}`)}'`;
}

function cypherList(texts) {
  return `[${texts.map(cypherText).join(", ")}]`;
}

/** The query: rows of a node, a link from it and the node at its other end, the last two null where there is none. */
function cypher() {
  const unmentioned = nodes.some((node) => node.kind !== "Paper" && seen.nodes[node.index] && !node.edges.length);
  const narrow = view.around !== null || trail || view.hiddenKinds.has("Paper") || view.present.size < nodes.length;
  const inWords = page.whole && !narrow && !unmentioned;
  return inWords ? cypherInWords() : cypherOfIds();
}

function shownTypes() {
  const types = new Map();
  for (const key of LINKS.keys()) {
    const [type, role] = key.split(" ", 1).concat(key.includes(" ") ? key.slice(key.indexOf(" ") + 1) : []);
    if (!view.hiddenLinks.has(key)) types.set(type, [...(types.get(type) ?? []), role]);
  }
  return types;
}

function cypherInWords() {
  const types = shownTypes();
  const labels = Object.keys(KINDS).filter((kind) => !view.hiddenKinds.has(kind));
  const paper = [...paperConditions("a")];
  const lines = ["MATCH (a:Paper)", ...where(paper)];
  if (!types.size) return [...lines, "RETURN a", "ORDER BY a.id"].join("\n");
  const link = linkConditions(types);
  const other = paperConditions("b");
  if (other.length) link.push(`(NOT b.id STARTS WITH 'paper:' OR (${other.join(" AND ")}))`);
  lines.push(`OPTIONAL MATCH (a)-[r:${[...types.keys()].join("|")}]->(b:${labels.join("|")})`, ...where(link));
  return [...lines, "RETURN a, r, b", "ORDER BY a.id, b.id"].join("\n");
}

function where(conditions) {
  return conditions.length ? [`WHERE ${conditions.join("\n  AND ")}`] : [];
}

function paperConditions(name) {
  const conditions = [];
  if (view.years) conditions.push(`${name}.year >= ${view.years[0]}`, `${name}.year <= ${view.years[1]}`);
  if (view.hiddenListings.size) {
    const shown = page.listings.filter((_, number) => !view.hiddenListings.has(number));
    conditions.push(`(coalesce(size(${name}.listings), 0) = 0${shown.map((listing) => ` OR ${cypherText(listing)} IN ${name}.listings`).join("")})`);
  }
  return conditions;
}

function linkConditions(types) {
  const conditions = [];
  const roles = types.get("MENTIONS");
  const all = [...LINKS.keys()].filter((key) => key.startsWith("MENTIONS ")).length;
  if (roles && roles.length < all) conditions.push(`(r.role IS NULL OR r.role IN ${cypherList(roles)})`);
  if (roles?.includes("mentions") && [...USES.keys()].some((use) => view.hiddenLinks.has(use))) conditions.push(useCondition());
  if (view.sure && (roles || types.has("BUILDS_ON"))) conditions.push(`(r.confidence IS NULL OR r.confidence >= ${view.sure})`);
  return conditions;
}

/** That a mention which introduces nothing says at least one of what is switched on. */
function useCondition() {
  const shown = [...USES.keys()].filter((use) => !view.hiddenLinks.has(use));
  const said = shown.map((use) => (use === UNSAID ? "coalesce(size(r.roles), 0) = 0" : `${cypherText(use.slice(5))} IN r.roles`));
  return `(${["r.role IS NULL", "r.role <> 'mentions'", ...said].join(" OR ")})`;
}

/* `kg query` takes this many identifiers in a query. */
const MOST_IDS = 4000;

function cypherOfIds() {
  const shown = new Set(trail ? trail.nodes : nodes.filter((node) => seen.nodes[node.index]).map((node) => node.index));
  const left = nodes.filter((node) => !shown.has(node.index)).map((node) => node.index);
  const without = page.whole && left.length < shown.size;
  const named = without ? left : [...shown];
  if (named.length > MOST_IDS) return null;
  const inside = (name) => `${without ? "NOT " : ""}${name}.id IN ids`;
  const types = shownTypes();
  const lines = [`WITH ${cypherList(named.map((index) => nodes[index].id))} AS ids`, "MATCH (a:Paper|Dataset|Method|Repo)", `WHERE ${inside("a")}`];
  if (!types.size) return [...lines, "RETURN a", "ORDER BY a.id"].join("\n");
  lines.push(`OPTIONAL MATCH (a)-[r:${[...types.keys()].join("|")}]->(b:Paper|Dataset|Method|Repo)`, ...where([inside("b"), ...linkConditions(types)]));
  return [...lines, "RETURN a, r, b", "ORDER BY a.id, b.id"].join("\n");
}
