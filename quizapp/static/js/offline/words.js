// What is said about the cards on this device. Nothing here looks at the page or at the store.
"use strict";

const offlineWords = (() => {
  const NEEDS_SAFE =
    "This site can keep cards on a device only over a safe connection (https). Here it works online only.";
  const KEEPS_NOTHING =
    "This browser keeps nothing on the device just now, as in a private window. Here it works online only.";
  const NO_CONNECTION = "There is no connection now. Your answers stay on this device until they can be sent.";
  const MAY_BE_REMOVED =
    "A browser may remove what it keeps when space runs short, or after weeks without a visit. Send your answers when you can.";

  const FETCHED = "The cards are on this device now.";
  const PROMISED = "The browser promised to keep them until you take them off.";

  function count(number, one, many) {
    return `${number} ${number === 1 ? one : many}`;
  }

  function since(moment, now = Date.now()) {
    const [then, today] = [new Date(moment), new Date(now)];
    const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (then.toDateString() === today.toDateString()) return time;
    return `${then.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" })}, ${time}`;
  }

  function comes(moment) {
    if (!moment) return "No other card of the next days is on this device. Fetch the cards again where there is signal.";
    return `The next card comes: ${since(moment)}. Open this page again then.`;
  }

  function waits(number) {
    if (number === 0) return "No answer waits to be sent.";
    return `${count(number, "answer waits", "answers wait")} to be sent.`;
  }

  function gone({ cards, since: moment, waiting }) {
    const lost = waiting
      ? `With them went ${count(waiting, "answer that was", "answers that were")} not sent yet.`
      : "No answer was lost.";
    return `The browser has removed the ${count(cards, "card", "cards")} kept here since ${since(moment)}. ${lost}`;
  }

  function kept({ cards, answers, about, gone: lost }) {
    if (lost) return gone(lost);
    if (!about) return "No cards are kept on this device.";
    const waiting = answers.filter((one) => !one.refused).length;
    return `${count(cards.length, "card", "cards")} kept on this device since ${since(about.since)}. ${waits(waiting)}`;
  }

  // What became of answers, a sentence for each kind: “2 answers: Stored.”
  function told(outcomes) {
    const numbers = new Map();
    for (const { words } of outcomes) numbers.set(words, (numbers.get(words) ?? 0) + 1);
    return [...numbers].map(([words, number]) => `${count(number, "answer", "answers")}: ${words}`);
  }

  return { NEEDS_SAFE, KEEPS_NOTHING, NO_CONNECTION, MAY_BE_REMOVED, FETCHED, PROMISED, comes, kept, told };
})();
