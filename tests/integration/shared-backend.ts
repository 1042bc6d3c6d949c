/**
 * The backend of the run. `run.ts` starts one for all files and tells them by this variable; a file
 * that is run alone starts its own and stops it at its end.
 */
import { after } from "node:test";
import Medusa, { type Config } from "medusa-batch-jobs";
import { type Backend, type Credentials, startBackend } from "../backend/start.ts";
import { BACKEND_VARIABLE } from "./backend-variable.ts";

export type SharedBackend = Omit<Backend, "stop">;

let own: Backend | undefined;
// Registered here, because a hook that is registered in another hook runs when that one has ended.
after(() => own?.stop());

export async function sharedBackend(): Promise<SharedBackend> {
  const given = process.env[BACKEND_VARIABLE];
  if (given) return JSON.parse(given) as SharedBackend;
  own = await startBackend();
  return own;
}

export function clientOf({ url }: SharedBackend, config: Config = {}): Medusa {
  return new Medusa({ baseUrl: url, ...config });
}

/** The seeded administrator, by API key. */
export function adminOf(backend: SharedBackend): Medusa {
  return clientOf(backend, { apiKey: backend.apiToken });
}

export interface Person {
  medusa: Medusa;
  id: string;
  credentials: Credentials;
}

let people = 0;

/**
 * A new admin user, signed in by token: jobs are visible to their creator only, so a test with its
 * own user sees its own jobs, whatever other files do on the same backend meanwhile.
 */
export async function newPerson(backend: SharedBackend): Promise<Person> {
  people += 1;
  const credentials = {
    email: `person-${process.pid}-${people}@medusa-test.com`,
    password: `pässword ${people}`,
  };
  const created = await adminOf(backend).admin.custom.post("/users", credentials);
  const { user } = created as unknown as { user: { id: string } };
  const medusa = clientOf(backend);
  await medusa.admin.auth.getToken(credentials);
  return { medusa, id: user.id, credentials };
}
