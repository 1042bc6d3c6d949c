import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { before, describe, test } from "node:test";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { refresh, refreshUntil, row, signedIn, signIn } from "./console-page.ts";
import { Shop } from "./shop.ts";
import type { Stage } from "./stage.ts";
import { createJobsForViews, views } from "./views.ts";
import { lookAt, looks, visiting } from "./visit.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export function accessibility(stage: () => Stage): void {
  describe("for everybody", () => {
    before(async () => {
      await createJobsForViews(stage().backend);
    });

    for (const { name, show, complaints = [] } of views) {
      test(`axe finds nothing in ${name}`, async (context) => {
        const { browser, page: url } = stage();
        await visiting(browser, { url, complaints }, async (page) => {
          await show(page, stage());
          for (const look of looks) {
            await context.test(`${look.theme}, ${look.width} px`, async () => {
              await lookAt(page, look);
              assert.deepEqual(await violations(page), []);
              const overflow = await page.evaluate(
                () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
              );
              assert.equal(overflow, 0, "the page scrolls sideways");
            });
          }
        });
      });
    }

    test("everything can be done with the keyboard alone", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      const { id } = await shop.createJob({ type: "slow-job", dry_run: true });
      await shop.jobBecomes(id, "pre_processed");
      await visiting(browser, { url }, async (page) => {
        await tabTo(page, "Email");
        await page.keyboard.type(backend.admin.email);
        await tabTo(page, "Password");
        await page.keyboard.type(backend.admin.password);
        await tabTo(page, "Sign in");
        await page.keyboard.press("Enter");
        await signedIn(page);

        await tabTo(page, "New export");
        await page.keyboard.press("Enter");
        await tabTo(page, "Published");
        await page.keyboard.press("Space");
        await page.keyboard.press("Escape");
        assert.equal(await focused(page), "New export", "the focus comes back");

        await page.keyboard.press("Enter");
        await tabTo(page, "Start export");
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        assert.equal(await focused(page), "New export");

        await tabTo(page, `Cancel slow-job …${id.slice(-8)}`);
        await page.keyboard.press("Enter");
        await tabTo(page, "Cancel the job");
        await page.keyboard.press("Enter");
        await row(page, id).getByText("Canceled", { exact: true }).waitFor();
        await page.waitForFunction(
          (job) => document.activeElement?.getAttribute("data-job") === job,
          id,
          { timeout: 2000 },
        );
      });
    });

    test("a refresh keeps the focus where it is", async () => {
      const { backend, browser, page: url } = stage();
      const { id } = await new Shop(backend).createJob({ type: "slow-job", dry_run: true });
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await page.getByRole("button", { name: "Refresh" }).focus();
        await page.keyboard.press("Enter");
        await refresh(page);
        assert.equal(await focused(page), "Refresh");

        const cancel = row(page, id).getByRole("button", { name: /^Cancel/ });
        await cancel.focus();
        await new Shop(backend).createJob({ type: "slow-job", dry_run: true });
        // Asked for without the mouse, which would move the focus.
        const list = page.waitForResponse("**/admin/batch-jobs?**");
        await page.evaluate(() => {
          for (const button of document.querySelectorAll("button")) {
            if (button.textContent?.includes("Refresh")) button.click();
          }
        });
        await list;
        await page.waitForTimeout(300);
        assert.ok(await cancel.evaluate((button) => button === document.activeElement));
      });
    });

    test("the live region tells changes of status and nothing else", async () => {
      const { backend, browser, page: url } = stage();
      const shop = new Shop(backend);
      await shop.comesToRest();
      await visiting(browser, { url }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        const region = page.getByRole("status");
        assert.equal(await region.textContent(), "");
        await refresh(page);
        await page.waitForTimeout(1500);
        assert.equal(await region.textContent(), "", "an age that ticks is no news");
        const { id } = await shop.createJob({ type: "failing-job", context: { message: "No." } });
        await refresh(page);
        await row(page, id).waitFor();
        await refreshUntil(page, id, "Failed");
        assert.match((await region.textContent()) ?? "", /failing-job: Failed\./);
      });
    });

    test("at 360 px the cards are still a table to a screen reader", async () => {
      const { backend, browser, page: url } = stage();
      await visiting(browser, { url, width: 360 }, async (page) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        const table = page.getByRole("table", { name: "Batch jobs" });
        const tree = await table.ariaSnapshot();
        assert.match(tree, /columnheader "Status"/);
        assert.match(tree, /- row /);
        assert.match(tree, /- cell /);
      });
    });

    test("nothing moves while the page loads and refreshes", async () => {
      const { backend, browser, page: url } = stage();
      for (const width of [360, 1280]) {
        await visiting(browser, { url, width }, async (page) => {
          await signIn(page, backend.admin);
          await signedIn(page);
          await page.reload();
          await signedIn(page);
          await refresh(page);
          const moved = await page.evaluate(layoutShift);
          assert.ok(moved < 0.01, `layout shift of ${moved} at ${width} px`);
        });
      }
    });

    test("the theme can be chosen and is remembered", async () => {
      const { browser, page: url } = stage();
      await visiting(browser, { url }, async (page) => {
        const background = () =>
          page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await background();
        await page.getByRole("button", { name: "Theme: system" }).click();
        await page.getByRole("button", { name: "Theme: light" }).click();
        await page.getByRole("button", { name: "Theme: dark" }).waitFor();
        const dark = await background();
        assert.notEqual(dark, light);
        await page.reload();
        await page.getByRole("button", { name: "Theme: dark" }).waitFor();
        assert.equal(await background(), dark);
      });
    });
  });
}

async function violations(page: Page): Promise<string[]> {
  // Through the debugger: the page's policy rightly refuses a script tag with this content.
  await page.evaluate(await readAxe());
  const results = await page.evaluate(
    async () =>
      (await (
        globalThis as unknown as { axe: { run(): Promise<unknown> } }
      ).axe.run()) as AxeResults,
  );
  assert.ok(results.passes.length > 5, "axe looked at something");
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}

async function readAxe(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  return await readFile(axe, "utf8");
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now === name) return;
    passed.push(now);
  }
  assert.fail(`Tab never came to “${name}”, only to ${[...new Set(passed)].join(", ")}`);
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const element = document.activeElement;
    const labels = element instanceof HTMLInputElement ? element.labels : null;
    const text = element?.ariaLabel ?? labels?.[0]?.textContent ?? element?.textContent ?? "";
    return text.replace(/\s+/g, " ").trim();
  });
}

/** The sum of what Chromium counts as unexpected movement, up to now. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
      resolve(shifts.reduce((sum, shift) => sum + shift.value, 0));
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(0), 500);
  });
}
