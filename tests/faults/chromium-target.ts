/**
 * This package in Chromium: pages that each make one call at a time, so that what is left behind is
 * known.
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { type StaticHost, startStaticHost } from "../browser/static-host.ts";
import { ABORT_REASON, API_KEY, type Ask, type Ended, MAX_RETRIES, type Target } from "./target.ts";

const builtPackage = fileURLToPath(new URL("../../pkg/dist", import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src http://127.0.0.1:*";

/** What a page is told of a call. */
interface Told {
  group: string;
  member: string;
  args: readonly unknown[];
  options: Record<string, unknown>;
  config: Record<string, unknown>;
  patienceMs: number;
}

type Result = Record<string, unknown>;

interface PageMedusa {
  admin: Record<string, Record<string, (...args: unknown[]) => Promise<Result>>>;
}

declare global {
  /** Of the page. */
  var timersLeft: Set<number>;
  var realSetTimeout: (run: () => void, ms: number) => number;
  var called: PageMedusa;
  var caller: AbortController;
}

/** More than any call may take. */
const GRACE_MS = 15_000;

export interface ChromiumTarget extends Target {
  close(): Promise<void>;
}

export async function openChromium(pages: number): Promise<ChromiumTarget> {
  const stops: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0)) await stop();
  };
  try {
    const host = await startStaticHost(builtPackage, POLICY);
    stops.unshift(() => host.stop());
    const browser = await launch();
    stops.unshift(() => browser.close());
    const idle = await Promise.all(Array.from({ length: pages }, () => openPage(browser, host)));
    const waiting: ((page: Page) => void)[] = [];
    const take = async () => idle.pop() ?? new Promise<Page>((resolve) => waiting.push(resolve));
    const give = (page: Page) => {
      const next = waiting.shift();
      if (next) next(page);
      else idle.push(page);
    };
    return { close, call: (ask) => callIn(take, give, ask) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The system's Chromium; its sandbox refuses to run as root, which containers do. */
async function launch(): Promise<Browser> {
  const executablePath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "chromium"))
    .find((file) => existsSync(file));
  if (executablePath === undefined) throw new Error("The browser tests need chromium in PATH.");
  const args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
  args.push("--disable-background-networking", "--disable-component-update");
  return await chromium.launch({ executablePath, chromiumSandbox: false, args });
}

async function openPage(browser: Browser, host: StaticHost): Promise<Page> {
  const page = await browser.newPage();
  // tsx names functions by this, also those that are handed to the page.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(bookTimers);
  await page.goto(`${host.url}/blank`);
  return page;
}

/** Every timer of the page is booked until it fires or is cleared. */
function bookTimers(): void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const left = new Set<number>();
  const booking = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const timer = Number(
      set(() => {
        left.delete(timer);
        run(...args);
      }, ms),
    );
    left.add(timer);
    return timer;
  };
  Object.assign(globalThis, {
    timersLeft: left,
    realSetTimeout: set,
    setTimeout: booking,
    clearTimeout: (timer?: number) => {
      if (timer !== undefined) left.delete(timer);
      clear(timer);
    },
  });
}

async function callIn(
  take: () => Promise<Page>,
  give: (page: Page) => void,
  { method, scenario, baseUrl, atMostMs, abort }: Ask,
): Promise<Ended> {
  const page = await take();
  const { group, member, args, options = {} } = method;
  const { timeoutMs } = scenario;
  const config = { baseUrl, apiKey: API_KEY, maxRetries: MAX_RETRIES, timeoutMs };
  const told: Told = { group, member, args, options, config, patienceMs: atMostMs + GRACE_MS };
  void abort?.then(() => page.evaluate((reason) => globalThis.caller.abort(reason), ABORT_REASON));
  const how = await page.evaluate(callInPage, told).catch((error: unknown) => {
    give(page);
    throw error;
  });
  const again = async () => {
    try {
      await page.evaluate(
        async () => void (await globalThis.called.admin["batchJobs"]?.["list"]?.()),
      );
    } finally {
      give(page);
    }
  };
  return { ...how, again };
}

/** Runs in the page. */
async function callInPage(told: Told): Promise<Omit<Ended, "again">> {
  const { Medusa } = await import(`${location.origin}/index.js`);
  // Its start is not what is measured.
  await Medusa.ready();
  globalThis.called = new Medusa(told.config) as PageMedusa;
  globalThis.caller = new AbortController();
  const { signal } = globalThis.caller;
  const listeners = new Set<unknown>();
  const { addEventListener: add, removeEventListener: remove } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    listeners.add(args[1]);
    Reflect.apply(add, signal, args);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    listeners.delete(args[1]);
    Reflect.apply(remove, signal, args);
  };
  const later = (ms: number) =>
    new Promise((resolve) => globalThis.realSetTimeout(() => resolve(0), ms));
  const began = performance.now();
  const resource = globalThis.called.admin[told.group] ?? {};
  const call = resource[told.member]?.(...told.args, undefined, { ...told.options, signal });
  const ended = call?.then(
    ({ response, ...value }): Pick<Ended, "kind" | "value" | "attempts"> => ({
      kind: "result",
      value,
      attempts: Number(Object(response).attempts),
    }),
    (error): Pick<Ended, "kind" | "error" | "attempts"> => {
      if (!(error instanceof Error)) return { kind: "reason", error: { message: error } };
      // Through JSON, as only that leaves the page.
      const fields = JSON.parse(JSON.stringify({ ...error }));
      const { name, message } = error;
      return { kind: "error", error: { ...fields, name, message }, attempts: fields.attempts };
    },
  );
  const how = await Promise.race([
    ended,
    later(told.patienceMs).then(() => ({ kind: "pending" as const })),
  ]);
  const ms = performance.now() - began;
  await later(0);
  const left = { timersLeft: globalThis.timersLeft.size, listenersLeft: listeners.size };
  return { kind: "pending", ...how, ms, ...left };
}
