/** A client whose requests end in the test: properties need thousands of them. */
import assert from "node:assert/strict";
import Medusa, { type Config } from "medusa-batch-jobs";

export interface Seen {
  url: URL;
  rawQuery: string;
  headers: Record<string, string>;
}

export function probe(config: Config = {}): { medusa: Medusa; last: () => Seen } {
  let last: Seen | undefined;
  const fetch = (url: string, init: { headers: Record<string, string> }) => {
    const mark = url.indexOf("?");
    last = {
      url: new URL(url),
      rawQuery: mark < 0 ? "" : url.slice(mark + 1),
      headers: init.headers,
    };
    return Promise.resolve(Response.json({ batch_job: {}, batch_jobs: [] }));
  };
  const medusa = new Medusa({
    baseUrl: "https://shop.test/prefix",
    maxRetries: 0,
    ...config,
    fetch: fetch as unknown as NonNullable<Config["fetch"]>,
  });
  return { medusa, last: () => last ?? assert.fail("nothing was sent") };
}
