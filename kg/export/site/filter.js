"use strict";
// Shows the rows of a list that contain all words of the search field.
const field = document.getElementById("search");
const rows = [...document.querySelectorAll("#list > tr")];
const texts = rows.map((row) => row.textContent.toLowerCase());
const told = document.getElementById("found");
function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  rows.forEach((row, number) => {
    row.hidden = !words.every((word) => texts[number].includes(word));
    found += row.hidden ? 0 : 1;
  });
  told.textContent = words.length ? `${found} of ${rows.length}` : "";
}
document.getElementById("finder").hidden = false;
field.addEventListener("input", show);
show();
