/** A TCP server that answers with the bytes a test gives it: what no HTTP library would send. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

export type RawAnswer = string | Buffer | ((socket: Socket) => void);

const BODY = JSON.stringify({ batch_job: { id: "batch_1" }, batch_jobs: [{ id: "batch_1" }] });

/** An answer as text; `content-length` is added unless the headers frame the body themselves. */
export function http(status: string, headers: string[] = [], body: string | Buffer = ""): Buffer {
  const framed = headers.some((line) => /^(content-length|transfer-encoding):/i.test(line));
  const length = framed ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const head = [`HTTP/1.1 ${status}`, ...headers, ...length, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(body)]);
}

export const json = (body: string | Buffer, status = "200 OK") =>
  http(status, ["content-type: application/json"], body);

/** What a healthy backend says to any of the calls. */
export const HEALTHY = json(BODY);

export class RawServer {
  requests = 0;
  #answers: RawAnswer[] = [];
  #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<RawServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const raw = new RawServer(server, `http://127.0.0.1:${port}`);
    server.on("connection", (socket) => raw.#connected(socket));
    return raw;
  }

  /** Answers for the next requests, in order; after them come healthy ones. */
  answer(...answers: RawAnswer[]): this {
    this.#answers = answers;
    this.requests = 0;
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    // A client that has heard enough resets the connection.
    socket.on("error", () => {});
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const length = requestLength(received);
      if (length === undefined) return;
      received = received.slice(length);
      this.requests += 1;
      const answer = this.#answers.shift() ?? HEALTHY;
      if (typeof answer === "function") answer(socket);
      else socket.write(answer);
    });
  }
}

/** Where the first request ends; undefined while it is not all there. */
function requestLength(received: string): number | undefined {
  const head = received.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const declared = /^content-length: *(\d+)/im.exec(received.slice(0, head))?.[1];
  const length = head + 4 + Number(declared ?? 0);
  return received.length < length ? undefined : length;
}
