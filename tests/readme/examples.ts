/** The code examples of the READMEs: every fenced block marked `ts`. */
import { readFileSync } from "node:fs";

export interface Example {
  /** `README.md:42`, the line of its fence. */
  name: string;
  code: string;
  /** Marked `ts page`: of a web page, compiled but not run. */
  ofPage: boolean;
}

/** Relative to the root of the repository. */
export const READMES = ["README.md", "pkg/README.md"] as const;

export function textOf(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
}

export function examplesOf(file: string): Example[] {
  const text = textOf(file);
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
