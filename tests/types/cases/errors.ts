/** Errors: classes, guards, and what they tell. Compiled, never run. */
import {
  type ErrorResponse,
  isMedusaApiError,
  isMedusaConnectionError,
  isMedusaError,
  isMedusaRedirectError,
  isMedusaResponseError,
  isMedusaTimeoutError,
  isMedusaUsageError,
  MedusaApiError,
  MedusaConnectionError,
  MedusaError,
  MedusaRedirectError,
  MedusaResponseError,
  MedusaTimeoutError,
  MedusaUsageError,
} from "medusa-batch-jobs";
import { same } from "./equal.js";

export function byGuard(error: unknown): void {
  if (!isMedusaError(error)) return;
  same<typeof error, MedusaError>(true);
  const asError: Error = error;
  asError.message.trim();
  same<typeof error.status, number | undefined>(true);
  same<typeof error.code, string | undefined>(true);
  same<typeof error.isAxiosError, true | undefined>(true);
  same<typeof error.cause, unknown>(true);
  if (isMedusaApiError(error)) {
    same<typeof error, MedusaApiError>(true);
    same<typeof error.status, number>(true);
    same<typeof error.response, ErrorResponse>(true);
    same<typeof error.response.data, unknown>(true);
    same<typeof error.isAxiosError, true>(true);
  }
  if (isMedusaUsageError(error)) error.argument.concat(error.expected, error.received);
  if (isMedusaTimeoutError(error)) error.timeoutMs.toFixed();
  if (isMedusaResponseError(error)) error.response.status.toFixed();
  if (isMedusaConnectionError(error)) error.code?.trim();
  if (isMedusaRedirectError(error)) error.location?.trim();
}

export function byClass(error: unknown): void {
  if (error instanceof MedusaApiError) error.status.toFixed();
  if (error instanceof MedusaUsageError) error.argument.trim();
  if (error instanceof MedusaTimeoutError) error.timeoutMs.toFixed();
  if (error instanceof MedusaResponseError) error.response.headers;
  if (error instanceof MedusaConnectionError) error.code?.trim();
  if (error instanceof MedusaRedirectError) error.location?.trim();
  if (error instanceof MedusaError) error.attempts?.toFixed();
}

/** The names tell the classes apart, also where a copy of the package makes instanceof false. */
export function byName(
  error: MedusaApiError | MedusaUsageError | MedusaTimeoutError | MedusaConnectionError,
): number {
  switch (error.name) {
    case "MedusaApiError":
      return error.status;
    case "MedusaUsageError":
      return error.argument.length;
    case "MedusaTimeoutError":
      return error.timeoutMs;
    case "MedusaConnectionError":
      return error.attempts ?? 0;
  }
}

export function negative(error: MedusaError): void {
  // @ts-expect-error there may be no answer
  error.response.status;
  // @ts-expect-error read-only
  error.status = 404;
}
