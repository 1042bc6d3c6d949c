/**
 * A process of its own that trusts the test's certificate (`NODE_EXTRA_CA_CERTS` is read when Node
 * starts): calls an https backend that redirects to plain http. Started by `child.ts`.
 */
import Medusa, { isMedusaRedirectError } from "medusa-batch-jobs";

export interface Input {
  baseUrl: string;
  apiKey: string;
}

export interface Refused {
  call: string;
  isRedirectError: boolean;
  location: string | undefined;
}

const { baseUrl, apiKey } = JSON.parse(process.argv[2] ?? "") as Input;
const medusa = new Medusa({ baseUrl, apiKey, maxRetries: 0 });
const { batchJobs, uploads } = medusa.admin;
const calls: Record<string, () => Promise<unknown>> = {
  list: () => batchJobs.list(),
  retrieve: () => batchJobs.retrieve("batch_1"),
  create: () => batchJobs.create({ type: "x", context: {} }),
  cancel: () => batchJobs.cancel("batch_1"),
  delete: () => uploads.delete({ file_key: "a" }),
};
const refused: Refused[] = [];
for (const [call, run] of Object.entries(calls)) {
  const error: unknown = await run().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const isRedirectError = isMedusaRedirectError(error);
  refused.push({ call, isRedirectError, location: isRedirectError ? error.location : undefined });
}
console.log(JSON.stringify(refused));
