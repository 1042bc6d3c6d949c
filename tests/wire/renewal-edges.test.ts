/** `onAuthExpired` at its edges: hooks that are refused themselves, callers who leave, slow sign-ins. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import Medusa, { type Config, isMedusaApiError } from "medusa-batch-jobs";
import { plausibleAnswer } from "./envelopes.ts";
import { clientOf, rejection, settled } from "./outcome.ts";
import { type RecordedRequest, Recorder } from "./recorder.ts";

/** What a call inside a hook or a call begun during one may take. */
const LIMIT_MS = 150;

const is401 = (error: unknown) => {
  assert.ok(isMedusaApiError(error), String(error));
  assert.equal(error.status, 401);
};

/** A promise that others settle. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe("onAuthExpired, at its edges", () => {
  let recorder: Recorder;
  let isSignedIn = false;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => {
    isSignedIn = false;
    recorder.reset().always((request, response) => {
      const { status = 200, body } = isSignedIn ? plausibleAnswer(request) : { status: 401 };
      response.statusCode = status;
      response.end(JSON.stringify(body ?? "Unauthorized"));
    });
  });

  const jobs = (medusa: Medusa) => medusa.admin.batchJobs;

  /** Resolves when the server has had so many requests. */
  async function requested(count: number): Promise<RecordedRequest[]> {
    while (recorder.requests.length < count) await pause(2);
    return recorder.requests;
  }

  function renewing(onAuthExpired: (client: Medusa) => unknown, config: Config = {}) {
    let hooks = 0;
    const medusa = clientOf(recorder, {
      timeoutMs: LIMIT_MS,
      onAuthExpired: (client) => {
        hooks += 1;
        return onAuthExpired(client);
      },
      ...config,
    });
    return { medusa, hooks: () => hooks };
  }

  it("a hook may make two calls that are answered 401 themselves", async () => {
    const inner: unknown[] = [];
    const { medusa, hooks } = renewing(async (client) => {
      inner.push(await rejection(() => jobs(client).list()));
      inner.push(await rejection(() => jobs(client).retrieve("x")));
    });
    is401(await rejection(() => jobs(medusa).list(), 5_000));
    assert.equal(inner.length, 2);
    for (const error of inner) is401(error);
    assert.equal(hooks(), 1);
  });

  it("a call that began during a renewal and gave up leaves the hook's calls as they were", async () => {
    const { opened, open } = gate();
    const inner: unknown[] = [];
    const { medusa, hooks } = renewing(async (client) => {
      await opened;
      inner.push(await rejection(() => jobs(client).list()));
      isSignedIn = true;
    });
    const outer = jobs(medusa).list();
    await requested(1);
    // The hook runs once the 401 is there; a call of now is one that begins during it.
    while (hooks() === 0) await pause(2);
    is401(await rejection(() => jobs(medusa).retrieve("late"), 5_000));
    open();
    assert.equal((await settled(outer, 5_000)).count, 1);
    assert.equal(inner.length, 1);
    is401(inner[0]);
    assert.equal(hooks(), 1);
  });

  it("a call sent before a renewal whose caller left is sent again without another", async () => {
    const slow = gate();
    recorder.answer(
      (_, response) => {
        void slow.opened.then(() => {
          response.statusCode = 401;
          response.end();
        });
      },
      { status: 401, body: "Unauthorized" },
    );
    const signIn = gate();
    const { medusa, hooks } = renewing(
      async () => {
        await signIn.opened;
        isSignedIn = true;
      },
      { timeoutMs: 5_000 },
    );
    const before = jobs(medusa).retrieve("slow");
    await requested(1);
    const controller = new AbortController();
    const first = rejection(() => jobs(medusa).list({}, {}, { signal: controller.signal }));
    while (hooks() === 0) await pause(2);
    controller.abort("enough");
    assert.equal(await first, "enough");
    signIn.open();
    // The renewal is over when its microtasks are.
    await pause(20);
    slow.open();
    assert.ok((await settled(before)).batch_job.id);
    assert.equal(hooks(), 1);
    const sent = recorder.requests.map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(sent, ["slow", "batch-jobs", "slow"]);
  });

  it("after a caller left during a renewal, the next sign-in may be slow again", async () => {
    let signInMs = 20;
    const { medusa, hooks } = renewing(async () => {
      await pause(signInMs);
      isSignedIn = true;
    });
    const controller = new AbortController();
    const first = rejection(() => jobs(medusa).list({}, {}, { signal: controller.signal }));
    while (hooks() === 0) await pause(2);
    controller.abort("enough");
    assert.equal(await first, "enough");
    while (!isSignedIn) await pause(2);
    await pause(20);
    isSignedIn = false;
    signInMs = 4 * LIMIT_MS;
    assert.equal((await settled(jobs(medusa).list())).count, 1);
    assert.equal(hooks(), 2);
  });

  it("30 calls that a mock refuses within microtasks cause one sign-in", async () => {
    // Any spread of delays will do; this one is the same in each run.
    let state = 1;
    const ticks = (most: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % most;
    };
    const passing = async (most: number) => {
      for (let left = ticks(most); left > 0; left -= 1) await undefined;
    };
    for (let round = 0; round < 100; round += 1) {
      let isNew = false;
      let hooks = 0;
      const fetch = async () => {
        const wasNew = isNew;
        await passing(40);
        return {
          status: wasNew ? 200 : 401,
          headers: {},
          json: async () => (wasNew ? { batch_jobs: [] } : {}),
        };
      };
      const medusa = new Medusa({
        baseUrl: "http://localhost",
        fetch: fetch as unknown as NonNullable<Config["fetch"]>,
        maxRetries: 0,
        onAuthExpired: async () => {
          hooks += 1;
          await passing(20);
          isNew = true;
        },
      });
      await settled(Promise.all(Array.from({ length: 30 }, () => jobs(medusa).list())));
      assert.equal(hooks, 1, `round ${round}`);
    }
  });
});
