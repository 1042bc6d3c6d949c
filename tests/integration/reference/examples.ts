/**
 * The code examples of medusa-js's reference page for AdminBatchJobsResource, verbatim. The tests
 * change the module's name and, in the first, add the closing parenthesis the page forgot.
 */
const START = `import Medusa from "@medusajs/medusa-js"
const medusa = new Medusa({ baseUrl: MEDUSA_BACKEND_URL, maxRetries: 3 })
// must be previously logged in or use api token
`;

export const EXAMPLES = {
  create: `${START}medusa.admin.batchJobs.create({
type: 'product-export',
context: {},
dry_run: false
}).then((({ batch_job }) => {
console.log(batch_job.id);
})`,

  list: `${START}medusa.admin.batchJobs.list()
.then(({ batch_jobs, limit, offset, count }) => {
console.log(batch_jobs.length)
})`,

  "list with relations": `${START}medusa.admin.batchJobs.list({
expand: "created_by_user"
})
.then(({ batch_jobs, limit, offset, count }) => {
console.log(batch_jobs.length)
})`,

  "list with limit and offset": `${START}medusa.admin.batchJobs.list({
expand: "created_by_user",
limit,
offset
})
.then(({ batch_jobs, limit, offset, count }) => {
console.log(batch_jobs.length)
})`,

  cancel: `${START}medusa.admin.batchJobs.cancel(batchJobId)
.then(({ batch_job }) => {
console.log(batch_job.id);
})`,

  confirm: `${START}medusa.admin.batchJobs.confirm(batchJobId)
.then(({ batch_job }) => {
console.log(batch_job.id);
})`,

  retrieve: `${START}medusa.admin.batchJobs.retrieve(batchJobId)
.then(({ batch_job }) => {
console.log(batch_job.id);
})`,
} as const;

export type ExampleName = keyof typeof EXAMPLES;

export function runnable(name: ExampleName): string {
  const code = EXAMPLES[name].replace('"@medusajs/medusa-js"', '"medusa-batch-jobs"');
  return name === "create" ? `${code})` : code;
}
