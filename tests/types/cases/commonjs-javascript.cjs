/** JavaScript that requires, as code for medusa-js does; the editor knows the types. */
const { default: Medusa, isMedusaApiError } = require("medusa-batch-jobs");

const medusa = new Medusa({ baseUrl: "", maxRetries: 3 });
medusa.admin.batchJobs.retrieve("id").then(
  ({ batch_job }) => batch_job.status.toUpperCase(),
  (error) => isMedusaApiError(error) && error.status.toFixed(),
);
// @ts-expect-error so it is no any
medusa.admin.batchJobs.remove("id");
