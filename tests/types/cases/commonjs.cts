/** CommonJS in TypeScript: both ways to import, and the client of one is the client of the other. */
import Medusa, { type BatchJob, isMedusaError } from "medusa-batch-jobs";

import required = require("medusa-batch-jobs");

import type ImportedAsEsm from "medusa-batch-jobs" with { "resolution-mode": "import" };

const { default: Default } = required;
const medusa: Medusa = new Default({ baseUrl: "" });
export const asEsm: ImportedAsEsm = medusa;
export const asCommonJs: Medusa = asEsm;
export const job = async (): Promise<BatchJob> =>
  (await medusa.admin.batchJobs.retrieve("id")).batch_job;
export const guard: (error: unknown) => boolean = isMedusaError;
export const named: typeof Medusa = required.Medusa;
// @ts-expect-error the module itself is no class
new required();
