import type { Page } from "playwright-core";
import type { Backend } from "../backend/start.ts";
import { newestRow, row, signedIn, signIn } from "./console-page.ts";
import { Shop } from "./shop.ts";
import type { Stage } from "./stage.ts";
import { refused } from "./visit.ts";

export interface View {
  readonly name: string;
  readonly complaints?: readonly RegExp[];
  /** Brings the page, freshly opened, to the view. */
  show(page: Page, stage: Stage): Promise<void>;
}

/** One job in every state that a list can show; the views are of them. */
export async function createJobsForViews(backend: Backend): Promise<void> {
  const shop = new Shop(backend);
  const jobs = [
    await shop.createJob({ type: "product-export" }),
    await shop.createJob({ type: "failing-job", context: { message: "The shop is closed." } }),
    await shop.createJob({
      type: "failing-job",
      context: { message: "One row of the file has no title.\nAnother has two.", handled: true },
    }),
    await shop.createJob({ type: "slow-job", dry_run: true }),
  ];
  const ends = ["completed", "failed", "failed", "pre_processed"];
  for (const [index, { id }] of jobs.entries()) await shop.jobBecomes(id, ends[index] ?? "");
}

/**
 * Every state of the page that looks like something of its own. Two of them are of what is not there: the other user
 * has no job yet, and nobody has canceled one.
 */
export const views: readonly View[] = [
  {
    name: "sign-in",
    show: async (page) => {
      await page.getByText("Use another backend").click();
    },
  },
  {
    name: "sign-in-refused",
    complaints: [refused.unauthorized],
    show: async (page, { backend }) => {
      await signIn(page, { email: backend.admin.email, password: "wrong" });
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "loading",
    show: async (page, { backend }) => {
      await page.route("**/admin/batch-jobs?**", () => {
        // Never answered: the view is the wait.
      });
      await signIn(page, backend.admin);
      await page.locator(".skeleton").first().waitFor();
    },
  },
  { name: "list", show: list },
  {
    name: "empty",
    show: async (page, { backend }) => {
      await signIn(page, backend.other);
      await page.getByRole("heading", { name: "No batch jobs yet" }).waitFor();
    },
  },
  {
    name: "no-match",
    show: async (page, stage) => {
      await list(page, stage);
      await page.getByRole("link", { name: /^Canceled/ }).click();
      await page.getByRole("heading", { name: "No canceled jobs" }).waitFor();
    },
  },
  {
    name: "new-export",
    show: async (page, stage) => {
      await list(page, stage);
      await page.getByRole("button", { name: "New export" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "cancel", show: askToCancel },
  {
    name: "canceling",
    show: async (page, stage) => {
      await page.route("**/cancel", () => {
        // As long as a cancel that waits for its job's end.
      });
      await askToCancel(page, stage);
      await page.getByRole("button", { name: "Cancel the job" }).click();
      await page.getByText("Canceling…").waitFor();
    },
  },
  {
    name: "cancel-refused",
    complaints: [refused.badRequest],
    show: async (page, stage) => {
      const shop = new Shop(stage.backend);
      const { id } = await shop.createJob({ type: "slow-job" });
      await list(page, stage);
      await shop.jobBecomes(id, "completed");
      await row(page, id)
        .getByRole("button", { name: /^Cancel/ })
        .click();
      await page.getByRole("button", { name: "Cancel the job" }).click();
      await page.getByRole("alert").waitFor();
      await row(page, id).getByText("Completed").waitFor();
    },
  },
  {
    name: "backend-away",
    complaints: [refused.unavailable],
    show: async (page, stage) => {
      await list(page, stage);
      await page.route("**/admin/batch-jobs?**", async (route) => {
        await route.fulfill({ status: 502, body: "Bad Gateway" });
      });
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "no-connection",
    complaints: [refused.unavailable],
    show: async (page, stage) => {
      await list(page, stage);
      await page.route("**/admin/auth", async (route) => {
        await route.fulfill({ status: 502, body: "Bad Gateway" });
      });
      await page.reload();
      await page.getByRole("heading", { name: "No connection" }).waitFor();
    },
  },
  {
    name: "session-expired",
    complaints: [refused.unauthorized],
    show: async (page, stage) => {
      await list(page, stage);
      await page.context().clearCookies();
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
];

async function list(page: Page, { backend }: Stage): Promise<void> {
  await signIn(page, backend.admin);
  await signedIn(page);
  await newestRow(page);
}

async function askToCancel(page: Page, stage: Stage): Promise<void> {
  await list(page, stage);
  await page
    .getByRole("button", { name: /^Cancel/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
}
