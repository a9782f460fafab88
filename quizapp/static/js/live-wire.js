// Carries a live session to a page: by a stream of events where the server has one, else by asking every two seconds.
"use strict";

const liveWire = (() => {
  const POLL_MS = 2000;
  // So long without a word, and the page asks whether it missed something.
  const SILENCE_MS = 35_000;
  const LONGEST_MS = 60_000;
  const GIVE_UP_MS = 10_000;
  const NAMES = ["state", "counts", "mine"];

  // A whole hall must not come back in the same moment.
  const between = (from, to) => from + Math.random() * (to - from);

  // How long a server asks to be left alone, in milliseconds.
  const asked = (response) => 1000 * (Number(response?.headers.get("Retry-After")) || 0);

  // Fetches, but does not wait for ever; throws where there is no signal.
  async function ask(address, options = {}) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), GIVE_UP_MS);
    try {
      return await fetch(address, { cache: "no-store", redirect: "error", ...options, signal: control.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  // Listens to the session at `base`, such as /live/BCDFGH/. `heard` has state(document), counts(counts) and, for who
  // takes part, mine(answer) for what comes; signal(isThere); and gone() for when it is not there for us any more.
  // Returns what stops it.
  function connect(base, heard) {
    let stream = null;
    let timer = 0;
    let tag = "";
    let seq = -1;
    let failures = 0;
    let streamAfter = 0;
    let stopped = false;

    // Which state is here already, so that it does not come again.
    const known = () => (seq < 0 ? "" : `?seq=${seq}`);

    function later(what, ms) {
      clearTimeout(timer);
      timer = setTimeout(what, ms);
    }

    function close() {
      stream?.close();
      stream = null;
    }

    function stop() {
      stopped = true;
      clearTimeout(timer);
      close();
    }

    function alive() {
      failures = 0;
      heard.signal(true);
      later(poll, between(SILENCE_MS, 1.2 * SILENCE_MS));
    }

    function open() {
      close();
      clearTimeout(timer);
      if (stopped) return;
      const own = new EventSource(`${base}events${known()}`);
      stream = own;
      own.onopen = alive;
      own.onerror = () => {
        if (stream !== own) return;
        close();
        // Without a stream there, asking for it gets rare; a stream that was cut is asked for soon.
        failures += 1;
        streamAfter = Date.now() + (failures > 1 ? Math.min(LONGEST_MS, POLL_MS * 2 ** failures) : 0);
        later(poll, between(300, 3000));
      };
      for (const name of NAMES) {
        own.addEventListener(name, (event) => {
          alive();
          take({ [name]: JSON.parse(event.data) });
        });
      }
    }

    function take(told) {
      for (const name of NAMES.filter((one) => one in told)) {
        if (name === "state") seq = told.state.seq;
        heard[name]?.(told[name]);
      }
    }

    async function poll() {
      let response = null;
      try {
        response = await ask(`${base}state${known()}`, { headers: tag ? { "If-None-Match": tag } : {} });
        if (stopped) return;
        if (response.status === 404) {
          stop();
          heard.gone();
          return;
        }
        if (response.status === 200) {
          const told = await response.json();
          tag = response.headers.get("ETag") ?? "";
          take(told);
        }
      } catch {
        response = null;
      }
      if (stopped) return;
      const there = response?.status === 200 || response?.status === 304;
      heard.signal(there);
      if (there && stream) later(poll, between(SILENCE_MS, 1.2 * SILENCE_MS));
      else if (there && Date.now() >= streamAfter) open();
      else later(poll, Math.max(asked(response), between(0.75 * POLL_MS, 1.25 * POLL_MS)));
    }

    // A phone that slept, lost its network or went back to this page comes back at once.
    function again() {
      if (!stopped && document.visibilityState === "visible") later(open, between(0, 300));
    }

    document.addEventListener("visibilitychange", again);
    window.addEventListener("online", again);
    window.addEventListener("pageshow", (event) => event.persisted && again());
    window.addEventListener("offline", () => heard.signal(false));
    open();
    return stop;
  }

  return { connect, ask, asked, between };
})();
