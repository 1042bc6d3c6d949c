import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";

export interface VisitOptions {
  readonly url: string;
  readonly width?: number;
  /**
   * What the console may and must say: Chromium reports every refused request there. Anything
   * else, a violation of the Content Security Policy above all, fails the test.
   */
  readonly complaints?: readonly RegExp[];
}

/** One tab in a browser profile of its own; everything its console says against the page is kept. */
export async function visiting(
  browser: Browser,
  options: VisitOptions,
  test: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { url, width = 1280, complaints = [] } = options;
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  try {
    const heard: string[] = [];
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
    });
    context.on("weberror", (failure) => heard.push(String(failure.error())));
    const page = await context.newPage();
    await page.goto(url);
    await test(page, context);
    const unexpected = heard.filter((text) => !complaints.some((allowed) => allowed.test(text)));
    assert.deepEqual(unexpected, [], "the console complains");
    for (const expected of complaints) {
      assert.ok(
        heard.some((text) => expected.test(text)),
        `the console never said ${expected}`,
      );
    }
  } finally {
    await context.close();
  }
}

export interface Look {
  readonly theme: "light" | "dark";
  readonly width: number;
}

/** What every view is looked at in: both themes, on a phone and on a desk. */
export const looks: readonly Look[] = [
  { theme: "light", width: 360 },
  { theme: "dark", width: 360 },
  { theme: "light", width: 1280 },
  { theme: "dark", width: 1280 },
];

export async function lookAt(page: Page, { theme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: 800 });
}

export const refused = {
  unauthorized: /status of 401/,
  badRequest: /status of 400/,
  unavailable: /status of 502/,
} as const;
