"use strict";
// Shows the rows of a list that contain all words of the search field, or a name that is it in another spelling.
const field = document.getElementById("search");
const rows = [...document.querySelectorAll("#list > tr")];
const texts = rows.map((row) => folded(row.textContent));
const names = rows.map((row) => [...row.querySelectorAll("a, span.quiet")].flatMap((one) => one.textContent.split(" · ")).map(joinedForm).join("\n"));
const told = document.getElementById("found");
function show() {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  const joined = joinedForm(field.value);
  let found = 0;
  rows.forEach((row, number) => {
    row.hidden = !words.every((word) => texts[number].includes(word)) && !(joined.length > 2 && names[number].includes(joined));
    found += row.hidden ? 0 : 1;
  });
  told.textContent = words.length ? `${found} of ${rows.length}` : "";
}
document.getElementById("finder").hidden = false;
field.addEventListener("input", show);
show();
