/** One cell of the table: a method, a scenario, a server of its own, and what came of it. */
import { setTimeout as pause } from "node:timers/promises";
import { Backend } from "./backend.ts";
import { type Expectation, expectation, type Runtime } from "./expectation.ts";
import type { Request } from "./http.ts";
import { isCall, type Method } from "./methods.ts";
import { type Refusals, watchRefusals } from "./refusals.ts";
import type { Scenario } from "./scenarios.ts";
import { FaultServer } from "./server.ts";
import type { Ended, Target } from "./target.ts";

/** What can be said of a call after its end, by the client and by the servers. */
export interface Observation {
  ended: Ended;
  expected: Expectation;
  backend: Backend;
  /** Origins of the server and of the one that redirects lead to. */
  origin: string;
  elsewhere: string;
  /** What the server saw of the call itself, and other requests of it. */
  requests: readonly Request[];
  lookups: readonly Request[];
  strays: readonly Request[];
  refusals: number;
  isQuiet: boolean;
  /** Why a healthy call afterwards failed. */
  afterwards?: unknown;
}

/** For a healthy call. */
const PATIENCE_MS = 10_000;
/** Within this the server hears that the client has gone. */
const QUIET_MS = 1_000;

export async function observe(
  target: Target,
  runtime: Runtime,
  method: Method,
  scenario: Scenario,
): Promise<Observation> {
  const expected = expectation(method, scenario, runtime);
  const { backend, server, elsewhere, refusals, close } = await open(method, scenario);
  try {
    const { atMostMs } = expected;
    const { abortAfterMs } = scenario;
    const abort = abortAfterMs && server.firstRequest.then(() => pause(abortAfterMs));
    const ask = { method, scenario, baseUrl: server.url, atMostMs, ...(abort && { abort }) };
    const ended = await target.call(ask);
    const isQuiet = await server.isQuiet(QUIET_MS);
    const requests = [...server.requests];
    const seen: Observation = {
      ended,
      expected,
      backend,
      origin: server.url,
      elsewhere: elsewhere.url,
      requests: requests.filter((request) => isCall(method, request)),
      lookups: requests.filter((request) => !isCall(method, request)),
      strays: [...elsewhere.requests],
      refusals: refusals?.count ?? 0,
      isQuiet,
    };
    server.recover();
    if (!server.isListening) await server.listen(server.port);
    const afterwards = await Promise.race([
      ended.again().then(
        () => undefined,
        (error: unknown) => error,
      ),
      pause(PATIENCE_MS, "still pending", { ref: false }),
    ]);
    return { ...seen, ...(afterwards !== undefined && { afterwards }) };
  } finally {
    await close();
  }
}

async function open(method: Method, scenario: Scenario) {
  const backend = new Backend();
  const nowhere = { here: method.path, elsewhere: "" };
  const elsewhere = new FaultServer(new Backend(), {
    faults: [],
    isAbout: () => false,
    places: nowhere,
  });
  await elsewhere.listen();
  const server = new FaultServer(backend, {
    faults: scenario.faults,
    isAbout: (request) => isCall(method, request),
    places: { here: method.path, elsewhere: elsewhere.url },
  });
  let refusals: Refusals | undefined;
  const close = async () => {
    refusals?.stop();
    await Promise.all([server.close(), elsewhere.close()]);
  };
  try {
    if (scenario.refusals === undefined) await server.listen();
    else {
      const { port } = await server.reserve();
      const isEnough = (count: number) => count === scenario.refusals;
      refusals = watchRefusals(port, (count) => {
        if (isEnough(count)) void server.listen(port);
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { backend, server, elsewhere, refusals, close };
}
