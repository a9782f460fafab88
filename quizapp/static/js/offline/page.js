// Studies the kept cards without a server: asks, shows, and keeps each answer until it can be sent.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const AGAIN = 1;
  // A card that was not known comes again after so long, or at once when nothing else is left.
  const SOON_MS = 10 * 60 * 1000;
  let shown = null;
  let shownAt = 0;

  // The moment from which a card comes among those that are studied now; nothing: it is not among them.
  function comesAt(card) {
    const deck = offlineWishes.deck();
    if (card.again_at && (!deck || deck in card.in_decks)) return card.again_at;
    return deck ? card.in_decks[deck] : card.comes_at;
  }

  function next(cards) {
    const now = Date.now();
    const undone = cards.filter((card) => !card.done && comesAt(card));
    const open = undone.filter((card) => card.again_at || comesAt(card) <= now);
    const order = (card) => [card.again_at > now ? 1 : 0, comesAt(card)];
    open.sort((one, other) => order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1]);
    return { card: open[0], left: open.length, later: undone.map(comesAt).sort((one, other) => one - other)[0] };
  }

  function button([rating, label], place) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", name: "rating", value: rating });
    made.dataset.key = place + 1;
    made.className = `button button-${rating === 3 ? "primary" : "secondary"}`;
    made.textContent = label;
    made.addEventListener("click", () => rate(rating));
    return made;
  }

  // The sides of a card are pages of our own server, made and escaped there.
  function fill(card, about) {
    byId("question").innerHTML = card.question;
    byId("question").querySelector("h1").tabIndex = -1;
    byId("back").innerHTML = card.answer;
    byId("rating").className = about.buttons.length === 4 ? "rating rating-four" : "rating";
    byId("rating").replaceChildren(...about.buttons.map(button));
    byId("answer").open = false;
    shownAt = performance.now();
  }

  function show({ cards, about }) {
    offlineWishes.show(about);
    const { card, left, later } = about ? next(cards) : {};
    byId("card").hidden = !card;
    byId("heading").hidden = Boolean(card);
    byId("heading").textContent = about ? "Done for now" : "No cards on this device";
    byId("left").textContent = card ? `${left} left on this device` : about ? offlineWords.comes(later) : "";
    const isOther = card?.key !== shown?.key || card?.again_at !== shown?.again_at;
    if (card && isOther) fill(card, about);
    shown = card ?? null;
    return isOther;
  }

  function given(card, rating) {
    return {
      id: crypto.randomUUID(),
      item: card.item,
      face: card.face,
      version: card.version,
      rating,
      duration_ms: Math.round(performance.now() - shownAt),
      at: Date.now(),
    };
  }

  async function rate(rating) {
    const card = shown;
    for (const one of byId("rating").children) one.disabled = true;
    const after = rating === AGAIN ? { ...card, again_at: Date.now() + SOON_MS } : { ...card, done: true };
    try {
      await offlineStore.answer(given(card, rating), after);
    } catch (fault) {
      byId("fault").textContent = "This answer could not be kept: the browser has no room left, or was told to keep nothing.";
      for (const one of byId("rating").children) one.disabled = false;
      return;
    }
    byId("fault").textContent = "";
    await offlinePanel.refresh();
    (shown ? byId("question").querySelector("h1") : byId("heading")).focus();
  }

  offlinePanel.start(show);
})();
