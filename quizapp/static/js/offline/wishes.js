// What the learner wished when the cards were fetched: size of type, keys, swiping, decks with limits of their own.
"use strict";

const offlineWishes = (() => {
  const byId = (id) => document.getElementById(id);
  let fetched = {};

  function showKeys({ shortcuts, buttons }) {
    const answers = buttons.map(([, label], place) => `, ${place + 1} “${label}”`);
    byId("keys-words").textContent = `Keys: space shows the answer${answers.join("")}`;
    byId("keys-on").hidden = !shortcuts;
    byId("keys-switch").textContent = shortcuts ? "Switch keys off" : "Switch keys on";
    byId("card").toggleAttribute("data-shortcuts", Boolean(shortcuts));
  }

  function showDecks(decks = []) {
    const chosen = deck();
    const choices = [new Option("All cards", ""), ...decks.map(([bank, title]) => new Option(title, bank))];
    byId("deck").replaceChildren(...choices);
    byId("deck").value = decks.some(([bank]) => bank === chosen) ? chosen : "";
    byId("decks").hidden = decks.length === 0;
  }

  function show(about) {
    fetched = about ?? {};
    document.documentElement.classList.toggle("large-type", fetched.text_size === "large");
    byId("card").toggleAttribute("data-swipes", Boolean(fetched.swipes));
    byId("keys").hidden = !about;
    if (about) showKeys(about);
    showDecks(fetched.decks);
  }

  // The bank of the deck that is studied by itself; empty while all cards are.
  function deck() {
    return byId("deck").value;
  }

  // Settings are out of reach without signal, so keys have a switch here; it holds until the cards are fetched again.
  async function switchKeys() {
    await offlineStore.amend({ shortcuts: !fetched.shortcuts });
    await offlinePanel.refresh();
  }

  byId("keys-switch").addEventListener("click", switchKeys);
  byId("deck").addEventListener("change", () => offlinePanel.refresh());

  return { show, deck };
})();
