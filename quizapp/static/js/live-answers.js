// Sends one phone's answers, one at a time and until they are stored. The one not stored yet is kept on the phone.
"use strict";

const liveAnswers = (() => {
  const PREFIX = "unsent ";
  const FASTEST_MS = 300;
  const SLOWEST_MS = 3000;

  // A browser may refuse to keep anything; the answer then lasts as long as the page.
  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function keep(name, answer) {
    try {
      if (answer) localStorage.setItem(name, JSON.stringify(answer));
      else localStorage.removeItem(name);
    } catch {
      // Nothing to do: see above.
    }
  }

  // What was kept for a session of another day is of no use, and tells about whoever uses this phone.
  function clearOthers(name) {
    try {
      for (const other of Object.keys(localStorage)) {
        if (other.startsWith(PREFIX) && other !== name) localStorage.removeItem(other);
      }
    } catch {
      // Nothing is kept where nothing may be.
    }
  }

  // `told` has stored(answer), waits() while there is no signal, refused(status) for an answer that is never taken,
  // and replaced() where a newer answer than one kept from before was given elsewhere.
  function sender(base, told) {
    const name = PREFIX + base;
    clearOthers(name);
    let unsent = read(name);
    const fromBefore = unsent;
    let timer = 0;
    let busy = false;

    function done(answer) {
      if (unsent !== answer) return;
      unsent = null;
      keep(name, null);
    }

    async function deliver() {
      clearTimeout(timer);
      if (busy || !unsent) return;
      busy = true;
      const answer = unsent;
      const response = await liveWire
        .ask(`${base}answers`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Live": "1" },
          body: JSON.stringify(answer),
        })
        .catch(() => null);
      const { revision } = response?.ok ? await response.json().catch(() => answer) : answer;
      busy = false;
      const status = response?.status ?? 0;
      if (response?.ok) {
        if (revision <= answer.revision) {
          done(answer);
          told.stored(answer);
        } else if (answer === fromBefore) {
          done(answer);
          told.replaced();
        } else if (answer === unsent) {
          // Another tab answered meanwhile; here it was answered last.
          send({ ...answer, revision: revision + 1 });
        }
      } else if (status >= 400 && status < 500 && status !== 429 && status !== 408) {
        done(answer);
        told.refused(status);
      } else {
        told.waits();
        timer = setTimeout(deliver, liveWire.asked(response) + liveWire.between(FASTEST_MS, SLOWEST_MS));
        return;
      }
      deliver();
    }

    function send(answer) {
      unsent = answer;
      keep(name, answer);
      deliver();
    }

    function forget() {
      unsent = null;
      keep(name, null);
    }

    window.addEventListener("online", deliver);
    return { send, deliver, forget, unsent: () => unsent };
  }

  return { sender };
})();
