/** What a healthy Medusa 1.20 answers on each route: status code and envelope. */
import type { RecordedRequest, ScriptedAnswer } from "./recorder.ts";

export const JOB = {
  id: "batch_01HG0000000000000000000000",
  type: "product-export",
  status: "created",
  created_by: "usr_01HG0000000000000000000000",
  context: {},
  dry_run: false,
  result: null,
  pre_processed_at: null,
  processing_at: null,
  confirmed_at: null,
  completed_at: null,
  canceled_at: null,
  failed_at: null,
  created_at: "2024-01-02T03:04:05.678Z",
  updated_at: "2024-01-02T03:04:05.678Z",
  deleted_at: null,
  /** No version of the server sends this: a client must hand on what it does not know. */
  field_of_a_later_version: { nested: [1, "zwei", null] },
} as const;

export const USER = { id: "usr_01HG0000000000000000000000", email: "admin@example.test" } as const;

type Route = [method: string, path: RegExp, answer: ScriptedAnswer];

const ROUTES: Route[] = [
  ["POST", /\/admin\/batch-jobs$/, { status: 201, body: { batch_job: JOB } }],
  [
    "GET",
    /\/admin\/batch-jobs\/?$/,
    { body: { batch_jobs: [JOB], count: 1, offset: 0, limit: 10 } },
  ],
  ["POST", /\/admin\/batch-jobs\/.+\/(confirm|cancel)$/, { body: { batch_job: JOB } }],
  ["GET", /\/admin\/batch-jobs\/.+$/, { body: { batch_job: JOB } }],
  ["POST", /\/admin\/auth\/token$/, { body: { access_token: "jwt.of.recorder" } }],
  ["POST", /\/admin\/auth$/, { body: { user: USER } }],
  ["GET", /\/admin\/auth$/, { body: { user: USER } }],
  // Express' sendStatus(200): a text body, not JSON.
  ["DELETE", /\/admin\/auth$/, { headers: { "content-type": "text/plain" }, body: "OK" }],
  [
    "POST",
    /\/admin\/uploads(\/protected)?$/,
    { body: { uploads: [{ url: "http://files.test/a.csv", key: "a.csv" }] } },
  ],
  ["POST", /\/admin\/uploads\/download-url$/, { body: { download_url: "http://files.test/a" } }],
  ["DELETE", /\/admin\/uploads$/, { body: { id: "a.csv", object: "file", deleted: true } }],
  ["GET", /.*/, { body: { answer: "custom" } }],
  ["POST", /.*/, { body: { answer: "custom" } }],
  ["DELETE", /.*/, { body: { answer: "custom", deleted: true } }],
];

export function plausibleAnswer({ method, path }: RecordedRequest): ScriptedAnswer {
  const route = ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path));
  return route ? route[2] : { status: 404, body: { type: "not_found", message: "Not Found" } };
}
