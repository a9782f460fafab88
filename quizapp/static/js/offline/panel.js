// The part of a page that says what is kept on this device, fetches cards, sends answers and takes all off again.
"use strict";

const offlinePanel = (() => {
  const panel = document.getElementById("offline");
  const places = panel?.dataset;
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const SOMEBODY_ELSE = 409;
  let onChange = () => {};

  function list(name, lines) {
    part(name).replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    );
  }

  async function show() {
    const here = await offlineStore.read();
    const refused = here.answers.filter((one) => one.refused);
    const waits = here.answers.length > refused.length;
    part("kept").textContent = offlineWords.kept(here);
    list("refused", offlineWords.told(refused.map((one) => ({ words: one.refused }))));
    part("warning").hidden = !here.about;
    part("keep").textContent = here.about ? "Fetch the cards again" : "Keep cards on this device";
    part("keep").hidden = false;
    part("send").hidden = !waits;
    part("remove-refused").hidden = refused.length === 0;
    part("clear").hidden = !(here.about || here.gone);
    if (part("study")) part("study").hidden = !here.about;
    onChange(here);
    return here;
  }

  function say(...lines) {
    list("told", lines);
  }

  // Whatever asks for it meanwhile (a signal that comes back, a button) waits for the sending that is under way.
  let sending = null;
  function send() {
    sending ??= sendWaiting().finally(() => { sending = null; });
    return sending;
  }

  async function sendWaiting() {
    part("give").hidden = true;
    try {
      const told = await offlineSending.send(places);
      say(...offlineWords.told(told));
      // The answers moved their cards on.
      if (told.length) await offlineStore.keep(await offlineSending.fetchCards(places));
      return true;
    } catch (fault) {
      say(fault.message);
      part("give").hidden = fault.status !== SOMEBODY_ELSE;
      return false;
    } finally {
      await show();
    }
  }

  async function keep() {
    // Answers first: the cards that come then know of them.
    if (!(await send())) return;
    try {
      const deck = await offlineSending.fetchCards(places);
      await navigator.serviceWorker.register(places.worker);
      await navigator.serviceWorker.ready;
      await offlineStore.keep(deck);
      say((await navigator.storage?.persist?.()) ? offlineWords.PROMISED : offlineWords.FETCHED);
    } catch (fault) {
      say(fault.message);
    }
    await show();
  }

  async function give() {
    const { owner } = await offlineSending.fetchKey(places);
    await offlineStore.amend({ owner });
    await send();
  }

  async function clear() {
    const { answers } = await offlineStore.read();
    const lost = answers.filter((one) => !one.refused).length;
    if (lost && !window.confirm(`Answers that were not sent yet: ${lost}. They will be lost. Take everything off?`)) return;
    await offlineStore.clear();
    say("Everything was taken off this device.");
    await show();
  }

  async function removeRefused() {
    await offlineStore.removeRefused();
    await show();
  }

  async function start(changed = onChange) {
    onChange = changed;
    if (!window.isSecureContext || !("serviceWorker" in navigator) || !("indexedDB" in window)) {
      part("kept").textContent = offlineWords.NEEDS_SAFE;
      return;
    }
    const actions = { keep, send, give, clear, "remove-refused": removeRefused };
    for (const [name, action] of Object.entries(actions)) {
      part(name).addEventListener("click", () => action().catch((fault) => say(fault.message)));
    }
    window.addEventListener("online", send);
    part("warning").textContent = offlineWords.MAY_BE_REMOVED;
    const here = await show().catch(() => null);
    if (!here) part("kept").textContent = offlineWords.KEEPS_NOTHING;
    else if (here.answers.some((one) => !one.refused)) await send();
  }

  return { start, panel, refresh: show };
})();

if (offlinePanel.panel && !("alone" in offlinePanel.panel.dataset)) offlinePanel.start();
