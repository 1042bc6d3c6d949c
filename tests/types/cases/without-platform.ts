/** A project that knows no DOM and no Node: everything goes by shape. Compiled, never run. */
import Medusa, { type AbortSignalLike, type FileLike, type ResponseLike } from "medusa-batch-jobs";

// @ts-expect-error this project has no such global, or the test shows nothing
export type None = [typeof AbortSignal, typeof fetch];

declare const signal: AbortSignalLike;
declare const file: FileLike;
declare const response: ResponseLike;
declare const stream: AsyncIterable<Uint8Array>;

const medusa = new Medusa({
  fetch: async (url, { method, headers }) => {
    url.concat(method, headers["accept"] ?? "");
    return response;
  },
});
medusa.admin.batchJobs.list({}, {}, { signal });
medusa.admin.uploads.create(file);
medusa.admin.uploads.create([file, { name: "a.csv", content: stream }]);
medusa.admin.uploads.createProtected({ name: "a.csv", content: new Uint8Array(1) });
// @ts-expect-error a file needs a name
medusa.admin.uploads.create({ content: "a;b" });
// @ts-expect-error no content
medusa.admin.uploads.create({ name: "a.csv", content: 5 });
// @ts-expect-error no response
new Medusa({ fetch: async () => ({ status: 200 }) });
