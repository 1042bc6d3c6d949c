/** Everything that a program could print of a value, and the search for a secret in it. */
import assert from "node:assert/strict";
import { inspect } from "node:util";

/** Texts of a value as loggers, consoles and crash reporters make them. */
export function shown(value: unknown): string {
  const texts: string[] = [];
  for (let at: unknown = value, depth = 0; at !== undefined && depth < 10; depth += 1) {
    texts.push(
      attempt(() => String(at)),
      attempt(() => (at as Error).stack ?? ""),
      attempt(() => JSON.stringify(at) ?? ""),
      attempt(() => JSON.stringify(at, ownNames(at)) ?? ""),
      attempt(() => JSON.stringify({ ...(at as object) })),
      attempt(() => inspect(at, { depth: Number.POSITIVE_INFINITY, showHidden: true })),
      attempt(() => inspect(at, { depth: Number.POSITIVE_INFINITY, getters: true })),
    );
    at = attempt(() => (at as Error).cause);
  }
  return texts.join("\n");
}

function attempt<T>(make: () => T): T | "" {
  try {
    return make();
  } catch {
    // Text that can't be made shows nothing.
    return "";
  }
}

function ownNames(value: unknown): string[] {
  return value !== null && typeof value === "object" ? Object.getOwnPropertyNames(value) : [];
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#39;",
  "<": "&lt;",
  ">": "&gt;",
};

/** The spellings in which a text travels: as it is, in JSON, in HTML, in a URL. */
export function spellings(secret: string): string[] {
  return [
    ...new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      secret.replace(/[&"'<>]/g, (c) => ENTITIES[c] ?? c),
      encodeURIComponent(secret),
    ]),
  ];
}

/** Fails when a text holds a secret in any spelling, and says where. */
export function assertHidden(text: string, secret: string, what = "a secret"): void {
  for (const spelling of spellings(secret)) {
    const at = text.indexOf(spelling);
    if (at < 0) continue;
    const around = text.slice(Math.max(0, at - 100), at + spelling.length + 60);
    assert.fail(`${what} ${JSON.stringify(secret)} shows: …${around}…`);
  }
}
