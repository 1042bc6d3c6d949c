/** What stands in PostgreSQL. */
import { createRequire } from "node:module";

/** A batch job as it is stored. */
export interface Row {
  id: string;
  /** The call that it belongs to. */
  label: string;
  confirmed_at: Date | null;
  canceled_at: Date | null;
}

// The backend's own way to its database, from where the backend's packages are.
const require = createRequire(new URL("../backend/package.json", import.meta.url));

interface Database {
  initialize(): Promise<unknown>;
  query(sql: string, parameters: unknown[]): Promise<unknown>;
  destroy(): Promise<void>;
}

export class Ledger {
  private constructor(private readonly database: Database) {}

  static async open(url: string): Promise<Ledger> {
    const { DataSource } = require("typeorm") as {
      DataSource: new (options: { type: "postgres"; url: string }) => Database;
    };
    const database = new DataSource({ type: "postgres", url });
    await database.initialize();
    return new Ledger(database);
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }

  /** The jobs whose label begins with this. */
  async rows(prefix: string): Promise<Row[]> {
    const sql = `select id, context ->> 'chaos' as label, confirmed_at, canceled_at
      from batch_job where starts_with(context ->> 'chaos', $1)`;
    return (await this.database.query(sql, [prefix])) as Row[];
  }

  /** How many of them have not come to rest. */
  async unprepared(prefix: string): Promise<number> {
    const sql = `select count(*)::int as count from batch_job
      where starts_with(context ->> 'chaos', $1) and pre_processed_at is null`;
    const [row] = (await this.database.query(sql, [prefix])) as { count: number }[];
    return row?.count ?? 0;
  }
}
