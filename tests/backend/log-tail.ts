/** The last lines of a process's output, to be shown when it fails. */
export class LogTail {
  readonly #lines: string[] = [];
  readonly #listener: (line: string) => void;

  constructor(listener: (line: string) => void = () => {}) {
    this.#listener = listener;
  }

  /** Reads a stream to its end, line by line. */
  follow(stream: NodeJS.ReadableStream | null): void {
    let rest = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) this.add(line);
    });
    stream?.on("end", () => {
      if (rest !== "") this.add(rest);
    });
  }

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > 40) this.#lines.shift();
    this.#listener(line);
  }

  toString(): string {
    return this.#lines.map((line) => `    ${line}`).join("\n");
  }
}
