/**
 * A child process: medusa-js as in a browser, where it keeps a token. It looks for nothing but a
 * `window` to decide, and keeps the token for the whole process, hence a process of its own.
 * Usage: medusa-js-with-window.ts <base URL>
 */
import { MedusaJs } from "./medusa-js.ts";

Object.assign(globalThis, { window: globalThis });

const baseUrl = process.argv[2] ?? "";
const config = { baseUrl, maxRetries: 0 };
const first = new MedusaJs(config);
await first.admin.auth.getToken({ email: "a@b.c", password: "x" });
await first.admin.batchJobs.list({ fields: "id" });
await first.admin.batchJobs.cancel("batch_1");
await first.admin.custom.get("/products");
await new MedusaJs(config).admin.batchJobs.retrieve("another-instance");
await first.admin.auth.deleteSession();
await first.admin.batchJobs.retrieve("after-sign-out");
