// Keys for cards, and how long an answer took. Every page works without it.
"use strict";

const card = document.getElementById("card");
const answer = document.getElementById("answer");
const rate = document.getElementById("rate");

// The time an answer took, from the moment the card could be read.
rate?.addEventListener("submit", () => {
  rate.elements.duration_ms.value = Math.round(performance.now());
});

// Once the answer is open, reading goes on there.
answer?.addEventListener("toggle", () => {
  if (answer.open) document.getElementById("back").focus({ preventScroll: true });
});

// A key is a shortcut only where nobody types or picks something, and never together with another key.
function isOurs(event) {
  const alone = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat);
  return alone && !event.defaultPrevented && !event.target.closest("input, select, textarea, [contenteditable]");
}

function press(event) {
  if (!isOurs(event)) return;
  const onControl = event.target.closest("a, button, summary");
  if ((event.key === " " || event.key === "Enter") && answer && !answer.open && !onControl) {
    event.preventDefault();
    answer.open = true;
    return;
  }
  const button = card.ownerDocument.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button && (button.dataset.key === "u" || answer?.open)) {
    event.preventDefault();
    button.click();
  }
}

if (card && "shortcuts" in card.dataset) {
  document.getElementById("keys")?.removeAttribute("hidden");
  document.addEventListener("keydown", press);
}
