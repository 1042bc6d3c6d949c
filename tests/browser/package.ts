import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { builtPackage, type Stage } from "./stage.ts";
import { type StaticHost, startStaticHost } from "./static-host.ts";
import { refused, visiting } from "./visit.ts";

/** What a page hands to the package; the same three ways in, as a user of the package writes them. */
interface Ask {
  readonly baseUrl: string;
  readonly email: string;
  readonly password: string;
  readonly apiToken: string;
}

/** The package as a page loads it: no bundler, and the backend on another origin. */
export function packageInChromium(stage: () => Stage): void {
  describe("the package in Chromium, across origins", () => {
    let host: StaticHost;
    before(async () => {
      const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${stage().backend.url}`;
      host = await startStaticHost(builtPackage, policy);
    });
    after(() => host.stop());

    async function onBlankPage(
      run: (page: Page, ask: Ask) => Promise<void>,
      complaints: readonly RegExp[] = [],
    ): Promise<void> {
      const { backend, browser } = stage();
      const ask = { baseUrl: backend.url, apiToken: backend.apiToken, ...backend.admin };
      await visiting(browser, { url: `${host.url}/blank`, complaints }, (page) => run(page, ask));
    }

    test("a session: the browser keeps the cookie, deleteSession ends it", async () => {
      await onBlankPage(
        async (page, ask) => {
          const seen = await page.evaluate(async ({ baseUrl, email, password }) => {
            const { Medusa, isMedusaApiError } = await import(`${location.origin}/index.js`);
            const medusa = new Medusa({ baseUrl });
            const { user } = await medusa.admin.auth.createSession({ email, password });
            const listed = await medusa.admin.batchJobs.list({ limit: 1 });
            // Another instance in the same browser has the same cookie.
            const again = await new Medusa({ baseUrl }).admin.auth.getSession();
            await medusa.admin.auth.deleteSession();
            const error = await medusa.admin.batchJobs.list().catch((reason: unknown) => reason);
            return {
              users: [user.email, again.user.email],
              limit: listed.limit,
              after: isMedusaApiError(error) && [error.name, error.status, error.message],
            };
          }, ask);
          assert.deepEqual(seen, {
            users: [ask.email, ask.email],
            limit: 1,
            after: [
              "MedusaApiError",
              401,
              "Request failed with status code 401: Unauthorized (GET /admin/batch-jobs)",
            ],
          });
        },
        [refused.unauthorized],
      );
    });

    test("a token: it stays in its instance, deleteSession drops it", async () => {
      await onBlankPage(
        async (page, ask) => {
          const seen = await page.evaluate(async ({ baseUrl, email, password }) => {
            const { Medusa } = await import(`${location.origin}/index.js`);
            const medusa = new Medusa({ baseUrl });
            await medusa.admin.auth.getToken({ email, password });
            const { count } = await medusa.admin.batchJobs.list({ limit: 1 });
            const other = await new Medusa({ baseUrl }).admin.batchJobs
              .list()
              .catch((error: { status: number }) => error.status);
            await medusa.admin.auth.deleteSession();
            const later = await medusa.admin.batchJobs
              .list()
              .catch((error: { status: number }) => error.status);
            return { count: typeof count, other, later };
          }, ask);
          assert.deepEqual(seen, { count: "number", other: 401, later: 401 });
        },
        [refused.unauthorized],
      );
    });

    test("an API key: create, retrieve and cancel", async () => {
      await onBlankPage(async (page, ask) => {
        const seen = await page.evaluate(async ({ baseUrl, apiToken }) => {
          const { Medusa } = await import(`${location.origin}/index.js`);
          const { batchJobs } = new Medusa({ baseUrl, apiKey: apiToken }).admin;
          const created = await batchJobs.create({ type: "slow-job", dry_run: true, context: {} });
          const { id } = created.batch_job;
          const retrieved = await batchJobs.retrieve(id);
          const canceled = await batchJobs.cancel(id);
          return {
            status: created.response.status,
            same: retrieved.batch_job.id === id,
            canceled: canceled.batch_job.status,
            cloned: structuredClone(canceled).batch_job.id === id,
          };
        }, ask);
        assert.deepEqual(seen, { status: 201, same: true, canceled: "canceled", cloned: true });
      });
    });

    test("a File is uploaded under its own name and can be fetched again", async () => {
      await onBlankPage(async (page, ask) => {
        const seen = await page.evaluate(async ({ baseUrl, apiToken }) => {
          const { Medusa } = await import(`${location.origin}/index.js`);
          const { uploads } = new Medusa({ baseUrl, apiKey: apiToken }).admin;
          const file = new File(["Product Title\r\nHemd für Grüße\r\n"], "größe.csv");
          const { uploads: stored } = await uploads.create(file);
          const { download_url } = await uploads.getPresignedDownloadUrl({
            file_key: stored[0].key,
          });
          const { deleted } = await uploads.delete({ file_key: stored[0].key });
          return { key: stored[0].key as string, download_url: download_url as string, deleted };
        }, ask);
        assert.match(seen.key, /größe/);
        assert.ok(seen.download_url.endsWith(seen.key));
        assert.equal(seen.deleted, true);
      });
    });

    test("an abort rejects with the signal’s own reason", async () => {
      await onBlankPage(async (page, ask) => {
        const same = await page.evaluate(async ({ baseUrl, apiToken }) => {
          const { Medusa } = await import(`${location.origin}/index.js`);
          const medusa = new Medusa({ baseUrl, apiKey: apiToken });
          await Medusa.ready();
          const reason = { why: "changed my mind" };
          const abort = new AbortController();
          const call = medusa.admin.batchJobs.list({}, undefined, { signal: abort.signal });
          abort.abort(reason);
          return (await call.catch((error: unknown) => error)) === reason;
        }, ask);
        assert.equal(same, true);
      });
    });
  });
}
