// Says once when the time of a quiz is nearly over, and once when it is over. Nothing ticks; the server decides.
"use strict";

const warning = document.querySelector("#time-warning");

function say(template) {
  const words = document.querySelector(template);
  if (words) warning.replaceChildren(words.content.cloneNode(true));
}

// What is being typed is kept when its field is left. At the end it is kept at once, while it still counts;
// left later, the field has changed no more.
const answered = document.querySelector("#answer");
let typed = null;
let kept = null;

if (answered) {
  answered.addEventListener("input", (event) => {
    typed = event.target;
    kept = null;
  });
  answered.addEventListener("change", (event) => {
    typed = null;
    if (event.isTrusted && event.target === kept) event.stopImmediatePropagation();
  }, true);
}

function keep() {
  kept = typed;
  if (kept) kept.dispatchEvent(new Event("change", { bubbles: true }));
}

// While a device sleeps, its timers stand still, and so may one of its clocks; the other may be set. So the time
// that passed is the more of both, and is looked at every ten seconds.
const LOOK_EVERY = 10_000;
const loaded = { at: Date.now(), after: performance.now() };
const passed = () => Math.max(Date.now() - loaded.at, performance.now() - loaded.after);

if (warning) {
  const seconds = (name) => Number(warning.dataset[name]);
  const later = (name, act) => {
    const left = seconds(name) * 1000 - passed();
    if (left > 0) setTimeout(later, Math.min(left, LOOK_EVERY), name, act);
    else act();
  };
  if (seconds("warning") > 0) later("warning", () => say("#time-nearly-over"));
  later("seconds", () => {
    keep();
    say("#time-over");
  });
}

// A page that comes back by the back button would count from when it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && warning) location.reload();
});

// Who folded the time away does not want to see it on the next question either.
const time = document.querySelector("#time");

if (time) {
  time.open = sessionStorage.getItem("time-folded") !== "yes";
  time.addEventListener("toggle", () => sessionStorage.setItem("time-folded", time.open ? "no" : "yes"));
}
