/**
 * A process of its own: one call that gets a hostile answer, how it ended, how much memory it took at
 * most, and whether the client works afterwards. Started by `child.ts`.
 */
import { setImmediate as turn } from "node:timers/promises";
import Medusa, { type Config, isMedusaError } from "medusa-batch-jobs";

export interface Input {
  config: Config;
  /** Paths of `admin.custom` that warm up, that are measured, and that work afterwards. */
  hostile: string;
  healthy: string;
}

export interface Measured {
  /** Name of the error; "none" when the call resolved. */
  error: string;
  message: string;
  isTyped: boolean;
  status: number | undefined;
  attempts: number | undefined;
  /** Bytes above what the process held before the call. */
  peak: { rss: number; heapAndExternal: number };
  ms: number;
  works: boolean;
}

const held = () => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function measure({ config, hostile, healthy }: Input): Promise<Measured> {
  const medusa = new Medusa({ maxRetries: 2, ...config });
  await medusa.admin.custom.get(healthy);
  globalThis.gc?.();
  await turn();
  const before = { rss: process.memoryUsage.rss(), held: held() };
  const peak = { rss: 0, held: 0 };
  const sample = () => {
    peak.rss = Math.max(peak.rss, process.memoryUsage.rss());
    peak.held = Math.max(peak.held, held());
  };
  const sampling = setInterval(sample, 5);
  const started = performance.now();
  const error: unknown = await medusa.admin.custom.get(hostile).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  sample();
  clearInterval(sampling);
  const ms = performance.now() - started;
  const after = await medusa.admin.custom.get(healthy);
  const { name, message, status, attempts } = (error ?? {}) as Partial<Measured> & Partial<Error>;
  return {
    error: name ?? "none",
    message: (message ?? "").slice(0, 300),
    isTyped: isMedusaError(error),
    status,
    attempts,
    peak: { rss: peak.rss - before.rss, heapAndExternal: peak.held - before.held },
    ms,
    works: after.response.status === 200,
  };
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? "") as Input)));
