/**
 * What a Medusa v1 backend does with the 13 calls, as far as their effects can be told apart: so
 * that a cell can say what has become of the call on the server, whatever the client heard of it.
 */
import type { Request } from "./http.ts";

export interface Job {
  id: string;
  type: string;
  context: Record<string, unknown>;
  status: string;
  dry_run: boolean;
  confirmed_at: string | null;
  canceled_at: string | null;
  created_at: string;
}

/** What changes something on the server. */
export type Effect = "create" | "confirm" | "cancel" | "upload" | "delete" | "login" | "logout";

export interface HealthyReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export const SEEDED_JOB = "batch_seeded";

/**
 * Characters of two, three and four bytes: a client that decodes pieces on their own spoils them.
 */
const MULTI_BYTE = "Grüße aus 東京 🎉";

const USER = { id: "usr_1", email: "ada@shop.test", first_name: MULTI_BYTE };

export class Backend {
  /**
   * One to confirm, cancel and retrieve; and an import of another file, to be mistaken for one's
   * own.
   */
  readonly jobs: Job[] = [
    job(SEEDED_JOB, "product-export", {}, true),
    job("batch_of_others", "product-import", { fileKey: "imports/0.csv" }, true),
  ];
  readonly effects: Effect[] = [];
  readonly #envelopes = new Map<string, unknown>();

  /** Answers; does what was asked for only where it `isDone`, and answers the same if not. */
  answer(request: Request, isDone: boolean): HealthyReply {
    const acting = isDone ? this : this.#copy();
    const { method, path } = request;
    const route = ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path));
    if (route === undefined) return json(404, { type: "not_found", message: "Not Found" });
    const reply = route[2](acting, request);
    if (isDone && method !== "OPTIONS") this.#remember(reply);
    return reply;
  }

  #remember({ body, headers }: HealthyReply): void {
    if (!headers["content-type"]?.includes("json")) return;
    for (const [key, value] of Object.entries(JSON.parse(body.toString()))) {
      this.#envelopes.set(key, value);
    }
  }

  /**
   * What a healthy answer holds under this key, for the calls whose answers are always the same.
   */
  lastEnvelope(key: string): unknown {
    return this.#envelopes.get(key);
  }

  count(effect: Effect): number {
    return this.effects.filter((done) => done === effect).length;
  }

  find(path: string): Job | undefined {
    const [, id] = /\/admin\/batch-jobs\/([^/]+)/.exec(path) ?? [];
    return this.jobs.find((job) => job.id === id);
  }

  #copy(): Backend {
    const copy = new Backend();
    copy.jobs.splice(0, copy.jobs.length, ...structuredClone(this.jobs));
    return copy;
  }
}

function job(id: string, type: string, context: Record<string, unknown>, isDry: boolean): Job {
  return {
    id,
    type,
    context: { ...context, title: MULTI_BYTE },
    status: isDry ? "pre_processed" : "created",
    dry_run: isDry,
    confirmed_at: null,
    canceled_at: null,
    created_at: new Date().toISOString(),
  };
}

function json(status: number, value: unknown): HealthyReply {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}

type Act = (backend: Backend, request: Request) => HealthyReply;

const notFound = () => json(404, { type: "not_found", message: "Batch job was not found" });

const create: Act = (backend, { body }) => {
  const { type, context, dry_run } = JSON.parse(body.toString()) as Job;
  const made = job(`batch_${backend.jobs.length}`, type, context, dry_run === true);
  backend.jobs.push(made);
  backend.effects.push("create");
  return json(201, { batch_job: made });
};

/** As the server's list: filtered, newest first. */
const list: Act = ({ jobs }, { query }) => {
  const asked = new URLSearchParams(query);
  const types = [...asked].filter(([key]) => key.startsWith("type[")).map(([, type]) => type);
  const since = asked.get("created_at[gte]") ?? "";
  const found = jobs
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .filter(({ created_at }) => since === "" || Date.parse(created_at) >= Date.parse(since))
    .reverse();
  return json(200, { batch_jobs: found, count: found.length, offset: 0, limit: 10 });
};

const retrieve: Act = (backend, { path }) => {
  const found = backend.find(path);
  return found ? json(200, { batch_job: found }) : notFound();
};

/** A second confirm is refused (medusa 1.20.10, services/batch-job.ts, confirm). */
const confirm: Act = (backend, { path }) => {
  const found = backend.find(path);
  if (!found) return notFound();
  if (found.status !== "pre_processed") {
    const message = "Cannot confirm processing for a batch job that is not pre processed";
    return json(400, { type: "not_allowed", message });
  }
  Object.assign(found, { status: "confirmed", confirmed_at: new Date().toISOString() });
  backend.effects.push("confirm");
  return json(200, { batch_job: found });
};

const cancel: Act = (backend, { path }) => {
  const found = backend.find(path);
  if (!found) return notFound();
  Object.assign(found, { status: "canceled", canceled_at: new Date().toISOString() });
  backend.effects.push("cancel");
  return json(200, { batch_job: found });
};

function acting(effect: Effect, status: number, value: unknown): Act {
  return (backend) => {
    backend.effects.push(effect);
    return json(status, value);
  };
}

/** Express' sendStatus(200): a text, not JSON. */
const logout: Act = (backend) => {
  backend.effects.push("logout");
  return { status: 200, headers: { "content-type": "text/plain" }, body: Buffer.from("OK") };
};

const upload = acting("upload", 200, {
  uploads: [{ url: `http://files.test/${encodeURIComponent(MULTI_BYTE)}.csv`, key: MULTI_BYTE }],
});

const ROUTES: readonly [method: string, path: RegExp, act: Act][] = [
  ["OPTIONS", /^/, () => ({ status: 204, headers: {}, body: Buffer.alloc(0) })],
  ["POST", /^\/admin\/batch-jobs$/, create],
  ["GET", /^\/admin\/batch-jobs$/, list],
  ["POST", /\/confirm$/, confirm],
  ["POST", /\/cancel$/, cancel],
  ["GET", /^\/admin\/batch-jobs\/[^/]+$/, retrieve],
  ["POST", /^\/admin\/auth$/, acting("login", 200, { user: USER })],
  ["POST", /^\/admin\/auth\/token$/, acting("login", 200, { access_token: "jwt.of.test" })],
  ["GET", /^\/admin\/auth$/, () => json(200, { user: USER })],
  ["DELETE", /^\/admin\/auth$/, logout],
  ["POST", /^\/admin\/uploads(\/protected)?$/, upload],
  ["DELETE", /^\/admin\/uploads$/, acting("delete", 200, { id: "a.csv", deleted: true })],
  ["POST", /\/download-url$/, () => json(200, { download_url: `http://files.test/${MULTI_BYTE}` })],
];
