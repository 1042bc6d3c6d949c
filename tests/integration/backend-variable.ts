/** Tells the test files of a run the backend that `run.ts` has started for them, as JSON. */
export const BACKEND_VARIABLE = "MEDUSA_BATCH_JOBS_TEST_BACKEND";
