// A touch on the picture says where the place is that was chosen last. The fields of numbers do without this.
"use strict";

(() => {
  const drawing = document.querySelector("#picture svg");
  const places = [...document.querySelectorAll("[data-place]")];
  if (!drawing || !places.length) return;
  const box = drawing.viewBox.baseVal;
  let chosen = places.find((place) => !place.querySelector("input[type=text]").value) ?? places[0];

  function numbers(place) {
    return [...place.querySelectorAll("[inputmode=numeric]")];
  }

  // The marker of a place, made like those that were there when the page came.
  function marker(place) {
    const letter = place.dataset.place;
    const found = drawing.querySelector(`[data-option="${letter}"]`);
    if (found) return found;
    const made = document.getElementById("marker").content.firstElementChild.firstElementChild.cloneNode(true);
    made.dataset.option = letter;
    made.querySelector("text").textContent = letter.toUpperCase();
    return drawing.appendChild(made);
  }

  function show(place) {
    const [x, y] = numbers(place).map((field) => (field.value.trim() === "" ? NaN : Number(field.value)));
    if (!(x >= 0 && x <= 100 && y >= 0 && y <= 100)) return;
    const shown = marker(place);
    for (const circle of shown.querySelectorAll("circle")) {
      circle.setAttribute("cx", (x / 100) * box.width);
      circle.setAttribute("cy", (y / 100) * box.height);
    }
    const letter = shown.querySelector("text");
    letter.setAttribute("x", (x / 100) * box.width);
    letter.setAttribute("y", (y / 100) * box.height);
  }

  for (const place of places) {
    place.addEventListener("focusin", () => { chosen = place; });
    place.addEventListener("input", () => show(place));
  }

  places.forEach(show);
  drawing.addEventListener("click", (event) => {
    const shown = drawing.getBoundingClientRect();
    const share = (part, whole) => String(Math.min(100, Math.max(0, Math.round((100 * part) / whole))));
    const [x, y] = numbers(chosen);
    x.value = share(event.clientX - shown.left, shown.width);
    y.value = share(event.clientY - shown.top, shown.height);
    show(chosen);
  });

  drawing.classList.add("places-on");
  document.getElementById("places-touch").hidden = false;
})();
