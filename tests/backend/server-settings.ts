/** The one argument of server.ts, as JSON. */
export interface ServerSettings {
  databaseUrl: string;
  /** 0 for any. */
  port: number;
  /** Where download links point to; the server itself if absent. */
  publicUrl?: string;
  /** Migrate the database and put this many products into it. */
  seedProducts?: number;
}

/** Sent once, when the server answers requests. */
export interface ServerMessage {
  url: string;
}
