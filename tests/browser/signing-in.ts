import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { passwordField, signedIn, signIn } from "./console-page.ts";
import { builtPage, type Stage } from "./stage.ts";
import { startStaticHost } from "./static-host.ts";
import { refused, visiting } from "./visit.ts";

export function signingIn(stage: () => Stage): void {
  describe("signing in", () => {
    test("a first visit asks the backend nothing", async () => {
      const { browser, page: url } = stage();
      await visiting(browser, { url: "about:blank" }, async (page) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        await page.goto(url);
        await page.getByRole("button", { name: "Sign in" }).waitFor();
        assert.ok(asked.includes("/"));
        assert.deepEqual(
          asked.filter((path) => path.startsWith("/admin")),
          [],
        );
      });
    });

    test("a wrong password is refused in words, the right one opens the list", async () => {
      const { backend, browser, page: url } = stage();
      await visiting(browser, { url, complaints: [refused.unauthorized] }, async (page) => {
        await signIn(page, { email: backend.admin.email, password: "wrong" });
        const alert = page.getByRole("alert");
        await alert.waitFor();
        assert.equal(await alert.textContent(), "Wrong email or password.");
        assert.equal(await page.getByLabel("Email").inputValue(), backend.admin.email);
        await passwordField(page).fill(backend.admin.password);
        await page.keyboard.press("Enter");
        await signedIn(page);
        await page.getByText(backend.admin.email).waitFor();
      });
    });

    test("a session outlives a reload, and signing out ends it at the backend", async () => {
      const { backend, browser, page: url } = stage();
      await visiting(browser, { url }, async (page, context) => {
        await signIn(page, backend.admin);
        await signedIn(page);
        await page.reload();
        await signedIn(page);
        const cookies = await context.cookies();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("button", { name: "Sign in" }).waitFor();
        const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
        const later = await fetch(`${backend.url}/admin/auth`, { headers: { cookie } });
        assert.equal(later.status, 401);
      });
    });

    test("a token signs in without a cookie and is forgotten on reload", async () => {
      const { backend, browser, page: url } = stage();
      await visiting(browser, { url }, async (page) => {
        await page.getByRole("radio", { name: "Token" }).check();
        const list = page.waitForRequest((request) => request.url().includes("/admin/batch-jobs"));
        await signIn(page, backend.admin);
        assert.match((await (await list).allHeaders()).authorization ?? "", /^Bearer \S+$/);
        await signedIn(page);
        await nothingIsStored(page);
        await page.reload();
        await page.getByRole("button", { name: "Sign in" }).waitFor();
      });
    });

    test("an API key signs in, an unknown one does not, and it is forgotten on reload", async () => {
      const { backend, browser, page: url } = stage();
      await visiting(browser, { url, complaints: [refused.unauthorized] }, async (page) => {
        await page.getByRole("radio", { name: "API key" }).check();
        await page.getByRole("textbox", { name: "API key" }).fill("unknown");
        await page.keyboard.press("Enter");
        await page.getByText("The backend does not know this API key.").waitFor();
        await page.getByRole("textbox", { name: "API key" }).fill(backend.apiToken);
        await page.keyboard.press("Enter");
        await signedIn(page);
        await page.getByText(backend.admin.email).waitFor();
        await nothingIsStored(page);
        await page.reload();
        await page.getByRole("button", { name: "Sign in" }).waitFor();
      });
    });

    test("a build on a static host takes its backend from ?backend= and says whose it is", async () => {
      const { backend, browser } = stage();
      const policy = [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        `connect-src 'self' ${backend.url}`,
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; ");
      const host = await startStaticHost(builtPage, policy);
      try {
        const url = `${host.url}/?backend=${encodeURIComponent(backend.url)}`;
        await visiting(browser, { url }, async (page) => {
          await page.getByText(`on another server: ${new URL(backend.url).host}`).waitFor();
          await signIn(page, backend.admin);
          await signedIn(page);
        });
      } finally {
        await host.stop();
      }
    });

    test("the backend’s address can be typed in, and nonsense is refused", async () => {
      const { browser, page: url } = stage();
      await visiting(browser, { url }, async (page) => {
        await page.getByText("Use another backend").click();
        const field = page.getByLabel("Address of the Medusa backend");
        await field.fill("javascript:alert(1)");
        await page.keyboard.press("Enter");
        await page.getByText("must begin with https:// or http://").waitFor();
        assert.equal(page.url(), `${url}/`);
        await field.fill("https://shop.example/medusa/");
        await page.keyboard.press("Enter");
        await page.getByText("on another server: shop.example/medusa").waitFor();
        assert.equal(
          new URL(page.url()).searchParams.get("backend"),
          "https://shop.example/medusa",
        );
      });
    });
  });
}

async function nothingIsStored(page: Page): Promise<void> {
  const stored = await page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
  assert.deepEqual(stored, {});
}
