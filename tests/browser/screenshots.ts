/** Pictures of every view, at both widths and in both themes: node --import tsx browser/screenshots.ts [directory] */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStage } from "./stage.ts";
import { createJobsForViews, views } from "./views.ts";
import { lookAt, looks, visiting } from "./visit.ts";

const directory = process.argv[2] ?? fileURLToPath(new URL("screenshots", import.meta.url));
await mkdir(directory, { recursive: true });
const stage = await openStage();
try {
  await createJobsForViews(stage.backend);
  for (const { name, show, complaints = [] } of views) {
    await visiting(stage.browser, { url: stage.page, complaints }, async (page) => {
      await show(page, stage);
      for (const look of looks) {
        await lookAt(page, look);
        const file = `${name}-${look.width}-${look.theme}.png`;
        await page.screenshot({ path: join(directory, file) });
      }
    });
  }
  console.log(`${views.length * looks.length} pictures in ${directory}`);
} finally {
  await stage.close();
}
