import Medusa from "medusa-batch-jobs";

const medusa = new Medusa({ baseUrl: "", maxRetries: 3 });
const { batch_jobs } = await medusa.admin.batchJobs.list({ limit: 10 });
document.body.textContent = JSON.stringify(batch_jobs);
