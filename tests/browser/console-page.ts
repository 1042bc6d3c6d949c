import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Credentials } from "../backend/start.ts";

/** What people do on the page, by the words they see. */
export async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** "Password" is also the name of the way to sign in. */
export function passwordField(page: Page): Locator {
  return page.locator("input[type=password]");
}

export async function signedIn(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Jobs", exact: true }).waitFor();
  await page.getByText(/^Updated/).waitFor();
}

export async function refresh(page: Page): Promise<void> {
  const list = page.waitForResponse((response) => isList(response.url()));
  await page.getByRole("button", { name: "Refresh" }).click();
  await list;
}

export function isList(url: string): boolean {
  return new URL(url).pathname === "/admin/batch-jobs";
}

export function row(page: Page, id: string): Locator {
  return page.locator(`[data-job="${id}"]`);
}

export async function newestRow(page: Page): Promise<string> {
  const id = await page.locator("[data-job]").first().getAttribute("data-job");
  assert.ok(id);
  return id;
}

/** Refreshes as an operator would, until the row says so. */
export async function refreshUntil(page: Page, id: string, status: string): Promise<void> {
  const said = row(page, id).getByText(status, { exact: true });
  for (let attempt = 0; attempt < 60; attempt++) {
    await refresh(page);
    if (
      await said.waitFor({ timeout: 500 }).then(
        () => true,
        () => false,
      )
    ) {
      return;
    }
  }
  assert.fail(`the row of ${id} never said ${status}`);
}
