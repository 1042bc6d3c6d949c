/** Sends requests to a real backend, and makes what it answers fit to be kept. */
import type { Backend } from "../backend/start.ts";

export interface Recording {
  what: string;
  request: { method: string; path: string; body?: unknown };
  status: number;
  contentType: string | null;
  /** The Rust type a success has to fit; absent where there is none (errors, plain text). */
  type?: string;
  /** Parsed if it is JSON, else the text. */
  body: unknown;
}

export interface Call {
  method?: "GET" | "POST" | "DELETE";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  type?: string;
}

type Json = Record<string, unknown>;

export class Exchange {
  readonly #backend: Backend;
  readonly #secrets = new Map<string, string>();

  constructor(backend: Backend) {
    this.#backend = backend;
    this.hide(backend.apiToken, "<api token>");
    this.hide(backend.otherApiToken, "<api token>");
    this.hide(backend.admin.password, "<password>");
    // The port is another one in every run; Medusa's own default stands for it.
    this.hide(new URL(backend.url).host, "localhost:9000");
  }

  hide(secret: string, name: string): void {
    this.#secrets.set(secret, name);
  }

  async send(
    what: string,
    call: Call,
  ): Promise<{ answer: Response; text: string; record: Recording }> {
    const { method = "GET", path, body, type } = call;
    const multipart = body instanceof FormData;
    const plain = typeof body === "string";
    const answer = await fetch(this.#backend.url + path, {
      method,
      headers: {
        "x-medusa-access-token": this.#backend.apiToken,
        ...(body === undefined || multipart ? {} : { "content-type": "application/json" }),
        ...call.headers,
      },
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body: multipart || plain ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const contentType = answer.headers.get("content-type");
    const record: Recording = {
      what,
      request: { method, path, ...(body === undefined || multipart ? {} : { body }) },
      status: answer.status,
      contentType,
      ...(type === undefined ? {} : { type }),
      body: contentType?.startsWith("application/json") ? JSON.parse(text) : text,
    };
    return { answer, text, record };
  }

  /** The same, of a call that is only a step on the way. */
  async json(call: Call): Promise<Json> {
    const { answer, text } = await this.send("", call);
    if (!answer.ok)
      throw new Error(`${call.method ?? "GET"} ${call.path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Json;
  }

  /** Recordings without what is secret or another in every run. */
  presentable(recordings: Recording[]): string {
    let text = JSON.stringify(recordings, null, 2);
    for (const [secret, name] of this.#secrets) text = text.replaceAll(secret, name);
    // Stack traces in HTML error pages name the directories of this machine.
    text = text.replaceAll(/(<br> (&nbsp; ?)+at [^<]*)+/g, "<br> &nbsp; &nbsp;at …");
    // The body that is too large.
    text = text.replaceAll(/x{100,}/g, "xxx…");
    return `${text}\n`;
  }
}
