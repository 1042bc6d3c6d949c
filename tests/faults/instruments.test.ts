/** That what the table is measured with can see what it looks for. */
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Backend } from "./backend.ts";
import { cut, type Fault, reset, slow, stall } from "./behaviours.ts";
import { keepTimerLedger, Ledger, watchedSignal, within } from "./ledger.ts";
import { watchRefusals } from "./refusals.ts";
import { FaultServer } from "./server.ts";

const REQUEST = "GET /admin/auth HTTP/1.1\r\nhost: test\r\n\r\n";

interface Heard {
  bytes: Buffer;
  pieces: number;
  code?: string;
}

/**
 * What a socket hears that sends one request, until the connection ends or nothing comes for a
 * while.
 */
async function ask(server: FaultServer, request = REQUEST, quietMs = 150): Promise<Heard> {
  const heard: Heard = { bytes: Buffer.alloc(0), pieces: 0 };
  const socket = net.connect(server.port, "127.0.0.1", () => socket.write(request));
  socket.setTimeout(quietMs, () => socket.destroy());
  socket.on("data", (bytes) => {
    heard.bytes = Buffer.concat([heard.bytes, bytes]);
    heard.pieces += 1;
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    heard.code = error.code ?? "";
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return heard;
}

async function playing(fault: Fault, request?: string): Promise<Heard & { server: FaultServer }> {
  const script = { faults: [fault], isAbout: () => true, places: { here: "", elsewhere: "" } };
  const server = await new FaultServer(new Backend(), script).listen();
  try {
    return { ...(await ask(server, request)), server };
  } finally {
    await server.close();
  }
}

describe("the fault server", () => {
  it("sends single bytes in many pieces, and all of them", async () => {
    const { bytes, pieces } = await playing(slow.bytewise);
    assert.ok(pieces > 50, String(pieces));
    assert.match(bytes.toString(), /^HTTP\/1\.1 200 .*Grüße aus 東京 🎉"}}$/s);
  });

  it("resets a connection before the head, within it, and within the body", async () => {
    for (const fault of [reset.onAccept, reset.beforeHead, reset.inHead, reset.inBody]) {
      const { code } = await playing(fault);
      assert.equal(code, "ECONNRESET");
    }
  });

  it("closes a connection on accept without a byte, and without a request", async () => {
    const { bytes, server } = await playing(cut.onAccept);
    assert.equal(bytes.length, 0);
    assert.deepEqual([server.connections, server.requests.length], [1, 0]);
  });

  it("cuts a body short of its content-length", async () => {
    const { bytes, code } = await playing(cut.byContentLength);
    const [head = "", body = ""] = bytes.toString("latin1").split("\r\n\r\n");
    const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
    assert.equal(code, undefined);
    assert.equal(body.length, Math.ceil(length / 2));
  });

  it("stalls until the client has gone, and counts the request as open until then", async () => {
    const script = {
      faults: [stall.inBody],
      isAbout: () => true,
      places: { here: "", elsewhere: "" },
    };
    const server = await new FaultServer(new Backend(), script).listen();
    const asked = ask(server, REQUEST, 200);
    await pause(100);
    assert.equal(server.open, 1);
    assert.equal(await server.isQuiet(20), false);
    assert.match((await asked).bytes.toString(), /^HTTP\/1\.1 200/);
    assert.equal(await server.isQuiet(500), true);
    await server.close();
  });

  it("reads a chunked request as one, whatever its pieces", async () => {
    const chunked = REQUEST.replace("\r\n\r\n", "\r\ntransfer-encoding: chunked\r\n\r\n");
    const { server } = await playing(slow.latency, `${chunked}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`);
    assert.equal(String(server.requests[0]?.body), "abcde");
  });

  it("refuses on a port that it has reserved, and the refusals are counted", async () => {
    const script = { faults: [], isAbout: () => true, places: { here: "", elsewhere: "" } };
    const server = await new FaultServer(new Backend(), script).reserve();
    const refusals = watchRefusals(server.port, () => {});
    const heard = await ask(server);
    refusals.stop();
    assert.deepEqual([heard.code, refusals.count], ["ECONNREFUSED", 1]);
  });
});

describe("the ledger", () => {
  let giveBack: () => void;
  before(() => {
    giveBack = keepTimerLedger();
  });
  after(() => giveBack());

  it("books a timer to the call that it was set in, until it fires or is cleared", async () => {
    const [mine, other] = [new Ledger(), new Ledger()];
    const timer = await within(mine, async () => {
      await null;
      return setTimeout(() => {}, 10_000);
    });
    const fired = within(other, () => new Promise((resolve) => setTimeout(resolve, 5)));
    assert.deepEqual([mine.timers.size, other.timers.size], [1, 1]);
    await fired;
    clearTimeout(timer);
    assert.deepEqual([mine.timers.size, other.timers.size], [0, 0]);
    assert.deepEqual([mine.set, other.set], [1, 1]);
  });

  it("sees a listener on a signal that is not removed", () => {
    const { controller, listeners } = watchedSignal();
    const listener = () => {};
    controller.signal.addEventListener("abort", listener);
    assert.equal(listeners(), 1);
    controller.signal.removeEventListener("abort", listener);
    assert.equal(listeners(), 0);
  });
});
