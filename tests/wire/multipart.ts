/** Reads a recorded multipart/form-data body part by part, keeping each part's header bytes. */
import type { RecordedRequest } from "./recorder.ts";

export interface Part {
  /** Raw header lines, decoded as UTF-8 (browsers and Node put UTF-8 bytes into file names). */
  headers: Record<string, string>;
  name: string | undefined;
  filename: string | undefined;
  content: Buffer;
}

export function partsOf({ headers, body }: RecordedRequest): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers["content-type"] ?? "")?.[1];
  if (!boundary) throw new Error(`not a multipart request: ${headers["content-type"]}`);
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  for (;;) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (start < 0 || end < 0) return parts;
    // Between two delimiters: CRLF, the part, CRLF.
    parts.push(readPart(body.subarray(start + delimiter.length + 2, end - 2)));
    start = end;
  }
}

function readPart(bytes: Buffer): Part {
  const gap = bytes.indexOf("\r\n\r\n");
  const headers: Record<string, string> = {};
  for (const line of bytes.subarray(0, gap).toString("utf8").split("\r\n")) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const disposition = headers["content-disposition"] ?? "";
  return {
    headers,
    name: /[; ]name="([^"]*)"/.exec(disposition)?.[1],
    filename: filenameOf(disposition),
    content: bytes.subarray(gap + 4),
  };
}

/** RFC 5987 `filename*` wins over `filename`, as in busboy, the parser inside multer. */
function filenameOf(disposition: string): string | undefined {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  return /filename="([^"]*)"/.exec(disposition)?.[1];
}
