/**
 * Uploads. medusa-js's fail in Node (axios 0.24 refuses its FormData), so it is given, through its
 * own `axiosAdapter` option, an adapter that does with headers what axios's browser adapter does.
 * The forms both clients build are then compared part by part.
 */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, describe, it } from "node:test";
import { MedusaJs } from "./medusa-js.ts";
import { partsOf } from "./multipart.ts";
import { clientOf } from "./outcome.ts";
import { type RecordedRequest, Recorder } from "./recorder.ts";
import { type AnyClient, sentBy } from "./row.ts";

interface AxiosRequest {
  method: string;
  baseURL: string;
  url: string;
  headers: Record<string, string>;
  data: FormData;
}

/** axios/lib/adapters/xhr.js: the browser sets the Content-Type of a FormData itself. */
async function browserLikeAdapter(config: AxiosRequest): Promise<unknown> {
  const { "Content-Type": _, ...headers } = config.headers;
  const response = await fetch(config.baseURL + config.url, {
    method: config.method.toUpperCase(),
    headers,
    body: config.data,
  });
  const { status, statusText } = response;
  return { data: await response.text(), status, statusText, headers: {}, config };
}

const CSV = "Product Handle;Product Title\r\nä;ö\r\n";
const csv = (name: string) => new File([CSV], name, { type: "text/csv" });

type Upload = (medusa: AnyClient) => Promise<unknown>;

const ASCII_UPLOADS: [what: string, upload: Upload][] = [
  ["one File", (m) => m.admin.uploads.create(csv("a.csv"))],
  ["one File in an array", (m) => m.admin.uploads.create([csv("a.csv")])],
  ["three Files", (m) => m.admin.uploads.create([csv("a.csv"), csv("b.csv"), csv("c.csv")])],
  ["a protected File", (m) => m.admin.uploads.createProtected(csv("a.csv"))],
  ["protected Files", (m) => m.admin.uploads.createProtected([csv("a.csv"), csv("b.csv")])],
  ["a Blob", (m) => m.admin.uploads.create(new Blob([CSV], { type: "text/csv" }))],
  ["a Blob without a type", (m) => m.admin.uploads.create(new Blob([CSV]))],
  ["an empty File", (m) => m.admin.uploads.create(new File([], "empty.csv"))],
  ["a name with spaces", (m) => m.admin.uploads.create(csv("a b (c).csv"))],
  [
    "bytes that are no text",
    (m) => m.admin.uploads.create(new File([Uint8Array.of(0, 255, 13, 10)], "b.bin")),
  ],
];

const CONTENTS: [what: string, content: () => unknown][] = [
  ["text", () => CSV],
  ["a Buffer", () => Buffer.from(CSV)],
  ["an ArrayBuffer", () => new TextEncoder().encode(CSV).buffer],
  ["a view into a larger buffer", () => Buffer.from(`xx${CSV}yy`).subarray(2, -2)],
  ["a Blob", () => new Blob([CSV])],
  ["a Node stream", () => Readable.from([Buffer.from(CSV)])],
  ["a web stream", () => new Blob([CSV]).stream()],
  [
    "an async iterable of text and bytes",
    async function* () {
      yield CSV.slice(0, 5);
      yield new TextEncoder().encode(CSV.slice(5));
    },
  ],
];

const NAMES = ["bär é.csv", "订单 导出.csv", "🛒.csv", "a;b=c.csv", "%41.csv", 'quote"quote.csv'];

function withoutBoundary(request: RecordedRequest): unknown {
  const { body: _, headers, ...rest } = sentBy(request, "");
  assert.match(headers["content-type"] ?? "", /^multipart\/form-data; boundary=/);
  return { ...rest, headers: { ...headers, "content-type": "multipart/form-data" } };
}

describe("uploads", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  async function recorded(medusa: unknown, upload: Upload): Promise<RecordedRequest> {
    recorder.reset();
    await upload(medusa as AnyClient);
    return recorder.only();
  }

  const theirs = () =>
    new MedusaJs({ baseUrl: recorder.url, maxRetries: 0, axiosAdapter: browserLikeAdapter });

  for (const [what, upload] of ASCII_UPLOADS) {
    it(`as medusa-js in a browser: ${what}`, async () => {
      const their = await recorded(theirs(), upload);
      const our = await recorded(clientOf(recorder), upload);
      assert.deepEqual(withoutBoundary(our), withoutBoundary(their));
      const essence = (request: RecordedRequest) =>
        partsOf(request).map(({ name, filename, content, headers }) => ({
          name,
          filename,
          type: headers["content-type"],
          content: content.toString("latin1"),
        }));
      assert.deepEqual(essence(our), essence(their));
    });
  }

  for (const [what, content] of CONTENTS) {
    it(`{ name, content }: ${what}`, async () => {
      const file = { name: "a.csv", content: content(), type: "text/csv" };
      const request = await recorded(clientOf(recorder), (m) => m.admin.uploads.create(file));
      const [part, ...more] = partsOf(request);
      assert.equal(more.length, 0);
      assert.equal(part?.name, "files");
      assert.equal(part?.filename, "a.csv");
      assert.equal(part?.headers["content-type"], "text/csv");
      assert.equal(part?.content.toString("utf8"), CSV);
    });
  }

  for (const name of NAMES) {
    it(`a file named ${name} keeps its name`, async () => {
      for (const file of [csv(name), { name, content: CSV }]) {
        const request = await recorded(clientOf(recorder), (m) => m.admin.uploads.create(file));
        assert.equal(partsOf(request)[0]?.filename, name);
      }
    });
  }

  it("a line break in a file name does not make a header", async () => {
    const name = 'a\r\nX-Evil: 1"; name="other';
    const request = await recorded(clientOf(recorder), (m) => m.admin.uploads.create(csv(name)));
    const [part, ...more] = partsOf(request);
    assert.equal(more.length, 0);
    assert.equal(part?.name, "files");
    assert.equal(part?.headers["x-evil"], undefined);
  });

  it("a file that holds any boundary arrives whole", async () => {
    const hostile =
      "\r\n------------------------------0123\r\n--formdata-undici-0\r\n----WebKitFormBoundary";
    const file = new File([hostile.repeat(50)], "a.csv");
    const request = await recorded(clientOf(recorder), (m) => m.admin.uploads.create(file));
    assert.equal(partsOf(request)[0]?.content.toString(), hostile.repeat(50));
  });

  it("5 MB arrive whole", async () => {
    const bytes = Buffer.alloc(5_000_000, CSV);
    const file = { name: "big.csv", content: bytes };
    const request = await recorded(clientOf(recorder), (m) =>
      m.admin.uploads.createProtected(file),
    );
    assert.ok(partsOf(request)[0]?.content.equals(bytes));
    assert.equal(request.path, "/admin/uploads/protected");
  });

  it("custom headers go along and leave the boundary alone", async () => {
    const request = await recorded(clientOf(recorder), (m) =>
      m.admin.uploads.create(csv("a.csv"), { "x-trace": "1" }),
    );
    assert.equal(request.headers["x-trace"], "1");
    assert.match(request.headers["content-type"] ?? "", /boundary=/);
  });

  it("medusa-js itself fails in Node: the reason for this suite's adapter", async () => {
    const plain = new MedusaJs({ baseUrl: recorder.url, maxRetries: 0 });
    const error = await plain.admin.uploads.create(csv("a.csv")).catch((reason: Error) => reason);
    assert.ok(error instanceof Error);
    assert.match(error.message, /Data after transformation must be a string/);
    assert.equal(recorder.requests.length, 0);
  });
});
