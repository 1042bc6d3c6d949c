/** What is done to a request: 20 % of all requests meet one of these faults, all equally often. */
import { randomOf } from "./random.ts";

export const FAULT_SHARE = 0.2;

export const FAULTS = [
  /** Nobody listens: known not to have reached the backend. */
  "refused",
  /** The connection is reset, and the backend has seen nothing of the request. */
  "reset before",
  /** The backend has done the work; its answer is lost in a reset. */
  "reset after",
  /** Half of the announced length, then the end of the connection. */
  "cut by length",
  /** Half of the body in chunks, and no last chunk. */
  "cut in chunks",
  /** A whole HTTP message with half of the JSON. */
  "half of the JSON",
  /** From in front of the backend, which has seen nothing. */
  "503 before",
  /** Instead of the answer of a backend that has done the work. */
  "503 after",
  "429, Retry-After 0",
  "429, Retry-After 1",
  /** The backend has done the work; the answer never comes. */
  "stall",
  /** Slow in both directions, and nothing else. */
  "latency",
] as const;

export type Fault = (typeof FAULTS)[number];

/** These leave no doubt whether the backend has done the work. */
export const UNDOUBTED: readonly Fault[] = [
  "refused",
  "429, Retry-After 0",
  "429, Retry-After 1",
  "latency",
];

/** The fault of the nth request of a call, from these: the same in every run with the seed. */
export function faultOf(
  seed: number,
  call: string,
  nth: number,
  faults: readonly Fault[] = FAULTS,
): Fault | undefined {
  const random = randomOf(`${seed} ${call} ${nth}`);
  if (random() >= FAULT_SHARE) return undefined;
  return faults[Math.floor(random() * faults.length)];
}
