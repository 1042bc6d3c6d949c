/** Hooks, logger, renewal and limits: what users write. Compiled, never run. */
import Medusa, {
  type Config,
  isMedusaError,
  type Logger,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
} from "medusa-batch-jobs";
import { same } from "./equal";

const events: (RequestEvent | ResponseEvent | RetryEvent)[] = [];
const logger: Logger = { warn: (message, fields) => void [message.trim(), fields] };

export const config: Config = {
  dedupe: true,
  maxResponseBytes: 1_000,
  logger,
  onAuthExpired: (client) => client.admin.auth.getToken({ email: "e", password: "p" }),
  onRequest: (event) => void events.push(event),
  onResponse: ({ status, durationMs }) => void [status.toFixed(), durationMs.toFixed()],
  onRetry: ({ delayMs, reason, status, code }) => {
    same<typeof status, number | undefined>(true);
    same<typeof code, string | undefined>(true);
    reason.concat(delayMs.toFixed());
  },
};

// Also what is not given, as from an optional of the caller's own.
export const nothing: Config = {
  dedupe: undefined,
  maxResponseBytes: undefined,
  logger: undefined,
  onAuthExpired: undefined,
  onRequest: undefined,
  onResponse: undefined,
  onRetry: undefined,
};

export const medusa = new Medusa({ ...config, logger: console });

export const wrong = new Medusa({
  // @ts-expect-error a yes or a no
  dedupe: "yes",
  // @ts-expect-error a function
  onRetry: "warn",
});

export async function creating(): Promise<void> {
  const payload = { type: "product-export", context: {} };
  try {
    await medusa.admin.batchJobs.create(payload, undefined, { dedupe: false });
  } catch (error) {
    if (!isMedusaError(error)) throw error;
    same<typeof error.mayHaveBeenProcessed, true | undefined>(true);
    same<typeof error.retryAfterMs, number | undefined>(true);
  }
}
