/** The code examples of the READMEs: every fenced block marked `ts`. */
import { readFile } from "node:fs/promises";

export interface Example {
  /** `README.md:42`, the line of its fence. */
  name: string;
  code: string;
  /** Marked `ts page`: of a web page, compiled but not run. */
  ofPage: boolean;
}

/** Relative to the root of the repository. */
export const READMES = ["README.md", "pkg/README.md"] as const;

export function textOf(file: string): Promise<string> {
  return readFile(new URL(`../../${file}`, import.meta.url), "utf8");
}

export async function examplesOf(file: string): Promise<Example[]> {
  const text = await textOf(file);
  return [...text.matchAll(/^```ts( page)?\n(.*?)^```$/gms)].map((match) => ({
    name: `${file}:${text.slice(0, match.index).split("\n").length}`,
    code: match[2] ?? "",
    ofPage: match[1] !== undefined,
  }));
}

/** What the example says it prints: the comments behind its `console.log(…);`. */
export function printedBy({ code }: Example): string[] {
  return [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] ?? "");
}
