// What lies on this device: the kept cards, the answers that wait to be sent, and since when.
"use strict";

const offlineStore = (() => {
  const NAME = "net-learning-cards";
  // Says beside the database what it held, so that it can be told when a browser has removed it.
  const NOTE = "net-learning-kept";
  const PARTS = ["cards", "answers", "about"];

  function done(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("cards", { keyPath: "key" });
      request.result.createObjectStore("answers", { keyPath: "place", autoIncrement: true });
      request.result.createObjectStore("about");
    };
    return done(request);
  }

  // Runs `work` in one transaction: all of it is kept, or nothing.
  async function change(work) {
    const database = await open();
    try {
      const transaction = database.transaction(PARTS, "readwrite", { durability: "strict" });
      const [cards, answers, about] = PARTS.map((name) => transaction.objectStore(name));
      const ended = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      work({ cards, answers, about });
      await ended;
    } finally {
      database.close();
    }
    note(await held());
  }

  async function held() {
    const database = await open();
    try {
      const transaction = database.transaction(PARTS);
      const [cards, answers, about] = await Promise.all([
        done(transaction.objectStore("cards").getAll()),
        done(transaction.objectStore("answers").getAll()),
        done(transaction.objectStore("about").get("deck")),
      ]);
      return { cards, answers, about };
    } finally {
      database.close();
    }
  }

  function note({ cards, answers, about }) {
    if (!about) return localStorage.removeItem(NOTE);
    const waiting = answers.length;
    return localStorage.setItem(NOTE, JSON.stringify({ cards: cards.length, since: about.since, waiting }));
  }

  // What lies here; `gone` is what once lay here and was removed by the browser.
  async function read() {
    const here = await held();
    const noted = localStorage.getItem(NOTE);
    return { ...here, gone: !here.about && noted ? JSON.parse(noted) : null };
  }

  // Keeps these cards in place of those before; answers that wait stay.
  function keep(deck) {
    const { cards, ...about } = deck;
    return change((parts) => {
      parts.cards.clear();
      for (const card of cards) parts.cards.put({ ...card, key: `${card.item}/${card.face}` });
      parts.about.put({ ...about, since: Date.now() }, "deck");
    });
  }

  // Keeps an answer and what it does to its card until the cards are fetched again.
  function answer(given, card) {
    return change((parts) => {
      parts.answers.add(given);
      parts.cards.put(card);
    });
  }

  // Takes off what was stored for good, and notes of the rest why it was not.
  function acknowledge(answers, told) {
    const outcomes = new Map(told.map((one) => [one.id, one]));
    return change((parts) => {
      for (const one of answers) {
        const said = outcomes.get(one.id);
        if (said?.outcome === "refused") parts.answers.put({ ...one, refused: said.words });
        else if (said) parts.answers.delete(one.place);
      }
    });
  }

  // Notes something else about the kept cards, until they are fetched again.
  function amend(changes) {
    return held().then(({ about }) => change((parts) => parts.about.put({ ...about, ...changes }, "deck")));
  }

  function removeRefused() {
    return held().then(({ answers }) =>
      change((parts) => {
        for (const one of answers) if (one.refused) parts.answers.delete(one.place);
      }),
    );
  }

  function clear() {
    return change((parts) => Object.values(parts).forEach((part) => part.clear()));
  }

  return { read, keep, answer, acknowledge, amend, removeRefused, clear };
})();
