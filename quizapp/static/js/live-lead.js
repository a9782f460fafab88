// For whoever leads a session: the projector's page and the facilitator's own follow the session by themselves, and on
// the facilitator's each command has a key. Both pages work without it, by loading them again.
"use strict";

(() => {
  const piece = document.getElementById("piece");
  const counts = document.getElementById("counts");
  const place = document.getElementById("place");
  const kind = piece.dataset.live;
  const COUNTED_EVERY_MS = 1000;
  let phase = piece.firstElementChild.dataset.phase;
  let last = null;
  let timer = 0;

  // The words that the server writes, too.
  function words({ joined, ready }) {
    if (phase === "ended") return "";
    if (phase === "open" || phase === "closed") return `${ready} of ${joined} ${ready === 1 ? "is" : "are"} ready`;
    return `${joined} ${joined === 1 ? "has" : "have"} joined`;
  }

  function tell() {
    timer = 0;
    if (last && counts.textContent !== words(last)) counts.textContent = words(last);
  }

  // Not more often than somebody can follow who hears it.
  function count(found) {
    last = found;
    timer ||= setTimeout(tell, COUNTED_EVERY_MS);
  }

  function show(state) {
    if (Number(piece.dataset.seq) >= state.seq) return;
    const focused = piece.contains(document.activeElement);
    piece.dataset.seq = state.seq;
    piece.innerHTML = state.html[kind];
    // What stands around it is another then.
    if (kind === "control" && state.phase === "ended") location.reload();
    phase = state.phase;
    if (place) place.textContent = piece.firstElementChild.dataset.place;
    tell();
    if (focused) piece.querySelector("button, summary")?.focus();
  }

  liveWire.connect(new URL("./", location).pathname, {
    state: show,
    counts: count,
    signal() {},
    gone() {},
  });

  // A wall that goes dark while people talk helps nobody. Browsers allow this on the laptop itself, and with HTTPS.
  async function stayAwake() {
    try {
      await navigator.wakeLock.request("screen");
    } catch {}
  }
  if (kind === "screen") {
    stayAwake();
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
  }

  const keysLine = document.getElementById("keys");
  if (!keysLine) return;

  // Keys: one letter each, where nobody types or picks something, and never together with another key.
  const SWITCH = "live-lead-keys";
  const keysSwitch = document.getElementById("keys-switch");

  // A browser may keep nothing; then the switch holds for this page.
  let keysOn = true;
  try {
    keysOn = localStorage.getItem(SWITCH) !== "off";
  } catch {}

  function tellKeys() {
    document.getElementById("keys-words").textContent = keysOn
      ? "Keys: n next, c close, h how the room answered, r right answer, s leave out, o open again, b back, p pause and go on, e end."
      : "Keys are switched off.";
    keysSwitch.textContent = keysOn ? "Switch keys off" : "Switch keys on";
    keysLine.hidden = false;
  }

  keysSwitch.addEventListener("click", () => {
    keysOn = !keysOn;
    try {
      localStorage.setItem(SWITCH, keysOn ? "on" : "off");
    } catch {}
    tellKeys();
  });

  document.addEventListener("keydown", (event) => {
    const alone = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat);
    if (!alone || !keysOn || event.target.closest("input, select, textarea, [contenteditable]")) return;
    // Also with caps lock: the key that pauses for everybody must work at once.
    const control = piece.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (control) {
      event.preventDefault();
      control.click();
      if (control.localName === "summary") control.parentElement.querySelector("button").focus();
    }
  });

  // A command loads the page again; whoever gave it by a button goes on at the button that comes next.
  const GIVEN = "live-lead-given";
  tellKeys();
  try {
    document.getElementById("commands").addEventListener("submit", () => sessionStorage.setItem(GIVEN, "1"));
    if (sessionStorage.getItem(GIVEN)) {
      sessionStorage.removeItem(GIVEN);
      if (!document.getElementById("notice")) piece.querySelector(".button-primary")?.focus();
    }
  } catch {}
})();
