"use strict";

/* Runs before the page is drawn, so that a dark screen never flashes white. */

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

setTheme(prefersDark.matches ? "dark" : "light");
