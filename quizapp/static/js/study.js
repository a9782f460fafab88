// Cards: keys, where reading goes on, and how long an answer took. Every page works without it.
"use strict";

(() => {
  const card = document.getElementById("card");
  const answer = document.getElementById("answer");
  const rate = document.getElementById("rate");
  const typing = document.getElementById("typing");
  const compared = document.getElementById("compared");

  // The time an answer took, from the moment the card could be read; typing it makes a page more.
  for (const form of [rate, typing].filter(Boolean)) {
    const before = Number(form.elements.duration_ms.value);
    form.addEventListener("submit", () => {
      form.elements.duration_ms.value = before + Math.round(performance.now());
    });
  }

  // Once the answer is open, reading goes on there.
  answer?.addEventListener("toggle", () => {
    if (answer.open) (compared ?? document.getElementById("back")).focus({ preventScroll: true });
  });

  // A page comes after each answer. Whoever listens to it begins at its question, then hears what was done and what is
  // left; what went wrong goes first, and has the focus already.
  function begin() {
    const heading = card?.querySelector("h1");
    if (!heading || document.activeElement !== document.body || location.hash) return;
    const told = ["flash", "left"].filter((id) => document.getElementById(id)?.textContent.trim());
    if (told.length) heading.setAttribute("aria-describedby", told.join(" "));
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  // A key is a shortcut only where nobody types or picks something, and never together with another key.
  function isOurs(event) {
    const alone = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat);
    return alone && !event.defaultPrevented && !event.target.closest("input, select, textarea, [contenteditable]");
  }

  function press(event) {
    if (!("shortcuts" in card.dataset) || card.hidden || !isOurs(event)) return;
    const onControl = event.target.closest("a, button, summary");
    if ((event.key === " " || event.key === "Enter") && answer && !answer.open && !onControl) {
      event.preventDefault();
      answer.open = true;
      return;
    }
    const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (button && !button.hidden && (button.name !== "rating" || answer.open)) {
      event.preventDefault();
      button.click();
    }
  }

  if (card) document.addEventListener("keydown", press);
  if (card && "shortcuts" in card.dataset) document.getElementById("keys")?.removeAttribute("hidden");
  begin();
  compared?.focus();
})();
