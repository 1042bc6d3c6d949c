import { signal } from "@preact/signals";
import Medusa, { type Admin } from "medusa-batch-jobs";
import { backend } from "./backend";
import { describeFailure, isUnauthorized } from "./failure";
import { forget, recall, remember } from "./memory";

export type Credentials =
  | { way: "session"; email: string; password: string }
  | { way: "token"; email: string; password: string }
  | { way: "key"; apiKey: string };

export interface User {
  readonly id: string;
  readonly email: string;
}

export type Session =
  | { phase: "starting" }
  | { phase: "unreachable"; message: string }
  | { phase: "signed-out" }
  | { phase: "signed-in"; user: User }
  /** The credential ran out: the page stays as it is and asks for a new one on top. */
  | { phase: "expired"; user: User };

export const session = signal<Session>({ phase: "starting" });

export class SignedOutError extends Error {
  override message = "You have signed out.";
}

// Tokens and keys live in this instance's memory only; a reload forgets them on purpose.
let client = newClient();
let waiting: { resume: () => void; refuse: (reason: Error) => void }[] = [];

function newClient(apiKey?: string): Medusa {
  return new Medusa({ baseUrl: backend.value, ...(apiKey === undefined ? {} : { apiKey }) });
}

/**
 * Every request of the page goes through here. When the session has run out in between, the
 * call waits until somebody has signed in again and is then made once more.
 */
export async function ask<T>(request: (admin: Admin) => Promise<T>): Promise<T> {
  const asked = client;
  try {
    return await request(asked.admin);
  } catch (error) {
    const now = session.value;
    if (!isUnauthorized(error) || (now.phase !== "signed-in" && now.phase !== "expired")) {
      throw error;
    }
    // A refusal of the session before says nothing about the one that has followed it.
    if (asked === client) {
      session.value = { phase: "expired", user: now.user };
      await new Promise<void>((resume, refuse) => waiting.push({ resume, refuse }));
    }
    return request(client.admin);
  }
}

/**
 * Resumes the session of an earlier visit. Without a sign that there is one nothing is asked:
 * a first visit should not begin with a refused request.
 */
export async function startSession(): Promise<void> {
  if (recall("signed-in") === undefined) {
    session.value = { phase: "signed-out" };
    return;
  }
  session.value = { phase: "starting" };
  client = newClient();
  try {
    session.value = { phase: "signed-in", user: await currentUser(client) };
  } catch (error) {
    if (isUnauthorized(error)) endSession();
    else session.value = { phase: "unreachable", message: describeFailure(error) };
  }
}

export async function signIn(credentials: Credentials): Promise<void> {
  const next = newClient(credentials.way === "key" ? credentials.apiKey : undefined);
  const user = await authenticate(next, credentials);
  client = next;
  if (credentials.way === "session") remember("signed-in", "session");
  else forget("signed-in");
  const previous = session.value;
  session.value = { phase: "signed-in", user };
  const sameUser = previous.phase === "expired" && previous.user.id === user.id;
  settleWaiting(sameUser ? undefined : new SignedOutError());
}

/** Asks who it is in every case: over plain http a login can succeed without leaving a cookie. */
async function authenticate(next: Medusa, credentials: Credentials): Promise<User> {
  if (credentials.way !== "key") {
    const { way, email, password } = credentials;
    if (way === "session") await next.admin.auth.createSession({ email, password });
    else await next.admin.auth.getToken({ email, password });
  }
  return currentUser(next);
}

async function currentUser(of: Medusa): Promise<User> {
  // The server's user holds the API token too; nothing beyond these two is kept.
  const { user } = await of.admin.auth.getSession();
  return { id: user.id, email: user.email };
}

/** Rejects when the backend could not be told: the cookie would still be valid. */
export async function signOut(): Promise<void> {
  if (session.value.phase === "signed-in" && recall("signed-in") !== undefined) {
    await client.admin.auth.deleteSession().catch((error: unknown) => {
      if (!isUnauthorized(error)) throw error;
    });
  }
  endSession();
}

export function endSession(): void {
  forget("signed-in");
  client = newClient();
  session.value = { phase: "signed-out" };
  settleWaiting(new SignedOutError());
}

function settleWaiting(refusal: Error | undefined): void {
  const settled = waiting;
  waiting = [];
  for (const call of settled) {
    if (refusal) call.refuse(refusal);
    else call.resume();
  }
}
