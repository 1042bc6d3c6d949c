import { signal } from "@preact/signals";
import { groups, type StatusGroup } from "../job/status";

/** What the address after `#` says: reload, back and a copied link lead to the same view. */
export interface Route {
  readonly group: StatusGroup | "all";
}

export const route = signal<Route>(parseRoute(location.hash));

addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
});

export function parseRoute(hash: string): Route {
  const query = new URLSearchParams(hash.slice(hash.indexOf("?") + 1));
  const asked = query.get("status");
  return { group: groups.find((group) => group === asked) ?? "all" };
}

export function routeHash(to: Route): string {
  return to.group === "all" ? "#/jobs" : `#/jobs?status=${to.group}`;
}
