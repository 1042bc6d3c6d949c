/** What browsers have is what this package takes. Compiled, never run. */
import Medusa, { type Fetch } from "medusa-batch-jobs";

new Medusa({ fetch });
new Medusa({ fetch: globalThis.fetch });
const medusa = new Medusa({
  fetch: (url, init) => fetch(url, { ...init, credentials: "omit", headers: init.headers }),
});
export const traced: Fetch = async (url, init) => {
  const response = await fetch(`${url}#${init.method}`, init);
  return response.clone();
};
new Medusa({ fetch: (url: string | URL, init?: RequestInit) => fetch(url, init) });
// @ts-expect-error no response
new Medusa({ fetch: async () => "text" });

const controller = new AbortController();
medusa.admin.batchJobs.list({}, {}, { signal: controller.signal });
medusa.admin.batchJobs.list({}, {}, { signal: AbortSignal.timeout(5) });
// @ts-expect-error the controller is no signal
medusa.admin.batchJobs.list({}, {}, { signal: controller });

const { uploads } = medusa.admin;
const blob = new Blob(["a;b"]);
uploads.create(new File(["a;b"], "a.csv"));
uploads.create(blob);
uploads.create([new File([], "a.csv"), blob, { name: "b.csv", content: blob }]);
uploads.create({ name: "c.csv", content: blob.stream(), type: "text/csv" });
uploads.create({ name: "c.csv", content: new ArrayBuffer(1) });
export const chosen = (input: HTMLInputElement) => uploads.create([...(input.files ?? [])]);
// @ts-expect-error no file
uploads.create("a;b");
