"use strict";

/* How names are compared, by the search of the page and of the site's lists alike. */

/** Text as it is compared: lower case, without accents. */
function folded(text) {
  if (!/[^\x00-\x7f]/.test(text)) return text.toLowerCase(); // the same, many times faster
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const GREEK = (() => {
  const names = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split(" ");
  return new Map([..."αβγδεζηθικλμνξοπρστυφχψω"].map((letter, place) => [letter, names[place]]));
})();

/** A name as names are joined: one word of letters and digits, Greek ones spelt out; "U-Net" is "unet". */
function joinedForm(name) {
  return folded(name).replace(/[α-ω]/g, (letter) => GREEK.get(letter) ?? letter).replace(/[^\p{L}\p{N}]+/gu, "");
}
