/**
 * Loaded before an example: gives it the variables the page leaves open, and a signed-in browser's
 * cookie store, for the page says "must be previously logged in".
 */
interface Setting {
  cookie: string;
  variables: Record<string, unknown>;
}

const { cookie, variables } = JSON.parse(process.env.EXAMPLE_SETTING ?? "") as Setting;
Object.assign(globalThis, variables);

const engineFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("cookie", cookie);
  return engineFetch(input, { ...init, headers });
};
