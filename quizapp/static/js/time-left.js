// Says once when the time of a quiz is nearly over, and once when it is over. Nothing ticks; the server decides.
"use strict";

const warning = document.querySelector("#time-warning");

function say(template) {
  const words = document.querySelector(template);
  if (words) warning.replaceChildren(words.content.cloneNode(true));
}

if (warning) {
  const seconds = (name) => Number(warning.dataset[name]);
  // A timer holds 24 days at most; a page that lies open for longer is loaded anew anyway.
  const later = (name, template) => setTimeout(() => say(template), Math.min(seconds(name) * 1000, 2 ** 31 - 1));
  if (seconds("warning") > 0) later("warning", "#time-nearly-over");
  later("seconds", "#time-over");
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
