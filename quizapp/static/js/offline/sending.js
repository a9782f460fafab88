// Fetches the cards, and sends the answers that wait. An answer leaves the device only once the server has it.
"use strict";

const offlineSending = (() => {
  const AT_ONCE = 200;
  const FAULTS = {
    404: "Your visit has ended here. Log in again to send the answers; they stay on this device.",
    413: "That was too much at once. Your answers stay on this device.",
  };
  const FAULT = "That did not work just now. Nothing on this device is lost; try again in a moment.";

  class Refused extends Error {
    constructor(status, words) {
      super(words);
      this.status = status;
    }
  }

  async function ask(address, options = {}) {
    let response;
    try {
      response = await fetch(address, { cache: "no-store", redirect: "error", ...options });
    } catch {
      throw new Refused(0, offlineWords.NO_CONNECTION);
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body) return body;
    throw new Refused(response.status, body?.problem ?? FAULTS[response.status] ?? FAULT);
  }

  function fetchCards(places) {
    return ask(places.cards);
  }

  // Whose cards the server would take answers for.
  function fetchKey(places) {
    return ask(places.key);
  }

  // Sends what waits; returns what became of each answer.
  async function send(places) {
    const { answers, about } = await offlineStore.read();
    const waiting = answers.filter((one) => !one.refused);
    if (waiting.length === 0) return [];
    const { key } = await fetchKey(places);
    const outcomes = [];
    for (let start = 0; start < waiting.length; start += AT_ONCE) {
      const some = waiting.slice(start, start + AT_ONCE);
      const reply = await ask(places.answers, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": key },
        body: JSON.stringify({ owner: about.owner, answers: some }),
      });
      await offlineStore.acknowledge(some, reply.answers);
      outcomes.push(...reply.answers);
    }
    return outcomes;
  }

  return { fetchCards, fetchKey, send };
})();
