// Adds a button to every password that shows what was typed. Pasting and password managers work as ever.
"use strict";

for (const input of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet show-password";
  button.setAttribute("aria-controls", input.id);
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? "Hide the password" : "Show the password";
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // A password that is sent as a password is not offered again as ordinary text.
  input.form.addEventListener("submit", () => show(false));
  input.after(button);
  show(false);
}
