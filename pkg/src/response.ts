/** What came with a result besides the server's own fields. */
export interface HTTPResponse {
  /** HTTP status, e.g. 200. */
  status: number;
  /** The status's text as the server sent it; empty over HTTP/2. */
  statusText: string;
  /** Response headers, names in lower case. Never `set-cookie`: the session is a credential. */
  headers: Record<string, string>;
  /** The URL that answered. */
  url: string;
  /** How many attempts the call took; 1 when the first succeeded. */
  attempts: number;
}

/** The server's object, untouched, with `response` beside its own keys. */
export type Response<T> = T & { response: HTTPResponse };

/** What every method returns. */
export type ResponsePromise<T> = Promise<Response<T>>;
