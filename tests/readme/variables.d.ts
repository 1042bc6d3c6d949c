/** What the examples take for granted; in a run `run-example.ts` makes them. */
import type Medusa from "medusa-batch-jobs";

declare global {
  const baseUrl: string;
  const apiKey: string;
  const email: string;
  const password: string;
  /** The path of a CSV file. */
  const csvFile: string;
  /** A job that may be canceled. */
  const batchJobId: string;
  /** A dry run in `pre_processed`. */
  const preparedJobId: string;
  const medusa: Medusa;
}
