// @ts-check
/*
 * Finding the job that a create made whose answer was lost. The server ignores `Idempotency-Key` on its
 * batch routes, so the job is known by something in its `context`, which the server keeps as it is: the
 * `fileKey` of an import, which each upload has its own of, or a token put there for that.
 */

import { tag } from "./values.js";

/** A random version 4 UUID. `crypto.randomUUID` is missing on plain-http pages. */
export const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    // The numbers tell calls apart, they guard nothing.
    (Number(digit) ^ ((Math.random() * 16) >> (Number(digit) / 4))).toString(16),
  );

/** The key of the token in a job's `context`. */
const TOKEN = "dedupe_token";
/** As many as one list is asked for. */
const PAGE = 100;

/**
 * @typedef {[json: string, query: string, key: string, value: string, dryRun: boolean, since: number]}
 *   Sought - the payload to send, and by what its job is found
 */

/**
 * The payload to send and how to find the job it makes; the payload alone where there is no way.
 * @param {string} json
 * @param {boolean} dedupe
 * @returns {Sought | [json: string]}
 */
export const traceable = (json, dedupe) => {
  // What a `toJSON` made of it may be anything.
  const payload = JSON.parse(json);
  const { type, context, dry_run } = payload ?? {};
  if (typeof type !== "string" || /\p{Cs}/u.test(type) || tag(context) !== "Object") return [json];
  const key = dedupe ? TOKEN : "fileKey";
  // Whoever brings a token wants that one.
  if (dedupe) payload.context = { ...context, [TOKEN]: context[TOKEN] || uuid() };
  const value = payload.context[key];
  if (typeof value !== "string" || !value) return [json];
  const now = Date.now();
  // Ten years, because the clocks of both sides may differ, and a list that is empty for that reason
  // would say that there is no job; `found` looks closer.
  const past = new Date(now - 3_652 * 86_400_000).toISOString();
  const query = `type[]=${encodeURIComponent(type)}&created_at[gte]=${past}`;
  return [
    dedupe ? JSON.stringify(payload) : json,
    `${query}&order=-created_at&limit=${PAGE}&fields=%2Bdry_run`.replace(
      /[[\]]/g,
      encodeURIComponent,
    ),
    key,
    value,
    dry_run === true,
    now,
  ];
};

/**
 * Whether a list of jobs, newest first, has the one that is sought: `[1, job]`, `[0]`, or `[]` where it
 * can't be told.
 * @param {any} answer
 * @param {Sought} sought
 */
export const found = ({ batch_jobs: jobs, response }, [, , key, value, dryRun, since]) => {
  // By the server's clock, where its answer tells the time; browsers hide that across origins. It is
  // cut to whole seconds, and the database may have a clock of its own.
  const ahead = Date.parse(response.headers?.date) - Date.now();
  const hasTime = !Number.isNaN(ahead);
  const earliest = since + (hasTime ? ahead - 10_000 : -60_000);
  /** @param {any} job */
  const isOlder = (job) => Date.parse(job?.created_at) < earliest;
  const alike = jobs.filter(
    (/** @type {any} */ job) =>
      job?.context?.[key] === value &&
      // The same file may have been imported before, for a try.
      (key === TOKEN || (job.dry_run ?? dryRun) === dryRun),
  );
  const job = alike.find((/** @type {any} */ job) => key === TOKEN || !isOlder(job));
  if (job) return [1, job];
  // What only this machine's clock calls older may be the one; and a full page may end before it.
  const isWhole = jobs.length < PAGE || (hasTime && isOlder(jobs[jobs.length - 1]));
  return isWhole && (hasTime || !alike.length) ? [0] : [];
};
