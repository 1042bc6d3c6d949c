/**
 * Runs the backend, the page server, or both, until standard input closes, so that nothing is left running when the
 * process that started it is gone.
 */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { runBackend } from "./backend.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import type { FailureLine, ReadyLine } from "./ready-line.ts";
import { users } from "./users.ts";

const usage = `Usage: node --import tsx main.ts [options]

Runs a real Medusa with real products. Prints one line of JSON when it is ready; ends when its standard input closes
(give it a pipe) and on SIGINT, SIGTERM and SIGHUP. The log goes to standard error.

  --products N     how many products to seed (30)
  --data-dir DIR   keep the data there and use it again (a temporary directory)
  --port N         the port of the backend (any free one)
  --page DIR       also serve the built page in DIR, with the backend behind it on the same origin
  --page-port N    the port of the page (any free one)
  --backend URL    start no backend, put the page before this one
  --quiet          no log
  --help           this text
`;

const options = {
  products: { type: "string", default: "30" },
  "data-dir": { type: "string" },
  port: { type: "string", default: "0" },
  page: { type: "string" },
  "page-port": { type: "string", default: "0" },
  backend: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
type Stop = () => Promise<void>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const end = endOfParent();
  const stops: Stop[] = [];
  try {
    await run(values, end, stops);
  } catch (error) {
    if (!end.aborted) report(error, values.quiet);
  } finally {
    for (const stop of stops.reverse()) await stop();
    process.stdin.destroy();
  }
}

async function run(values: Values, end: AbortSignal, stops: Stop[]): Promise<void> {
  // Download links carry the address of the page, so that the page is served before its backend has an address.
  let announce: (url: string) => void = () => {};
  const backendUrl = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const page = await startPage(values, backendUrl);
  if (page !== undefined) stops.push(page.stop);
  const pageUrl = page === undefined ? {} : { page: page.url };
  if (values.backend !== undefined) {
    announce(values.backend);
    print({ url: values.backend, ...pageUrl });
    return await aborted(end);
  }
  const backend = await runBackend({
    products: wholeNumber("products", values.products),
    dataDir: values["data-dir"],
    port: wholeNumber("port", values.port),
    publicUrl: page?.url,
    signal: end,
    log: logger(values.quiet),
  });
  stops.push(backend.stop);
  announce(backend.url);
  print({ url: backend.url, databaseUrl: backend.databaseUrl, ...credentials(), ...pageUrl });
  const failure = await Promise.race([backend.failed, aborted(end)]);
  if (typeof failure === "string") throw new Error(failure);
}

async function startPage(
  values: Values,
  backendUrl: Promise<string>,
): Promise<PageServer | undefined> {
  if (values.page === undefined) return undefined;
  const port = wholeNumber("page-port", values["page-port"]);
  return await startPageServer({ root: values.page, backendUrl, port });
}

function credentials(): Omit<ReadyLine, "url"> {
  const [admin, other] = users;
  return {
    admin: { email: admin.email, password: admin.password },
    other: { email: other.email, password: other.password },
    apiToken: admin.apiToken,
    otherApiToken: other.apiToken,
  };
}

function logger(quiet: boolean): (line: string) => void {
  return quiet ? () => {} : (line) => void process.stderr.write(`${line}\n`);
}

function report(error: unknown, quiet: boolean): void {
  const message = error instanceof Error ? error.message : String(error);
  process.exitCode = 1;
  print({ error: message });
  logger(quiet)(message);
}

function print(line: ReadyLine | FailureLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function wholeNumber(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${option} must be a whole number, not ${JSON.stringify(text)}`);
}

/** Aborts when standard input closes or a signal asks to stop. */
function endOfParent(): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  process.stdin.once("close", end).once("end", end).once("error", end).resume();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  return controller.signal;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

await main();
