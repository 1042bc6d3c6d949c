/** Loaded before an example: makes the variables that the READMEs leave open (variables.d.ts). */
import Medusa from "medusa-batch-jobs";

const variables = JSON.parse(process.env.EXAMPLE_VARIABLES ?? "") as Record<string, string>;
const { baseUrl, apiKey } = variables;
Object.assign(globalThis, variables, { medusa: new Medusa({ baseUrl, apiKey }) });
