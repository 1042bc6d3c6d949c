/*
 * What this package takes from the platform, by shape: its declarations name no type of lib.dom or
 * @types/node, so they compile in projects that have either, both or neither, and they accept the
 * objects of polyfills and other realms.
 */

/** An `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A `Blob`. */
export interface BlobLike {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `File`. */
export interface FileLike extends BlobLike {
  readonly name: string;
}

/** A `ReadableStream` of the web. */
export interface ReadableStreamLike {
  getReader(): { read(): Promise<{ done: boolean; value?: unknown }> };
}

/** A `Response`, as far as this package reads one. */
export interface ResponseLike {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  text(): Promise<string>;
}

/** What every request is made of. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
}

/**
 * A function to use in place of the engine's `fetch`. Where the project knows a global `fetch`, its
 * second parameter has that one's type, so that it can be handed on.
 */
export type Fetch = typeof globalThis extends {
  fetch: (input: never, init?: infer Init) => unknown;
}
  ? (url: string, init: FetchInit & NonNullable<Init>) => Promise<ResponseLike>
  : (url: string, init: FetchInit & { body?: unknown; signal?: unknown }) => Promise<ResponseLike>;
