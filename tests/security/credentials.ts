/** Clients that hold one kind of credential each, and what of it would give the secret away. */
import Medusa, { type Config } from "medusa-batch-jobs";
import { USER } from "../wire/envelopes.ts";
import type { Recorder } from "../wire/recorder.ts";

export const LOGIN = { email: "ada@shop.test", password: "PASSWORD-7f3a91c2" };

export const CALLS: Record<string, (medusa: Medusa) => Promise<unknown>> = {
  list: ({ admin }) => admin.batchJobs.list(),
  retrieve: ({ admin }) => admin.batchJobs.retrieve("batch_1"),
  create: ({ admin }) => admin.batchJobs.create({ type: "x", context: {} }),
  cancel: ({ admin }) => admin.batchJobs.cancel("batch_1"),
  createSession: ({ admin }) => admin.auth.createSession(LOGIN),
  upload: ({ admin }) => admin.uploads.create(new Blob(["a,b"])),
  delete: ({ admin }) => admin.uploads.delete({ file_key: "a" }),
  custom: ({ admin }) => admin.custom.post("/products", { title: "Mug" }),
};

export interface Kind {
  name: string;
  secret: string;
  /** Signs in on the server, which then forgets what it was sent. */
  client(server: Recorder, config?: Config): Promise<Medusa>;
}

function plain(server: Recorder, config: Config): Medusa {
  return new Medusa({ baseUrl: server.url, maxRetries: 0, ...config });
}

export const KINDS: Kind[] = [
  {
    name: "apikey",
    secret: "APIKEY-91b27d40",
    async client(server, config = {}) {
      return plain(server, { apiKey: this.secret, ...config });
    },
  },
  {
    name: "bearer",
    secret: "header.TOKEN-5c8e12aa.signature",
    async client(server, config = {}) {
      const medusa = plain(server, config);
      server.answer({ body: { access_token: this.secret } });
      await medusa.admin.auth.getToken(LOGIN);
      server.reset();
      return medusa;
    },
  },
  {
    name: "cookie",
    secret: "s%3ASESSION-e04f7713",
    async client(server, config = {}) {
      const medusa = plain(server, config);
      const cookie = `connect.sid=${this.secret}; Path=/; HttpOnly`;
      server.answer({ headers: { "set-cookie": cookie }, body: { user: USER } });
      await medusa.admin.auth.createSession(LOGIN);
      server.reset();
      return medusa;
    },
  },
  {
    name: "custom header",
    secret: "CUSTOM-2277be90",
    async client(server, config = {}) {
      return plain(server, {
        customHeaders: { authorization: `Bearer ${this.secret}` },
        ...config,
      });
    },
  },
];
