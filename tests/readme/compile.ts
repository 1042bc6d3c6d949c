/** The TypeScript compiler over examples, as if each were a file beside this one. */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Example } from "./examples.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ["node"],
  typeRoots: [fileURLToPath(new URL("../node_modules/@types", import.meta.url))],
};

/** What tsc says about the examples, one line each; nothing if they compile. */
export function problems(examples: readonly Example[]): string[] {
  const sources = new Map(examples.map((example, n) => [`${here}example-${n}.mts`, example]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file)?.code ?? readFile(file);
  host.getSourceFile = (file, language, ...rest) => {
    const code = sources.get(file)?.code;
    return code === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, code, language);
  };
  const rootNames = [...sources.keys(), `${here}variables.d.ts`];
  const program = ts.createProgram({ rootNames, options: OPTIONS, host });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const where = sources.get(file?.fileName ?? "")?.name ?? file?.fileName ?? "tsc";
    return `${where}, line ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** As JavaScript, for a run. */
export function compiled({ code }: Example): string {
  const { ES2022 } = ts.ModuleKind;
  const compilerOptions = { module: ES2022, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
