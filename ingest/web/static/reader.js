// Keys for reading without a mouse. Everything works without this file.
"use strict";

const entries = [...document.querySelectorAll(".entry")];
let at = -1;

function go(step) {
  if (!entries.length) return window.scrollBy({ top: step * window.innerHeight * 0.8 });
  at = Math.min(entries.length - 1, Math.max(0, at + step));
  entries[at].querySelector(".headline").focus();
  entries[at].scrollIntoView({ block: "nearest" });
}

function open(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
}

const keys = {
  "/": () => document.getElementById("q").focus(),
  j: () => go(1),
  k: () => go(-1),
  h: () => open(".home"),
  r: () => open("#to-removed"),
  v: () => open("#to-versions"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});
