// Makes pages smoother; every page works without it.
"use strict";

// A refused form: take the reader to what is to be put right, or to what happened meanwhile.
document.querySelector("#error-summary, #notice")?.focus();

// A link in the error summary to a choice: put the focus on the control itself.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a");
  const control = link && document.getElementById(link.hash.slice(1));
  if (control) {
    event.preventDefault();
    control.focus();
    control.closest(".field, fieldset")?.scrollIntoView({ block: "start" });
  }
});

// An answer that could not be saved in the background stays on the page, and the page says so.
const NOT_SAVED = "Not saved yet. Your answer is still on this page: use the button below to send it.";

function sayNotSaved(event) {
  const status = event.detail.target;
  if (status?.getAttribute("role") !== "status") return;
  const words = status.querySelector("p") ?? status.appendChild(document.createElement("p"));
  words.textContent = NOT_SAVED;
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, sayNotSaved);
}
