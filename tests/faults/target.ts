/** A client in the runtime it runs in, as a cell sees it. */
import type { Method } from "./methods.ts";
import type { Scenario } from "./scenarios.ts";

export const API_KEY = "sk_test_of_the_admin";
export const ABORT_REASON = "changed my mind";
export const MAX_RETRIES = 2;

export interface Ask {
  method: Method;
  scenario: Scenario;
  baseUrl: string;
  /** What a call waits for at most, as ours makes it. */
  atMostMs: number;
  /** When the caller's signal is to end the call. */
  abort?: Promise<void>;
}

/** How a call has ended. */
export interface Ended {
  kind: "result" | "error" | "reason" | "pending";
  /** The result without its `response`. */
  value?: Record<string, unknown>;
  attempts?: number;
  /** The error's name, message and own fields. */
  error?: Record<string, unknown>;
  ms: number;
  timersLeft: number;
  listenersLeft: number;
  /** Calls once more with the same client. */
  again(): Promise<unknown>;
}

export interface Target {
  /** Makes the call and waits for its end, but not for ever. */
  call(ask: Ask): Promise<Ended>;
}

type Result = Record<string, unknown>;

/** As much of a client as a cell needs; medusa-js has the same. */
export interface AnyClient {
  admin: Record<string, Record<string, (...args: unknown[]) => Promise<Result>>>;
}

export type Constructor = new (config: Record<string, unknown>) => AnyClient;

/** The call of a method, with what follows its own arguments. */
export async function callOf(medusa: AnyClient, method: Method, more: unknown[]): Promise<Result> {
  const resource = medusa.admin[method.group];
  const call = resource?.[method.member];
  if (call === undefined) throw new Error(`There is no ${method.name}.`);
  return await call.apply(resource, [...method.args, ...more]);
}
