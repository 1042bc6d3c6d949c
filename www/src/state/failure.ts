import { isMedusaApiError, isMedusaConnectionError, isMedusaTimeoutError } from "medusa-batch-jobs";

export function isUnauthorized(error: unknown): boolean {
  return isMedusaApiError(error) && error.status === 401;
}

/** What an operator should read about a failure: the server's own words where it had any. */
export function describeFailure(error: unknown): string {
  if (isMedusaApiError(error)) {
    const words = serverMessage(error.response.data);
    if (words === undefined && error.status >= 500) {
      return `The backend is not answering (status ${error.status}).`;
    }
    return words ?? error.message;
  }
  if (isMedusaTimeoutError(error)) return "The backend took too long to answer.";
  if (isMedusaConnectionError(error)) return "The backend can’t be reached.";
  return error instanceof Error ? error.message : String(error);
}

function serverMessage(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("message" in data)) return undefined;
  return typeof data.message === "string" && data.message !== "" ? data.message : undefined;
}
