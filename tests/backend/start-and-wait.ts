/** Starts a backend and waits to be killed; for ending.test.ts. */
import { startBackend } from "./start.ts";

const backend = await startBackend({ products: 1 });
process.stdout.write(`${backend.url}\n`);
setInterval(() => {}, 60_000);
