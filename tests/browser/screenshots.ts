/** Pictures of every view, at both widths and in both themes: node --import tsx browser/screenshots.ts [directory] */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStage } from "./stage.ts";
import { createJobsForViews, views } from "./views.ts";
import { visiting } from "./visit.ts";

const directory = process.argv[2] ?? fileURLToPath(new URL("screenshots", import.meta.url));
await mkdir(directory, { recursive: true });
const stage = await openStage();
try {
  await createJobsForViews(stage.backend);
  for (const { name, show, complaints = [] } of views) {
    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      for (const theme of ["light", "dark"] as const) {
        const url = stage.page;
        await visiting(stage.browser, { url, width, height, theme, complaints }, async (page) => {
          await show(page, stage);
          await page.screenshot({ path: join(directory, `${name}-${width}-${theme}.png`) });
        });
      }
    }
  }
  console.log(`${views.length * 4} pictures in ${directory}`);
} finally {
  await stage.close();
}
