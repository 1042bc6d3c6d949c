/** Servers and runtimes that repeat what they were sent, in every place an answer has. */

export interface Heard {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What a server can repeat of a request: each header's value, and the texts in its JSON. */
function repeated({ headers, body }: Heard): string[] {
  const texts = Object.values(headers);
  const walk = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(walk);
  };
  try {
    walk(JSON.parse(body));
  } catch {
    texts.push(body);
  }
  return texts;
}

const html = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** A Response whose URL, status text and headers are what a server made them, of whatever length. */
function answer(status: number, body: string, headers: [string, string][] = [], more: object = {}) {
  const sendable = headers.filter(([, value]) => /^[\t -~\x80-\xff]*$/.test(value));
  const response = new Response(status === 204 ? null : body, { status, headers: sendable });
  for (const [name, value] of Object.entries(more))
    Object.defineProperty(response, name, { value });
  return response;
}

/** `body` is for answers that repeat it elsewhere. */
type Echo = (heard: Heard, status: number, body?: string) => Response;

export const ECHOES: Record<string, Echo> = {
  "the texts of a JSON body": (heard, status) => {
    const [message, type, code] = [repeated(heard).join(" "), ...repeated(heard)];
    return answer(status, JSON.stringify({ message, type, code, nested: [repeated(heard)] }));
  },
  "the keys of a JSON body": (heard, status) => {
    const fields = repeated(heard).map((text) => [text, { [text]: 1 }]);
    return answer(status, JSON.stringify({ errors: Object.fromEntries(fields) }));
  },
  "JSON within JSON": (heard, status) =>
    answer(status, JSON.stringify({ message: heard.body, request: JSON.stringify(heard) })),
  "the body in a text": (heard, status) => answer(status, `Bad body: ${heard.body}`),
  "a text": (heard, status) => answer(status, repeated(heard).join(" ")),
  "a page": (heard, status) =>
    answer(status, `<html><pre>${repeated(heard).map(html).join("<br>")}</pre></html>`),
  "half a JSON body": (heard, status) =>
    answer(status, JSON.stringify({ heard: repeated(heard) }).slice(0, -2)),
  "the headers": (heard, status, body = "{}") =>
    answer(
      status,
      body,
      repeated(heard).map((text, i) => [`x-echo-${i}`, text]),
    ),
  "the status text": (heard, status, body = "{}") =>
    answer(status, body, [], { statusText: repeated(heard).join(" ") }),
  "the URL": (heard, status, body = "{}") => {
    const query = repeated(heard)
      .map((text) => `a=${encodeURIComponent(text)}`)
      .join("&");
    return answer(status, body, [], { url: `${heard.url}?${query}` });
  },
  "Location and Retry-After": (heard, status, body = "{}") => {
    const text = repeated(heard).join(" ");
    const location = `https://evil.test/${encodeURIComponent(text)}`;
    return answer(status, body, [
      ["location", location],
      ["retry-after", text],
      ["www-authenticate", text],
    ]);
  },
  "what fetch rejects with": (heard) => {
    const text = repeated(heard).join(" ");
    const cause = Object.assign(new Error(text), { code: text, headers: heard.headers });
    throw Object.assign(new TypeError(text, { cause }), { code: text, name: text, heard });
  },
  "the code of what fetch rejects with": (heard) => {
    const [code] = repeated(heard).toReversed();
    throw Object.assign(new Error("fetch failed"), { code, cause: { code } });
  },
  "a body that breaks off with it": (heard, status) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(repeated(heard).join(" ")));
        controller.error(new Error(repeated(heard).join(" ")));
      },
    });
    return new Response(body, { status });
  },
};
