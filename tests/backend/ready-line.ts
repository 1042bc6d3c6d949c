import type { SeededUser } from "./users.ts";

export type Credentials = Pick<SeededUser, "email" | "password">;

/** The one line that main.ts prints. What belongs to the backend is missing with `--backend`. */
export interface ReadyLine {
  /** Of the backend. */
  url: string;
  databaseUrl?: string;
  admin?: Credentials;
  other?: Credentials;
  apiToken?: string;
  otherApiToken?: string;
  /** Of the page, with `--page`. */
  page?: string;
}

/** Printed instead, before main.ts exits with 1. */
export interface FailureLine {
  error: string;
}
