// Reads a card aloud when asked to: the question, or once it is shown the answer. Only by a voice that lives on the device;
// another one would send the words elsewhere to be spoken.
"use strict";

(() => {
  const button = document.getElementById("read-aloud");
  const speech = window.speechSynthesis;
  if (!button || !speech || !Element.prototype.checkVisibility) return;
  const card = document.getElementById("card");
  const answer = document.getElementById("answer");
  const BLOCKS = "h1, p, li";
  let spoken = [];

  function voice() {
    const near = speech.getVoices().filter((one) => one.localService && /^en\b/i.test(one.lang.replace("_", "-")));
    return near.find((one) => /^en[-_]GB/i.test(one.lang)) ?? near[0];
  }

  function offer() {
    button.hidden = !voice();
    document.getElementById("reading-key")?.toggleAttribute("hidden", button.hidden);
  }

  // What is shown now, block by block, so that there is a pause between them.
  function pieces() {
    return [...card.querySelectorAll(BLOCKS)]
      .filter((block) => answer.contains(block) === answer.open && block.checkVisibility())
      .filter((block) => !block.querySelector(BLOCKS) && !block.closest("form, [aria-hidden]"))
      .map((block) => block.innerText.trim())
      .filter(Boolean);
  }

  function stop() {
    spoken = [];
    speech.cancel();
    button.textContent = "Read aloud";
  }

  function read() {
    stop();
    const mine = voice();
    spoken = pieces().map((words) => Object.assign(new SpeechSynthesisUtterance(words), { voice: mine, lang: mine.lang }));
    for (const one of spoken) {
      one.onend = () => one === spoken.at(-1) && stop();
      one.onerror = () => spoken.includes(one) && stop();
      speech.speak(one);
    }
    button.textContent = "Stop reading";
  }

  button.addEventListener("click", () => (spoken.length ? stop() : read()));
  answer.addEventListener("toggle", stop);
  window.addEventListener("pagehide", stop);
  // Voices come late in some browsers.
  speech.onvoiceschanged = offer;
  offer();
})();
