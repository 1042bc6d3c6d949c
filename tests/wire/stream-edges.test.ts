/** Streams that nobody reads any longer are told to close: those of uploads, and those of answers. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import Medusa, {
  type Config,
  isMedusaResponseError,
  isMedusaTimeoutError,
  type RequestOptions,
  type UploadContent,
} from "medusa-batch-jobs";
import { rejection } from "./outcome.ts";

const STEP_MS = 10;
const LIMIT_MS = 100;

type CustomFetch = NonNullable<Config["fetch"]>;

function clientOf(fetch: unknown, config: Config = {}): Medusa {
  return new Medusa({
    baseUrl: "http://localhost",
    maxRetries: 0,
    ...config,
    fetch: fetch as CustomFetch,
  });
}

/** How often a source was asked for more, and whether it was told to close. */
class Watched {
  pulls = 0;
  isClosed = false;

  /** Goes on for ever, a chunk each step; a step that is pending can't be interrupted. */
  async *generator(): AsyncGenerator<string> {
    try {
      for (;;) {
        this.pulls += 1;
        await pause(STEP_MS);
        yield "a,b\n";
      }
    } finally {
      this.isClosed = true;
    }
  }

  webStream(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      pull: async (controller) => {
        this.pulls += 1;
        await pause(STEP_MS);
        if (!this.isClosed) controller.enqueue(new Uint8Array(10));
      },
      cancel: () => {
        this.isClosed = true;
      },
    });
  }

  /** Gives nothing at all. */
  stalled(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      cancel: () => {
        this.isClosed = true;
      },
    });
  }

  async isBeingRead(): Promise<void> {
    while (this.pulls < 3) await pause(STEP_MS / 2);
  }

  /** Once the pending step is over nothing more is asked for. */
  async rests(): Promise<void> {
    const before = this.pulls;
    await pause(10 * STEP_MS);
    assert.ok(this.isClosed, "not closed");
    assert.ok(this.pulls <= before + 1, `${this.pulls - before} more pulls`);
  }
}

const unsent = () => assert.fail("sent");

const upload = (medusa: Medusa, content: UploadContent, options: RequestOptions = {}) =>
  rejection(() => medusa.admin.uploads.create({ name: "a.csv", content }, undefined, options));

describe("a stream to upload", () => {
  for (const kind of ["generator", "webStream"] as const) {
    it(`is closed when its caller aborts while it is read: ${kind}`, async () => {
      const source = new Watched();
      const controller = new AbortController();
      void source.isBeingRead().then(() => controller.abort("enough"));
      const { signal } = controller;
      assert.equal(await upload(clientOf(unsent), source[kind](), { signal }), "enough");
      await source.rests();
    });
  }

  it("is cancelled when it gives nothing for as long as the limit", async () => {
    const source = new Watched();
    const error = await upload(clientOf(unsent, { timeoutMs: LIMIT_MS }), source.stalled());
    assert.ok(isMedusaTimeoutError(error), String(error));
    await source.rests();
  });

  it("whose step takes longer than the limit is closed once that step is over", async () => {
    let isClosed = false;
    let steps = 0;
    async function* slow() {
      try {
        for (;;) {
          steps += 1;
          await pause(2 * LIMIT_MS);
          yield "a,b\n";
        }
      } finally {
        isClosed = true;
      }
    }
    const error = await upload(clientOf(unsent, { timeoutMs: LIMIT_MS }), slow());
    assert.ok(isMedusaTimeoutError(error), String(error));
    assert.equal(isClosed, false);
    await pause(2 * LIMIT_MS);
    assert.equal(isClosed, true);
    assert.equal(steps, 1);
  });

  it("is closed when it gives what is no chunk", async () => {
    const source = new Watched();
    const content = {
      async *[Symbol.asyncIterator]() {
        for await (const _ of source.generator()) yield 7;
      },
    };
    await upload(clientOf(unsent), content as unknown as UploadContent);
    await source.rests();
  });
});

describe("the stream of an answer", () => {
  it("is cancelled at the time limit, though fetch ignores its signal", async () => {
    const source = new Watched();
    const medusa = clientOf(async () => new Response(source.webStream()), { timeoutMs: LIMIT_MS });
    const error = await rejection(() => medusa.admin.batchJobs.list());
    assert.ok(isMedusaTimeoutError(error), String(error));
    await source.rests();
  });

  it("is cancelled when the caller aborts, though fetch ignores its signal", async () => {
    const source = new Watched();
    const medusa = clientOf(async () => new Response(source.webStream()));
    const controller = new AbortController();
    void source.isBeingRead().then(() => controller.abort("enough"));
    const { signal } = controller;
    assert.equal(await rejection(() => medusa.admin.batchJobs.list({}, {}, { signal })), "enough");
    await source.rests();
  });

  it("that comes when the call is over is told to no hook", async () => {
    let answers = 0;
    const note = () => {
      answers += 1;
    };
    const late = async () => {
      await pause(2 * LIMIT_MS);
      return Response.json({ batch_jobs: [] });
    };
    const config = { timeoutMs: LIMIT_MS, onResponse: note, logger: { info: note } };
    const error = await rejection(() => clientOf(late, config).admin.batchJobs.list());
    assert.ok(isMedusaTimeoutError(error), String(error));
    await pause(2 * LIMIT_MS);
    assert.equal(answers, 0);
  });

  it("of node-fetch, which is one of Node's, is left when maxResponseBytes is passed", async () => {
    let given = 0;
    const lines = function* () {
      for (; given < 1_000; given += 1) yield Buffer.alloc(1_000, " ");
    };
    const body = Readable.from(lines());
    const medusa = clientOf(
      async () => ({
        status: 200,
        headers: new Headers(),
        body,
        text: async () => Buffer.concat((await body.toArray()) as Buffer[]).toString(),
      }),
      { maxResponseBytes: 1_000 },
    );
    const error = await rejection(() => medusa.admin.batchJobs.list());
    assert.ok(isMedusaResponseError(error), String(error));
    assert.match(error.message, /maxResponseBytes/);
    // Node reads some chunks ahead.
    assert.ok(given < 100, `${given} chunks were read`);
    await pause(20);
    assert.ok(body.destroyed);
  });
});
