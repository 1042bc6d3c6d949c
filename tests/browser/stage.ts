import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { startPageServer } from "../backend/page-server.ts";
import { type Backend, startBackend } from "../backend/start.ts";
import { Relay } from "./relay.ts";

export interface Stage {
  readonly backend: Backend;
  /** The built page under its real policy, the backend behind it on the same origin. */
  readonly page: string;
  /** The same page once more, with a backend that `relay` can take away. */
  readonly shakyPage: string;
  readonly relay: Relay;
  readonly browser: Browser;
}

export const builtPage = fileURLToPath(new URL("../../www/dist", import.meta.url));
export const builtPackage = fileURLToPath(new URL("../../pkg/dist", import.meta.url));

/** Everything the browser tests need, all of it real, on free ports. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  if (!existsSync(builtPage)) throw new Error(`${builtPage} is missing: run npm run build in www.`);
  const stops: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0)) await stop();
  };
  try {
    const backend = await startBackend({ page: builtPage });
    stops.unshift(() => backend.stop());
    const relay = await Relay.to(backend.url);
    stops.unshift(() => relay.stop());
    const shaky = await startPageServer({ backendUrl: relay.url, root: builtPage });
    stops.unshift(() => shaky.stop());
    const browser = await launchBrowser();
    stops.unshift(() => browser.close());
    if (backend.page === undefined) throw new Error("The backend serves no page.");
    return { backend, page: backend.page, shakyPage: shaky.url, relay, browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The system's Chromium; its sandbox refuses to run as root, which containers do. */
async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumOfTheSystem(),
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function chromiumOfTheSystem(): string {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "chromium"))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error("The browser tests need chromium in PATH.");
  return found;
}
