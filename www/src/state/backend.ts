import { signal } from "@preact/signals";

/**
 * Where the backend is: "" for the page's own origin, or an absolute URL without its trailing
 * slash. It lives in the page's address (`?backend=`), so a static host needs no configuration
 * and a link leads to the same backend. The sign-in form always names a foreign backend, since
 * whoever made the link chose who gets the password.
 */
export const backend = signal(fromAddress());

export class BackendAddressError extends Error {}

/** Accepts what people type into the field; "" stands for the page's own origin. */
export function parseBackend(text: string): string {
  const typed = text.trim();
  if (typed === "") return "";
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new BackendAddressError(
      "The backend’s address must begin with https:// or http://, for example https://shop.example",
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new BackendAddressError("The backend’s address must be a plain origin or path.");
  }
  const address = (url.origin + url.pathname).replace(/\/+$/, "");
  return address === location.origin ? "" : address;
}

export function setBackend(text: string): void {
  const address = parseBackend(text);
  const url = new URL(location.href);
  if (address === "") url.searchParams.delete("backend");
  else url.searchParams.set("backend", address);
  history.replaceState(history.state, "", url);
  backend.value = address;
}

/** The backend as an origin, also when it is the page's own. */
export function backendOrigin(): string {
  return new URL(backend.value || "/", location.href).origin;
}

function fromAddress(): string {
  try {
    return parseBackend(new URLSearchParams(location.search).get("backend") ?? "");
  } catch {
    return "";
  }
}
