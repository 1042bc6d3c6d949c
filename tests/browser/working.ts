import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import Papa from "papaparse";
import type { Download, Page } from "playwright-core";
import { isList, newestRow, refresh, refreshUntil, row, signedIn, signIn } from "./console-page.ts";
import { Shop } from "./shop.ts";
import type { Stage } from "./stage.ts";
import { refused, visiting } from "./visit.ts";

/** The work people come for, each from the click to the backend's state. */
export function working(stage: () => Stage): void {
  describe("jobs", () => {
    test("from nothing to an export of every product, downloaded", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.other);
        await page.getByRole("heading", { name: "No batch jobs yet" }).waitFor();
        await page.getByRole("button", { name: "Export products" }).click();
        await page.getByRole("button", { name: "Start export" }).click();
        await page.getByRole("dialog").waitFor({ state: "hidden" });
        const id = await newestRow(page);
        await refreshUntil(page, id, "Completed");

        const presigned = page.waitForRequest((request) =>
          request.url().includes("/uploads/exports"),
        );
        const download = page.waitForEvent("download");
        await row(page, id)
          .getByRole("button", { name: /^Download/ })
          .click();
        const headers = await (await presigned).allHeaders();
        assert.deepEqual(
          ["cookie", "authorization", "x-medusa-access-token", "referer"].filter(
            (name) => name in headers,
          ),
          [],
          "the presigned address is all the permission there is",
        );
        const file = await download;
        const job = await new Shop(backend, backend.otherApiToken).job(id);
        assert.equal(file.suggestedFilename(), job.result?.file_key?.split("/").at(-1));
        const rows = await csvRows(file);
        const variants = await shop.variants();
        assert.deepEqual(
          rows.map((line) => line["Variant Id"]).sort(),
          [...variants.values()].flat().sort(),
        );
      });
    });

    test("an export can be limited, by status and in number", async () => {
      const { backend, browser, page: url } = stage();
      const variants = await new Shop(backend).variants();
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await startExport(page, { status: "Published", limit: "3" });
        const id = await newestRow(page);
        await refreshUntil(page, id, "Completed");
        const download = page.waitForEvent("download");
        await row(page, id)
          .getByRole("button", { name: /^Download/ })
          .click();
        const rows = await csvRows(await download);
        const products = new Set(rows.map((line) => line["Product Id"] ?? ""));
        assert.equal(products.size, 3);
        assert.ok([...products].every((product) => variants.has(product)));
        assert.ok(rows.every((line) => line["Product Status"] === "published"));
      });
    });

    test("a double click starts one export", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        const before = await shop.jobCount();
        await page.getByRole("button", { name: "New export" }).click();
        await page.getByRole("button", { name: "Start export" }).dblclick();
        await page.getByRole("dialog").waitFor({ state: "hidden" });
        await refresh(page);
        assert.equal(await shop.jobCount(), before + 1);
      });
    });

    test("a cancel is asked about, shown at once, sent once, and true in the end", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      await visiting(browser, { url }, async (page) => {
        const { id } = await shop.createJob({ type: "slow-job", dry_run: true });
        await shop.jobBecomes(id, "pre_processed");
        await signIn(page, backend.admin);
        await signedIn(page);
        // A list says dry_run: false of every job unless it is asked for the field.
        await row(page, id).getByText("To confirm").waitFor();
        const cancels: string[] = [];
        page.on("request", (request) => {
          if (request.url().endsWith("/cancel")) cancels.push(request.url());
        });
        // Only delayed, so that what the page says meanwhile can be seen.
        await page.route("**/cancel", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 800));
          await route.continue();
        });

        const cancel = row(page, id).getByRole("button", { name: /^Cancel/ });
        await cancel.click();
        await page.getByRole("button", { name: "Keep it" }).last().click();
        assert.equal(cancels.length, 0);
        await cancel.click();
        await page.getByRole("button", { name: "Cancel the job" }).dblclick();
        await row(page, id).getByText("Canceling…").waitFor({ timeout: 500 });
        // By force: Playwright, too, takes aria-disabled for a no.
        await cancel.click({ force: true });
        assert.equal(await page.getByRole("dialog").count(), 0, "no second cancel meanwhile");
        await row(page, id).getByText("Canceled", { exact: true }).waitFor();
        assert.equal(cancels.length, 1);
        assert.equal((await shop.job(id)).status, "canceled");
      });
    });

    test("a refused cancel is taken back with the server’s words", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      await visiting(browser, { url, complaints: [refused.badRequest] }, async (page) => {
        const { id } = await shop.createJob({ type: "slow-job" });
        await signIn(page, backend.admin);
        await signedIn(page);
        await row(page, id).waitFor();
        await shop.jobBecomes(id, "completed");
        await row(page, id)
          .getByRole("button", { name: /^Cancel/ })
          .click();
        await page.getByRole("button", { name: "Cancel the job" }).click();
        await page.getByRole("alert").getByText("Cannot cancel completed batch job").waitFor();
        await row(page, id).getByText("Completed", { exact: true }).waitFor();
        await page.getByRole("button", { name: "Dismiss" }).click();
        assert.equal(await page.getByRole("alert").count(), 0);
      });
    });

    test("the errors of failed jobs are shown as text, whether strings or objects", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      const markup = "<img src=x onerror=alert(1)> is not a price";
      const text = await shop.createJob({ type: "failing-job", context: { message: markup } });
      const object = await shop.createJob({
        type: "failing-job",
        context: { message: "The disk is full.", handled: true },
      });
      const failed = await shop.jobBecomes(object.id, "failed");
      await shop.jobBecomes(text.id, "failed");
      const errors = failed.result?.errors ?? [];
      assert.ok(
        errors.some((error) => typeof error === "object"),
        JSON.stringify(errors),
      );
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await page.getByText(markup).waitFor();
        const lines = await row(page, object.id).locator("+ tr").textContent();
        assert.ok(lines);
        for (const error of errors) {
          const message = typeof error === "object" ? (error as Error).message : String(error);
          assert.ok(lines.includes(message), `${lines} lacks ${message}`);
        }
        assert.ok(!lines.includes("[object Object]"));
      });
    });

    test("the status chips count and filter, in the address, back and reload included", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      const { id } = await shop.createJob({ type: "failing-job", context: { message: "No." } });
      await shop.jobBecomes(id, "failed");
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        const chips = page.getByRole("navigation", { name: "Filter by status" });
        const chip = chips.getByRole("link", { name: /^Failed/ });
        const counted = Number(((await chip.textContent()) ?? "").replace(/\D/g, ""));
        await chip.click();
        assert.equal(await page.locator("[data-job]").count(), counted);
        assert.equal(new URL(page.url()).hash, "#/jobs?status=failed");
        await page.reload();
        await row(page, id).waitFor();
        assert.equal(await page.locator("[data-job]").count(), counted);
        await chips.getByRole("link", { name: /^Completed/ }).click();
        await row(page, id).waitFor({ state: "detached" });
        await page.goBack();
        await row(page, id).waitFor();
      });
      await visiting(browser, { url: `${url}/#/jobs?status=canceled` }, async (page) => {
        await signIn(page, backend.other);
        await page.getByRole("heading", { name: "No canceled jobs" }).waitFor();
        await page.getByRole("link", { name: "Show all jobs" }).click();
        await page.locator("[data-job]").first().waitFor();
      });
    });

    test("one list request a refresh, and older jobs on demand", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      for (let missing = 51 - (await shop.jobCount()); missing > 0; missing--) {
        await shop.createJob({ type: "slow-job", dry_run: true });
      }
      const all = await shop.jobCount();
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await page.getByText(`The newest 50 of ${all} jobs.`).waitFor();
        const asked: string[] = [];
        page.on("request", (request) => {
          if (new URL(request.url()).pathname.startsWith("/admin")) asked.push(request.url());
        });
        await refresh(page);
        assert.equal(asked.length, 1);
        assert.ok(isList(asked[0] ?? ""));
        await page.getByRole("button", { name: "Show more" }).click();
        await page.getByText(/^The newest/).waitFor({ state: "detached" });
        assert.equal(await page.locator("[data-job]").count(), all);
      });
    });
  });
}

async function startExport(page: Page, wish: { status: string; limit: string }): Promise<void> {
  await page.getByRole("button", { name: "New export" }).click();
  await page.getByRole("checkbox", { name: wish.status }).check();
  await page.getByLabel("At most").fill(wish.limit);
  await page.getByRole("button", { name: "Start export" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

async function csvRows(download: Download): Promise<Record<string, string>[]> {
  const text = await readFile(await download.path(), "utf8");
  const parsed = Papa.parse<Record<string, string>>(text, {
    header: true,
    delimiter: ";",
    skipEmptyLines: true,
  });
  assert.deepEqual(parsed.errors, []);
  return parsed.data;
}
