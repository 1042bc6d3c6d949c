/** Uploads to the real server: what arrives, under which name, byte for byte. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type Medusa from "medusa-batch-jobs";
import { adminOf, sharedBackend } from "./shared-backend.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const NAMES = [
  "plain.csv",
  "with space.csv",
  "bär é.csv",
  "订单 导出.csv",
  "🛒.csv",
  "a;b=c.csv",
  "100%25.csv",
];

describe("uploads", () => {
  let medusa: Medusa;
  let directory: string;
  before(async () => {
    medusa = adminOf(await sharedBackend());
    directory = await mkdtemp(path.join(tmpdir(), "medusa-batch-jobs-uploads-"));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** The bytes behind a key, by the link the server gives out. */
  async function stored(key: string): Promise<Uint8Array> {
    const { download_url } = await medusa.admin.uploads.getPresignedDownloadUrl({ file_key: key });
    // The local file service gives out the key as it is, without encoding it.
    const response = await fetch(
      download_url.replace(key, key.split("/").map(encodeURIComponent).join("/")),
    );
    assert.equal(response.status, 200, download_url);
    return new Uint8Array(await response.arrayBuffer());
  }

  for (const name of NAMES) {
    it(`keeps the name ${name}, as a File and as { name, content }`, async () => {
      for (const file of [
        new File(["x;y\r\n"], name, { type: "text/csv" }),
        { name, content: "x;y\r\n" },
      ]) {
        const { uploads } = await medusa.admin.uploads.create(file);
        const { base } = path.parse(uploads[0]?.key ?? "");
        // file-local puts a timestamp between the name and its extension or before the name.
        const { name: stem, ext } = path.parse(name);
        assert.ok(base.includes(stem) && base.endsWith(ext), `${name} became ${base}`);
        assert.equal(Buffer.from(await stored(uploads[0]?.key ?? "")).toString(), "x;y\r\n");
      }
    });
  }

  it("5 MB arrive byte for byte, from memory and from a file's stream", async () => {
    const bytes = Buffer.alloc(5_000_000);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 255;
    const file = path.join(directory, "big.csv");
    await writeFile(file, bytes);
    for (const content of [bytes, createReadStream(file)]) {
      const { uploads } = await medusa.admin.uploads.createProtected({ name: "big.csv", content });
      assert.equal(sha256(await stored(uploads[0]?.key ?? "")), sha256(bytes));
    }
  });

  it("several files in one call, each with its content", async () => {
    const files = ["a", "b", "c"].map((text) => new File([text], `${text}.csv`));
    const { uploads } = await medusa.admin.uploads.create(files);
    assert.equal(uploads.length, 3);
    const contents = await Promise.all(uploads.map(({ key }) => stored(key)));
    assert.deepEqual(
      contents.map((bytes) => Buffer.from(bytes).toString()),
      ["a", "b", "c"],
    );
  });

  it("a deleted file is gone; deleting it again says the same", async () => {
    const { uploads } = await medusa.admin.uploads.create(new File(["x"], "gone.csv"));
    const file_key = uploads[0]?.key ?? "";
    for (const _ of [1, 2]) {
      const { deleted, id, object } = await medusa.admin.uploads.delete({ file_key });
      assert.deepEqual({ deleted, id, object }, { deleted: true, id: file_key, object: "file" });
    }
    const { download_url } = await medusa.admin.uploads.getPresignedDownloadUrl({ file_key });
    assert.equal((await fetch(download_url)).status, 404);
  });
});
