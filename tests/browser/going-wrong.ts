import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { BrowserContext } from "playwright-core";
import { passwordField, refresh, row, signedIn, signIn } from "./console-page.ts";
import { Shop } from "./shop.ts";
import type { Stage } from "./stage.ts";
import { refused, visiting } from "./visit.ts";

export function goingWrong(stage: () => Stage): void {
  describe("when things go wrong", () => {
    test("the backend goes away and comes back: the rows stay, the banner leads on", async () => {
      const { backend, browser, shakyPage: url, relay } = stage();
      const { id } = await new Shop(backend).createJob({ type: "slow-job", dry_run: true });
      await visiting(browser, { url, complaints: [refused.unavailable] }, async (page) => {
        await signIn(page, backend.admin);
        await row(page, id).waitFor();
        await relay.cut();
        try {
          await page.getByRole("button", { name: "Refresh" }).click();
          const banner = page.getByRole("alert");
          await banner.getByText("The backend is not answering (status 502).").waitFor();
          await banner.getByText("The list shows the last known state.").waitFor();
          assert.ok(await row(page, id).isVisible());
        } finally {
          await relay.restore();
        }
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByRole("alert").waitFor({ state: "detached" });
        assert.ok(await row(page, id).isVisible());
      });
    });

    test("a reload while the backend is away offers to try again", async () => {
      const { backend, browser, shakyPage: url, relay } = stage();
      await visiting(browser, { url, complaints: [refused.unavailable] }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await relay.cut();
        try {
          await page.reload();
          await page.getByRole("heading", { name: "No connection" }).waitFor();
        } finally {
          await relay.restore();
        }
        await page.getByRole("button", { name: "Try again" }).click();
        await signedIn(page);
      });
    });

    test("an expired session is renewed in place and what was asked for goes on", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      const { id } = await shop.createJob({ type: "slow-job", dry_run: true });
      await shop.jobBecomes(id, "pre_processed");
      await visiting(
        browser,
        { url, complaints: [refused.unauthorized] },
        async (page, context) => {
          await signIn(page, backend.admin);
          await row(page, id).waitFor();
          await endSession(backend.url, context);
          await row(page, id)
            .getByRole("button", { name: /^Cancel/ })
            .click();
          await page.getByRole("button", { name: "Cancel the job" }).click();
          const dialog = page.getByRole("dialog", { name: "Your session has expired" });
          await dialog.waitFor();
          assert.ok(await row(page, id).isVisible(), "the rows stay behind the dialog");
          await page.keyboard.press("Escape");
          assert.ok(await dialog.isVisible(), "Escape loses nothing");

          assert.equal(await dialog.getByLabel("Email").inputValue(), backend.admin.email);
          assert.ok(
            await passwordField(page).evaluate((field) => field === document.activeElement),
          );
          await passwordField(page).fill("wrong");
          await page.keyboard.press("Enter");
          await dialog.getByText("Wrong email or password.").waitFor();
          await passwordField(page).fill(backend.admin.password);
          await page.keyboard.press("Enter");
          await dialog.waitFor({ state: "detached" });
          await row(page, id).getByText("Canceled", { exact: true }).waitFor();
          assert.equal((await shop.job(id)).status, "canceled");
        },
      );
    });

    test("another user who signs in where a session expired sees only their own jobs", async () => {
      const { backend, browser, page: url } = stage();
      const { id } = await new Shop(backend).createJob({ type: "slow-job", dry_run: true });
      await visiting(
        browser,
        { url, complaints: [refused.unauthorized] },
        async (page, context) => {
          await signIn(page, backend.admin);
          await row(page, id).waitFor();
          await endSession(backend.url, context);
          await page.getByRole("button", { name: "Refresh" }).click();
          await page.getByRole("dialog").waitFor();
          await signIn(page, backend.other);
          await page.getByText(backend.other.email).waitFor();
          await row(page, id).waitFor({ state: "detached" });
          await signedIn(page);
          await refresh(page);
          assert.equal(await row(page, id).count(), 0);
        },
      );
    });

    test("a file that is gone is said to be gone, the job stays as it is", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      const { id } = await shop.createJob({ type: "product-export", context: { batch_size: 1 } });
      const key = (await shop.jobBecomes(id, "completed")).result?.file_key;
      await visiting(browser, { url, complaints: [/status of 404/] }, async (page) => {
        await signIn(page, backend.admin);
        await row(page, id).waitFor();
        const removed = await fetch(`${backend.url}/admin/uploads`, {
          method: "DELETE",
          headers: {
            "x-medusa-access-token": backend.apiToken,
            "content-type": "application/json",
          },
          body: JSON.stringify({ file_key: key }),
        });
        assert.equal(removed.status, 200);
        await row(page, id)
          .getByRole("button", { name: /^Download/ })
          .click();
        await page.getByRole("alert").getByText("The file is no longer available.").waitFor();
        await row(page, id).getByText("Completed", { exact: true }).waitFor();
      });
    });
  });
}

/** What ten hours do: the cookie stays in the browser, the backend no longer knows it. */
async function endSession(backendUrl: string, context: BrowserContext): Promise<void> {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const ended = await fetch(`${backendUrl}/admin/auth`, { method: "DELETE", headers: { cookie } });
  assert.equal(ended.status, 200);
}
