// Answers a card whose answer is shown by swiping, for whoever wished so: right for “I knew it”, left for “not yet”. The
// buttons do the same; going back before letting go does nothing.
"use strict";

(() => {
  const card = document.getElementById("card");
  const answer = document.getElementById("answer");
  const words = document.getElementById("swipe-words");
  if (!card || !answer || !words) return;
  // CSS pixels: what may still be a trembling finger, what is meant, and the edges where phones turn pages.
  const SLIGHT = 12;
  const FAR = 96;
  const EDGE = 24;
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  let swipe = null;

  // Who has zoomed in needs the finger to look around.
  function isWanted(event) {
    const inside = event.clientX > EDGE && event.clientX < window.innerWidth - EDGE;
    const zoomed = window.visualViewport?.scale > 1;
    const onField = event.target.closest("input, select, textarea");
    return "swipes" in card.dataset && answer.open && event.pointerType !== "mouse" && event.isPrimary && inside && !zoomed && !onField;
  }

  function target() {
    return card.querySelector(`button[name="rating"][value="${swipe.across > 0 ? 3 : 1}"]`);
  }

  function isFar() {
    return Math.abs(swipe.across) >= FAR;
  }

  function show() {
    const label = target().firstChild.textContent.trim();
    words.textContent = isFar() ? `Let go: ${label}` : swipe.across > 0 ? `${label} →` : `← ${label}`;
    words.classList.toggle("swipe-far", isFar());
    words.hidden = false;
    if (!STILL.matches) card.style.translate = `${Math.max(-16, Math.min(16, swipe.across / 6))}px`;
  }

  function end() {
    swipe = null;
    words.hidden = true;
    card.style.translate = "";
  }

  function move(event) {
    if (event.pointerId !== swipe?.id) return;
    swipe.across = event.clientX - swipe.x;
    const down = Math.abs(event.clientY - swipe.y);
    if (!swipe.begun && down > SLIGHT) end();
    else if (!swipe.begun && Math.abs(swipe.across) > Math.max(SLIGHT, 2 * down) && target()) swipe.begun = true;
    if (swipe?.begun) show();
  }

  function letGo(event) {
    if (event.pointerId !== swipe?.id) return;
    const pressed = swipe.begun && isFar() ? target() : null;
    end();
    pressed?.click();
  }

  card.addEventListener("pointerdown", (event) => {
    if (isWanted(event)) swipe = { id: event.pointerId, x: event.clientX, y: event.clientY, across: 0, begun: false };
  });
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", letGo);
  // The browser scrolls instead, or something else came up.
  document.addEventListener("pointercancel", end);
})();
