/** What a connection can do to one attempt of a call, as data. Statuses are in statuses.ts. */
import { gzipSync } from "node:zlib";
import { chunk, chunked, head, LAST_CHUNK, type Reply, sized, whole } from "./http.ts";

/** What a client can know after a fault, from which follows what it may do next. */
export type Meaning =
  /** Nothing is wrong, it may be slow. */
  | "fine"
  /** No connection: the request has not reached the server. */
  | "refused"
  /** 429: the server has not done it, and asks for less. */
  | "throttled"
  /** 408, 425, 502, 503, 504: whether it was done is not known; later it may work. */
  | "unavailable"
  /** 500: what it left behind is not known. */
  | "serverError"
  /** 409 with invalid_state_error: rolled back, and asked to be sent again. */
  | "conflict"
  /** Any other answer that sending again would not change. */
  | "rejected"
  /** The connection broke before the whole answer was there. */
  | "lost"
  /** A success that is not what was asked for. */
  | "garbled"
  /** No whole answer within the time limit. */
  | "stalled"
  /** A redirect. */
  | "moved";

/** Where a redirect can lead to. */
export interface Places {
  here: string;
  elsewhere: string;
}

export interface Fault {
  meaning: Meaning;
  /**
   * When it strikes: once the connection is made, the head is read, or the request is there whole.
   */
  at?: "connection" | "head";
  /** Whether the server does what was asked, whatever the client hears of it. */
  done: boolean;
  /** Bytes, each a write of its own, and pauses in milliseconds. */
  says(reply: Reply, places: Places): (Buffer | number)[];
  ends: "keep" | "close" | "reset" | "hold";
  status?: number;
  /** What a sane Retry-After asked for: at least and at most so many milliseconds. */
  retryAfterMs?: readonly [number, number];
  /** What the fault itself takes, and at most where that depends on the machine. */
  takesMs?: number;
  takesAtMostMs?: number;
  /** Nothing is wrong with it for a call whose answer says nothing of use. */
  isFineUnread?: boolean;
  /** Nothing is wrong with it under a limit of idle time. */
  isSteady?: boolean;
  /** There is no server. */
  isRefusal?: boolean;
  leadsTo?: "here" | "elsewhere" | "nowhere";
}

export const HEALTHY: Fault = {
  meaning: "fine",
  done: true,
  says: (reply) => [whole(reply)],
  ends: "keep",
};

type Score = Fault["says"];

const bytewise = (bytes: Buffer): Buffer[] => [...bytes].map((byte) => Buffer.of(byte));

const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.ceil(bytes.length / 2));

function inPieces(reply: Reply, pieces: number, gapMs: number): (Buffer | number)[] {
  const length = Math.ceil(reply.body.length / pieces);
  const score: (Buffer | number)[] = [head(sized(reply, reply.body.length))];
  for (let at = 0; at < reply.body.length; at += length) {
    score.push(gapMs, reply.body.subarray(at, at + length));
  }
  return score;
}

const nothing: Score = () => [];
const halfHead: Score = (reply) => [half(head(reply))];
const headOnly: Score = (reply) => [head(sized(reply, reply.body.length))];
const halfBody: Score = (reply) => [...headOnly(reply, NOWHERE), half(reply.body)];
const halfChunks: Score = (reply) => [head(chunked(reply)), chunk(half(reply.body))];

const NOWHERE: Places = { here: "", elsewhere: "" };

const fine = (says: Score, takesMs = 0, ends: Fault["ends"] = "keep"): Fault => {
  return { meaning: "fine", done: true, says, ends, takesMs };
};

/** Slow or odd, but right. */
export const slow = {
  latency: fine((reply) => [150, whole(reply)], 150),
  // Hundreds of turns of an event loop that has much else to do.
  bytewise: { ...fine((reply) => bytewise(whole(reply))), takesAtMostMs: 20_000 },
  chunkedBytewise: {
    ...fine((reply) => [head(chunked(reply)), ...bytewise(reply.body).map(chunk), LAST_CHUNK]),
    takesAtMostMs: 20_000,
  },
  compressed: fine(({ body, headers, ...reply }) => [
    whole({ ...reply, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(body) }),
  ]),
  untilClosed: fine((reply) => [head(reply), reply.body], 0, "close"),
  steady: fine((reply) => inPieces(reply, 2, 100), 200),
  /** Longer than the time limit of a stall, each pause far shorter. */
  steadyTooLong: {
    ...fine((reply) => inPieces({ ...reply, body: padded(reply.body) }, 12, 100), 1_200),
    meaning: "stalled",
    isSteady: true,
  },
} satisfies Record<string, Fault>;

/** The same JSON, or text, with blanks before it, so that it can be sent in many pieces. */
function padded(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(" ".repeat(240)), body]);
}

const stalled = (says: Score, done = false): Fault => {
  return { meaning: "stalled", done, says, ends: "hold" };
};

export const stall = {
  beforeHead: stalled(nothing),
  beforeHeadDone: stalled(nothing, true),
  inHead: stalled(halfHead, true),
  afterHead: stalled(headOnly, true),
  inBody: stalled(halfBody, true),
  inChunks: stalled(halfChunks, true),
  /** The client can't know that there is no more. */
  lengthTooLong: stalled((reply) => [head(sized(reply, reply.body.length + 40)), reply.body], true),
};

const lost = (says: Score, ends: "close" | "reset", done: boolean): Fault => {
  return { meaning: "lost", done, says, ends };
};

export const reset = {
  onAccept: { ...lost(nothing, "reset", false), at: "connection" },
  afterRequestHead: { ...lost(nothing, "reset", false), at: "head" },
  beforeHead: lost(nothing, "reset", false),
  beforeHeadDone: lost(nothing, "reset", true),
  inHead: lost(halfHead, "reset", true),
  afterHead: lost(headOnly, "reset", true),
  inBody: lost(halfBody, "reset", true),
  inChunks: lost(halfChunks, "reset", true),
} satisfies Record<string, Fault>;

export const cut = {
  onAccept: { ...lost(nothing, "close", false), at: "connection" },
  beforeHead: lost(nothing, "close", false),
  beforeHeadDone: lost(nothing, "close", true),
  inHead: lost(halfHead, "close", true),
  byContentLength: lost(halfBody, "close", true),
  inChunks: lost(halfChunks, "close", true),
  betweenChunks: lost((reply) => [head(chunked(reply)), chunk(reply.body)], "close", true),
} satisfies Record<string, Fault>;

const NOISE = Buffer.from([0x00, 0xff, 0x16, 0x03, 0x01, 0x7f, 0x0a, 0x0d]);

export const broken = {
  garbageBeforeHead: lost((reply) => [Buffer.concat([NOISE, whole(reply)])], "close", true),
  notGzip: lost(
    ({ headers, ...reply }) => [
      whole({ ...reply, headers: { ...headers, "content-encoding": "gzip" } }),
    ],
    "close",
    true,
  ),
  // More than any client here reads: Node 16 KiB, Chromium 256 KiB.
  headerFlood: lost((reply) => [head(flooded(reply))], "close", true),
} satisfies Record<string, Fault>;

function flooded(reply: Reply): Reply {
  const headers = Object.fromEntries(
    Array.from({ length: 4_000 }, (_, n) => [`x-flood-${n}`, "x".repeat(90)]),
  );
  return { ...reply, headers: { ...headers, "content-length": "0" } };
}

/** The server has done it and says so with something else. */
function garbled(body: string | Buffer, type = "application/json", status = 200): Fault {
  return {
    meaning: "garbled",
    done: true,
    status,
    says: ({ always }) => [
      whole({ status, headers: { "content-type": type }, body: Buffer.from(body), always }),
    ],
    ends: "keep",
  };
}

const LOGIN_PAGE = "<!doctype html><html><title>Sign in</title><body>Sign in</body></html>";

/** The status of the healthy answer, its body not. */
const odd: Fault = { meaning: "garbled", done: true, says: nothing, ends: "keep" };

export const success = {
  html: garbled(LOGIN_PAGE, "text/html"),
  halfJson: garbled('{"batch_job":{"id":"batch_1","type":"prod'),
  otherEnvelope: { ...garbled('{"message":"pong"}'), isFineUnread: true },
  nullInEnvelope: {
    ...garbled('{"batch_job":null,"batch_jobs":null,"user":null,"uploads":null}'),
    isFineUnread: true,
  },
  empty: { ...garbled(""), isFineUnread: true },
  // No length: a 204 has none.
  noContent: {
    ...garbled("", "text/plain", 204),
    says: ({ always }) => [head({ status: 204, headers: {}, body: Buffer.alloc(0), always })],
    isFineUnread: true,
  },
  lengthTooShort: {
    ...odd,
    says: (reply) => [head(sized(reply, Math.ceil(reply.body.length / 2))), reply.body],
    ends: "close",
    isFineUnread: true,
  },
  invalidUtf8: {
    ...odd,
    says: (reply) => [whole({ ...reply, body: spoiled(reply.body) })],
  },
} satisfies Record<string, Fault>;

/** The same body with a byte in its middle that UTF-8 does not have. */
function spoiled(body: Buffer): Buffer {
  const middle = body.indexOf("Gr") + 1 || 1;
  return Buffer.concat([body.subarray(0, middle), Buffer.of(0xff), body.subarray(middle)]);
}
