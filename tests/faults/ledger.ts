/** What a call leaves behind: its timers, and its listeners on the caller's signal. */
import { AsyncLocalStorage } from "node:async_hooks";
import { getEventListeners } from "node:events";

/** Timers that were set within a call and have neither fired nor been cleared. */
export class Ledger {
  readonly timers = new Set<unknown>();
  /** How many were set at all, so that a test can tell that this sees them. */
  set = 0;
}

const current = new AsyncLocalStorage<Ledger>();

/**
 * Books every `setTimeout` to the call that it was made in, also while other calls are under way.
 * Returns what puts the real one back.
 */
export function keepTimerLedger(): () => void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const booked = new WeakMap<object, Ledger>();
  const booking = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const ledger = isOfConnection() ? undefined : current.getStore();
    if (ledger === undefined) return set(run, ms, ...args);
    const timer = set(() => {
      ledger.timers.delete(timer);
      run(...args);
    }, ms);
    ledger.timers.add(timer);
    ledger.set += 1;
    booked.set(timer, ledger);
    return timer;
  };
  const clearing = (timer?: NodeJS.Timeout) => {
    if (typeof timer === "object") booked.get(timer)?.timers.delete(timer);
    clear(timer);
  };
  // What util.promisify reads is handed on.
  globalThis.setTimeout = Object.assign(booking, set) as typeof setTimeout;
  globalThis.clearTimeout = clearing as typeof clearTimeout;
  return () => {
    globalThis.setTimeout = set;
    globalThis.clearTimeout = clear;
  };
}

/**
 * Node's own fetch closes idle connections by timers that hold no process open; those belong to the
 * connection, which outlives a call with good reason.
 */
const isOfConnection = () => /node:internal\/deps\/undici/.test(new Error().stack ?? "");

/** Runs a call so that its timers are booked to this ledger. */
export function within<T>(ledger: Ledger, run: () => T): T {
  return current.run(ledger, run);
}

export interface WatchedSignal {
  controller: AbortController;
  /** Listeners added and not removed, however they were added. */
  listeners(): number;
}

export function watchedSignal(): WatchedSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const added = new Set<unknown>();
  const { addEventListener: add, removeEventListener: remove } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    added.add(args[1]);
    Reflect.apply(add, signal, args);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    added.delete(args[1]);
    Reflect.apply(remove, signal, args);
  };
  const inside = () => getEventListeners(signal, "abort").length;
  // One that was added "once" and has fired needs no removal.
  const listeners = () => (signal.aborted ? inside() : Math.max(added.size, inside()));
  return { controller, listeners };
}
