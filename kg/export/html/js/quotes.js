"use strict";

/* Sentences with what they name marked. Positions count characters, not UTF-16 units. */

const characters = new Map();

function charactersOf(index, field) {
  const key = `${index} ${field}`;
  if (!characters.has(key)) characters.set(key, Array.from((field === 0 ? nodes[index].name : nodes[index].abstract) ?? ""));
  return characters.get(key);
}

/** The three pieces of a quote: before the surface, the surface, after it. */
function pieces(quote, paper) {
  if (typeof quote[0] === "string") return quote;
  const [field, from, start, end, to] = quote;
  const text = charactersOf(paper, field);
  return [text.slice(from, start), text.slice(start, end), text.slice(end, to)].map((part) => part.join(""));
}

/** A sentence of a paper with the name in it marked in the colour of its kind. */
function quoteBlock(quote, paper, kind) {
  const [before, surface, after] = pieces(quote, paper);
  return el("blockquote", { dir: "auto" }, before, el("mark", { class: kind }, surface), after);
}

function quoteBlocks(edge) {
  return (edge.quotes ?? []).map((quote) => quoteBlock(quote, edge.from, nodes[edge.to].kind));
}

/** Why one paper builds on another: what it takes over, in its words and in those of the other. */
function reasonBlocks(edge) {
  return (edge.reasons ?? []).flatMap((reason) => {
    const entity = numberOf.get(reason.entity);
    const kind = entity === undefined ? "Method" : nodes[entity].kind;
    const name = entity === undefined ? el("b", { dir: "auto" }, reason.via) : nodeLink(entity, sign(kind), el("b", { dir: "auto" }, reason.via));
    const side = (words, quote, paper) =>
      quote ? [el("p", { class: "side" }, words, nodeLink(paper)), quoteBlock(quote, paper, kind)] : [];
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
    .flatMap((edge) => (edge.quotes ?? []).filter((quote) => quote[0] === 1).map(([, , start, end]) => ({ start, end, to: edge.to })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let done = 0;
  for (const { start, end, to } of spans) {
    if (start < done) continue;
    parts.push(text.slice(done, start).join(""));
    parts.push(el("a", { href: nodeHash(to), class: "to" }, el("mark", { class: nodes[to].kind }, text.slice(start, end).join(""))));
    done = end;
  }
  parts.push(text.slice(done).join(""));
  return el("p", { class: "abstract", dir: "auto" }, parts);
}
