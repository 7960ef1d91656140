"use strict";

/* Sentences with what they name marked. Positions count characters, not UTF-16 units. */

const characters = new Map();

function charactersOf(index, field) {
  const key = `${index} ${field}`;
  if (!characters.has(key)) characters.set(key, Array.from((field === 0 ? nodes[index].name : nodes[index].abstract) ?? ""));
  return characters.get(key);
}

/** Part of a text with the spans in it made into elements by `wrap`; of spans that overlap the first, longest counts. */
function marked(text, from, to, spans, wrap) {
  const ordered = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let done = from;
  for (const span of ordered) {
    if (span.start < done) continue;
    parts.push(text.slice(done, span.start).join(""), wrap(text.slice(span.start, span.end).join(""), span));
    done = span.end;
  }
  return [...parts, text.slice(done, to).join("")];
}

/** Roles in words, or nothing where there are none. */
function rolesLine(roles) {
  return roles.length ? el("p", { class: "role", dir: "auto" }, roles.map((role) => USES.get(`role ${role}`) ?? role).join(" · ")) : null;
}

/** Sentences of a paper, each once, as {roles that it states, block with the names in it marked in the colour of their kind}. */
function sentencesOf(quotes, paper, kind) {
  const sentences = new Map();
  for (const quote of quotes) {
    const whole = typeof quote[0] === "string";
    const [field, from, start, end, to] = quote;
    const key = whole ? quote.slice(0, 3).join("") : `${field} ${from} ${to}`;
    if (!sentences.has(key)) {
      const text = whole ? Array.from(key) : charactersOf(paper, field);
      sentences.set(key, { text, from: whole ? 0 : from, to: whole ? text.length : to, spans: [], roles: new Set() });
    }
    for (const role of quote.slice(whole ? 3 : 5)) sentences.get(key).roles.add(role);
    const before = whole ? Array.from(quote[0]).length : start;
    sentences.get(key).spans.push({ start: before, end: whole ? before + Array.from(quote[1]).length : end });
  }
  const wrap = (surface) => el("mark", { class: kind }, surface);
  return [...sentences.values()].map(({ text, from, to, spans, roles }) => ({ roles: [...roles], block: el("blockquote", { dir: "auto" }, marked(text, from, to, spans, wrap)) }));
}

/** The sentences that mention a thing, each a list of elements under the roles that it states, and the roles that none states. */
function mentionBlocks(edge) {
  const sentences = sentencesOf(edge.quotes ?? [], edge.from, nodes[edge.to].kind);
  const stated = new Set(sentences.flatMap(({ roles }) => roles));
  const others = edge.type === "MENTIONS" ? (edge.roles ?? []).filter((role) => !stated.has(role)) : [];
  return { others: rolesLine(others), sentences: sentences.map(({ roles, block }) => ({ roles, blocks: [rolesLine(roles), block].filter(Boolean) })) };
}

/** The sentences that are to be read at once: for each role the first that states it, without roles the first of all. */
function foremost(sentences) {
  const told = new Set();
  const first = sentences.filter(({ roles }) => {
    const fresh = roles.some((role) => !told.has(role));
    for (const role of roles) told.add(role);
    return fresh;
  });
  return first.length ? first : sentences.slice(0, 1);
}

/** Why one paper builds on another: what it takes over, in its words and in those of the other. */
function reasonBlocks(edge) {
  return (edge.reasons ?? []).flatMap((reason) => {
    const entity = numberOf.get(reason.entity);
    const kind = entity === undefined ? "Method" : nodes[entity].kind;
    const name = entity === undefined ? el("b", { dir: "auto" }, reason.via) : nodeLink(entity, sign(kind), el("b", { dir: "auto" }, reason.via));
    const side = (words, quote, paper) =>
      quote ? [el("p", { class: "side" }, words, nodeLink(paper)), ...sentencesOf([quote], paper, kind).map(({ block }) => block)] : [];
    return [
      el("p", { class: "via" }, "through ", name),
      side("used in ", reason.mentioned, edge.from),
      side("introduced in ", reason.introduced, edge.to),
    ].flat();
  });
}

/** A paper's abstract with everything in it that the graph knows marked and linked. */
function markedAbstract(index) {
  const text = charactersOf(index, 1);
  const spans = nodes[index].edges
    .map((id) => edges[id])
    .filter((edge) => edge.from === index && edge.type === "MENTIONS")
    .flatMap((edge) => (edge.quotes ?? []).filter((quote) => quote[0] === 1).map(([, , start, end]) => ({ start, end, thing: edge.to })));
  const wrap = (surface, { thing }) => el("a", { href: nodeHash(thing), class: "to" }, el("mark", { class: nodes[thing].kind }, surface));
  return el("p", { class: "abstract", dir: "auto" }, marked(text, 0, text.length, spans, wrap));
}
