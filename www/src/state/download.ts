import { backendOrigin } from "./backend";

/**
 * Saves what a presigned URL points to. The URL is the whole permission: nothing of ours goes
 * with it, neither cookie nor header nor referrer.
 *
 * From the page's and the backend's own origins the file is fetched, so that a file that is gone
 * is said in words. Elsewhere (a bucket without CORS) only the browser's own download works.
 */
export async function saveFile(url: string, name: string): Promise<void> {
  const target = new URL(url, `${backendOrigin()}/`);
  if (target.protocol !== "https:" && target.protocol !== "http:") {
    throw new Error("The backend’s download address is not a web address.");
  }
  if (target.origin !== location.origin && target.origin !== backendOrigin()) {
    follow(target.href, name);
    return;
  }
  const response = await fetch(target, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).catch(() => undefined);
  if (!response) {
    if (target.origin === location.origin) throw new Error("The backend can’t be reached.");
    // Its files are served without CORS.
    follow(target.href, name);
    return;
  }
  if (!response.ok) {
    throw new Error(
      response.status === 404 || response.status === 403
        ? "The file is no longer available."
        : `The file could not be downloaded (status ${response.status}).`,
    );
  }
  const object = URL.createObjectURL(await response.blob());
  follow(object, name);
  // The browser reads the object after the click has returned; there is no event for its end.
  setTimeout(() => URL.revokeObjectURL(object), 60_000);
}

function follow(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.rel = "noreferrer";
  // Should the host answer with a page instead of a file, this one stays.
  link.target = "_blank";
  link.click();
}
