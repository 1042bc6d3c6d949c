// @ts-check
/*
 * Until something is done, its time is over, or its caller has had enough.
 */

import { LONGEST_TIMER_MS } from "./values.js";

/** @typedef {[kind: number, ...details: unknown[]]} Outcome */

/** Outcomes that are made here. The others stand in exchange.js, all of them in client/call.rs. */
const ANSWERED = 0;
const MISTAKEN = 4;
const TIMED_OUT = 5;
const ABORTED = 6;

/** @type {WeakMap<AbortSignal, { ends: Set<() => void>, listener: () => void }>} */
const signals = new WeakMap();

/**
 * Runs `end` when the signal is aborted; the result takes that back. With one listener for all calls
 * that share a signal: at the eleventh Node prints a warning.
 * @param {AbortSignal} signal
 * @param {() => void} end
 */
const onAbort = (signal, end) => {
  let known = signals.get(signal);
  if (!known) {
    /** @type {Set<() => void>} */
    const ends = new Set();
    known = { ends, listener: () => [...ends].map((each) => each()) };
    signal.addEventListener("abort", known.listener);
    signals.set(signal, known);
  }
  const { ends, listener } = known;
  ends.add(end);
  return () => {
    ends.delete(end);
    if (ends.size || signals.get(signal)?.ends !== ends) return;
    signals.delete(signal);
    signal.removeEventListener("abort", listener);
  };
};

/**
 * The signal's own reason; where a polyfill has none, what the platform would give.
 * @param {AbortSignal | undefined} signal
 */
const reasonOf = (signal) =>
  signal && !("reason" in signal)
    ? new DOMException("This operation was aborted", "AbortError")
    : signal?.reason;

/**
 * Runs something until it is done, its time is over, or the caller's signal ends it. It does not rely
 * on `fetch` obeying a signal: a mock or a body may not.
 * @param {AbortSignal | undefined} signal
 * @param {number} ms - 0 for no limit
 * @param {(signal: AbortSignal, touch: () => void) => Promise<Outcome>} run - `touch` lets the time
 * begin anew
 * @param {number} [more] - milliseconds more before the first touch
 * @returns {Promise<Outcome>}
 */
export const within = (signal, ms, run, more = 0) =>
  new Promise((resolve) => {
    const controller = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let isOver = false;
    /** @type {(() => void) | undefined} */
    let forget;
    const abort = () => end([ABORTED, reasonOf(signal)]);
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      isOver = true;
      clearTimeout(timer);
      try {
        forget?.();
      } catch {
        // A polyfill's own affair.
      }
      // What is still under way has no one who waits for it.
      if (outcome[0] !== ANSWERED) controller.abort();
      resolve(outcome);
    };
    const touch = (later = 0) => {
      clearTimeout(timer);
      const left = Math.min(ms + later, LONGEST_TIMER_MS);
      if (ms && !isOver) timer = setTimeout(end, left, [TIMED_OUT]);
    };
    try {
      if (signal?.aborted) return abort();
      if (signal) forget = onAbort(signal, abort);
    } catch (error) {
      return end([MISTAKEN, error, true]);
    }
    touch(more);
    // Whatever a foreign response or its getters throw is no answer.
    return run(controller.signal, touch).then(end, (error) => end([MISTAKEN, error]));
  });
