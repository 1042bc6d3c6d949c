/** The browser's storage for the few things worth keeping; it may be forbidden, and then nothing is kept. */
const prefix = "batch-jobs:";

export type Memory = "signed-in" | "theme";

export function recall(key: Memory): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: Memory, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // Private modes refuse storage; the page works without.
  }
}

export function forget(key: Memory): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // As above.
  }
}
