// Asks the browser to make or use a passkey, and sends its answer with the form that waits for it.
"use strict";

const place = document.querySelector("[data-passkey]");

const FAULTS = {
  InvalidStateError: "This device has a passkey for your account already.",
  NotAllowedError: "Nothing was done: it was cancelled, or took too long. Start again when you are ready.",
  SecurityError: "Passkeys work only over a safe connection to this site’s own address.",
};

function bytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function text(buffer) {
  const chars = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(chars).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decoded(options) {
  const withIds = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: withIds(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: withIds(options.allowCredentials) }),
  };
}

function encoded(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = text(response[name]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
  });
}

async function ask() {
  const publicKey = decoded(JSON.parse(place.dataset.options));
  const credential = await navigator.credentials[place.dataset.passkey]({ publicKey });
  const form = document.getElementById("answer");
  form.elements.credential.value = encoded(credential);
  form.submit();
}

if (place) place.hidden = false;
if (place && !window.PublicKeyCredential) {
  place.textContent = "This browser knows no passkeys here. Use a newer one, or log in with your password.";
} else if (place) {
  ask().catch((error) => {
    place.textContent = FAULTS[error.name] ?? "Your device could not do that. Please log in another way.";
  });
}
