/** The TypeScript compiler over a few files of cases/, without emitting. */
import { fileURLToPath } from "node:url";
import ts from "typescript";

const STRICT: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2020,
  types: [],
};

export interface Project {
  files: readonly string[];
  options: ts.CompilerOptions;
}

/** What tsc says about a project, one line each; nothing if it compiles. */
export function problems({ files, options }: Project): string[] {
  const program = ts.createProgram({
    rootNames: files.map((file) => fileURLToPath(new URL(`cases/${file}`, import.meta.url))),
    options: { ...STRICT, ...options },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line =
      file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? "tsc"}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
