/** What Node has is what this package takes. Compiled, never run. */
import { Blob, Buffer, File } from "node:buffer";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import Medusa from "medusa-batch-jobs";

new Medusa({ fetch });
const medusa = new Medusa({ fetch: (url, init) => globalThis.fetch(url, init) });
medusa.admin.batchJobs.list({}, {}, { signal: AbortSignal.timeout(5) });
medusa.admin.batchJobs.list({}, {}, { signal: new AbortController().signal });

const { uploads } = medusa.admin;
uploads.create({ name: "a.csv", content: Buffer.from("a;b") });
uploads.create({ name: "a.csv", content: createReadStream("a.csv") });
uploads.create({ name: "a.csv", content: Readable.from(["a;b"]) });
uploads.create({ name: "a.csv", content: new ReadableStream() });
uploads.create(new File(["a;b"], "a.csv"));
uploads.create([new Blob(["a;b"])]);
export const read = async () =>
  uploads.createProtected({ name: "a.csv", content: await readFile("a.csv") });
