// The preview beside a form follows what is kept; what is not kept is said.
"use strict";

const frame = document.getElementById("frame");
const form = document.getElementById("item");

const AWAY = "Not kept yet: the service is out of reach. What you wrote is still on this page; go on, or choose “Save”.";
const REFUSED = "Not kept. What you wrote is still on this page; choose “Save” to see why.";

// The boxes in which one looks for facts ask for themselves; what they hear says nothing of the form.
function ofForm(act) {
  return (event) => {
    if (event.detail.elt === form) act(event);
  };
}

function say(words) {
  document.querySelector("#kept p").textContent = words;
}

form.addEventListener("htmx:afterRequest", ofForm((event) => {
  if (event.detail.successful) frame.contentWindow.location.reload();
}));
form.addEventListener("htmx:responseError", ofForm(() => say(REFUSED)));
for (const name of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(name, ofForm(() => say(AWAY)));
