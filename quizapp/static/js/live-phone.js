// The page of whoever takes part: shows what the session shows, and sends what is answered. It works without this.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("live");
  const piece = byId("piece");
  // Not `form.action`: its buttons have that name.
  const base = form.getAttribute("action").replace(/answer$/, "");

  const NOTHING = {
    chosen: "Choose an answer, or skip the question.",
    text: "Type an answer, or skip the question.",
    matches: "Choose one for each part, or skip the question.",
    order: "Give each step its own place, or skip the question.",
  };
  const SENDING = "Sending…";
  const STORED = "Stored. You can change it.";
  const SKIPPED = "Stored: you would rather skip this one. You can change that.";
  const KEPT = "Your answer is stored.";
  const CHANGED = "Changed, but not sent yet.";
  const WAITS = "Not sent yet: no signal. Your answer is kept on this phone and sent later.";
  const TOO_LATE = "This question takes no more answers, so what you sent last was not stored.";
  const REFUSED = "This could not be stored. Load this page again, and answer once more.";
  const NO_SIGNAL = "No signal. This page goes on by itself once it is back.";
  const GONE = "You are not in this session any more. Load this page again to see why.";
  const NEWS = {
    lobby: "The session begins soon.",
    open: "Answers are taken again.",
    closed: "No more answers are taken.",
    charted: "The answers of the room are shown.",
    revealed: "The right answer is shown.",
    paused: "We are taking a break.",
    ended: "The session has ended.",
  };

  let seq = Number(form.dataset.seq);
  // What is stored of ours, and choices that were not sent yet, by step.
  const mine = new Map([[here().position, { revision: Number(form.dataset.revision) }]]);
  const drafts = new Map();
  let touched = false;

  function here() {
    const shown = piece.querySelector(".piece").dataset;
    return { ...shown, position: Number(shown.position) };
  }

  function say(words, id = "told") {
    const place = byId(id);
    if (place.textContent !== words) place.textContent = words;
  }

  // Controls and responses

  const controls = () => [...piece.querySelectorAll("[name]")].filter((one) => !["position", "action"].includes(one.name));
  const isPicked = (one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim() !== "");

  function fields() {
    const found = {};
    for (const one of controls().filter(isPicked)) (found[one.name] ??= []).push(one.value);
    return found;
  }

  // What is answered, or nothing while it is not whole.
  function response() {
    const { answers, prefix } = here();
    const given = fields();
    const names = [...new Set(controls().map((one) => one.name))];
    if (names.some((name) => !given[name])) return null;
    if (answers === "chosen") return { chosen: given.chosen };
    if (answers === "text") return { text: given.text[0] };
    const parts = names.map((name) => [name.slice(prefix.length), given[name][0]]);
    if (answers === "matches") return { matches: Object.fromEntries(parts) };
    const order = [...parts].sort((one, other) => one[1] - other[1]);
    return order.every((part, place) => Number(part[1]) === place + 1) ? { order: order.map((part) => part[0]) } : null;
  }

  function asFields(given, prefix) {
    if (given?.chosen) return { chosen: given.chosen };
    if (given?.text) return { text: [given.text] };
    const places = (given?.order ?? []).map((id, place) => [prefix + id, [String(place + 1)]]);
    const matches = Object.entries(given?.matches ?? {}).map(([id, option]) => [prefix + id, [option]]);
    return Object.fromEntries([...places, ...matches]);
  }

  function fill(given) {
    for (const one of controls()) {
      const values = given[one.name] ?? [];
      if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
      else one.value = values[0] ?? "";
    }
  }

  // Beside the right answer: the lines that are ours, and how it came out as far as they tell.
  function showOwn(given, skipped) {
    for (const line of piece.querySelectorAll(".own")) {
      const values = given[line.dataset.field] ?? [];
      line.hidden = !(values.includes(line.dataset.value) || (line.dataset.value === "*" && values.length));
      line.querySelectorAll("[data-given]").forEach((place) => (place.textContent = values[0] ?? ""));
    }
    const parts = [...piece.querySelectorAll("[data-part]")];
    const shown = (part) => part.querySelector(".own:not([hidden])");
    const fits = (part) => (part.dataset.part === "key" ? shown(part)?.dataset.right === "yes" : !shown(part));
    const cannotTell = parts.some((part) => shown(part)?.dataset.right === "");
    let outcome = skipped ? "skipped" : parts.every(fits) ? "right" : "again";
    if (!skipped && (cannotTell || !parts.some(shown))) outcome = "";
    for (const line of piece.querySelectorAll("[data-outcome]")) line.hidden = line.dataset.outcome !== outcome;
  }

  function showMine() {
    const { phase, position, prefix } = here();
    const waiting = answers.unsent();
    const own = waiting?.position === position ? { ...waiting, skipped: waiting.skip } : mine.get(position);
    const given = asFields(own?.response, prefix);
    if (phase === "revealed") showOwn(given, Boolean(own?.skipped));
    else fill((phase === "open" && drafts.get(position)) || given);
    sayStored();
  }

  function sayStored() {
    const { phase, position } = here();
    const own = mine.get(position);
    if (answers.unsent()?.position === position) return;
    if (!own?.revision) say("");
    else if (phase === "open") say(touched ? CHANGED : own.skipped ? SKIPPED : STORED);
    else say(phase === "closed" ? KEPT : "");
  }

  // What comes from the session

  function show(page) {
    if (page.seq <= seq) return;
    seq = page.seq;
    const before = here();
    const hadFocus = piece.contains(document.activeElement);
    if (before.phase === "open" && touched) drafts.set(before.position, fields());
    if (piece.innerHTML.trim() === page.html.trim()) return;
    // Written and escaped by our own server.
    piece.innerHTML = page.html;
    const now = here();
    touched = now.phase === "open" && drafts.has(now.position);
    showMine();
    tellNews(before, now, hadFocus);
    byId("counts").hidden = now.phase !== "open";
    byId("leave").hidden = now.phase === "ended";
    if (now.phase === "ended") stop();
  }

  // A new question is begun at its heading; anything else is said, and nobody is moved who is not already here.
  function tellNews(before, now, hadFocus) {
    if (now.phase === "open" && now.position !== before.position) {
      say("", "news");
      piece.querySelector("h1").focus();
      window.scrollTo(0, 0);
      return;
    }
    say(NEWS[now.phase === "closed" && piece.querySelector("#room") ? "charted" : now.phase], "news");
    if (hadFocus) piece.focus({ preventScroll: true });
  }

  function learnMine(own) {
    if (!own || own.revision < (mine.get(own.position)?.revision ?? 0)) return;
    mine.set(own.position, own);
    if (!touched && !answers.unsent()) showMine();
  }

  // What goes to it

  const answers = liveAnswers.sender(base, {
    stored({ position, revision, response: given, skip }) {
      mine.set(position, { position, revision, response: given, skipped: Boolean(skip) });
      if (!touched) showMine();
    },
    replaced: () => window.location.reload(),
    waits: () => say(WAITS),
    refused(status) {
      if (!touched) showMine();
      say({ 404: GONE, 409: TOO_LATE }[status] ?? REFUSED);
    },
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { position, answers: kind } = here();
    const skip = event.submitter?.value === "skip";
    const given = skip ? undefined : response();
    if (given === null) {
      say(NOTHING[kind]);
      return;
    }
    const last = Math.max(mine.get(position)?.revision ?? 0, answers.unsent()?.revision ?? 0);
    touched = false;
    drafts.delete(position);
    piece.querySelector(".error-summary")?.remove();
    say(SENDING);
    byId("told").scrollIntoView({ block: "nearest" });
    answers.send({ position, revision: last + 1, ...(skip ? { skip } : { response: given }) });
  });

  form.addEventListener("input", () => {
    touched = true;
    sayStored();
  });

  byId("leave").addEventListener("submit", () => answers.forget());

  const stop = liveWire.connect(base, {
    state: show,
    counts({ ready, joined }) {
      byId("counts").textContent = `${ready} of ${joined} ${ready === 1 ? "is" : "are"} ready`;
    },
    mine: learnMine,
    signal(isThere) {
      say(isThere ? "" : NO_SIGNAL, "signal");
      byId("look").hidden = isThere;
      if (isThere) answers.deliver();
    },
    gone: () => say(GONE, "signal"),
  });
  // Nothing comes any more to a page that was loaded after the end.
  if (here().phase === "ended") stop();
  if (answers.unsent()) {
    say(SENDING);
    showMine();
    answers.deliver();
  }
})();
