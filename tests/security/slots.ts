/** Every place in which a caller or a server hands this client a secret. */
import Medusa, { type Config } from "medusa-batch-jobs";

const EMAIL = "ada@shop.test";

/** A client, and the call that carries the secret. */
export interface Loaded {
  medusa: Medusa;
  call(): Promise<unknown>;
}

type Answering = (answer: Response) => void;

/** `answering` makes the next request succeed with that. */
export type Slot = (secret: string, config: Config, answering: Answering) => Promise<Loaded>;

const listing = (medusa: Medusa): Loaded => ({ medusa, call: () => medusa.admin.batchJobs.list() });
const creating = (medusa: Medusa): Loaded => ({
  medusa,
  call: () => medusa.admin.batchJobs.create({ type: "product-export", context: {} }),
});

function headerOfConfig(name: string): Slot {
  return async (secret, config) =>
    listing(new Medusa({ ...config, customHeaders: { [name]: secret } }));
}

function headerOfCall(name: string): Slot {
  return async (secret, config) => {
    const medusa = new Medusa(config);
    return { medusa, call: () => medusa.admin.batchJobs.list({}, { [name]: secret }) };
  };
}

/** Secrets that can be the value of a header. */
export const IN_HEADERS: Record<string, Slot> = {
  apiKey: async (secret, config) => listing(new Medusa({ ...config, apiKey: secret })),
  "apiKey of a create": async (secret, config) =>
    creating(new Medusa({ ...config, apiKey: secret })),
  access_token: async (secret, config, answering) => {
    const medusa = new Medusa(config);
    answering(Response.json({ access_token: secret }));
    await medusa.admin.auth.getToken({ email: EMAIL, password: "12345678" });
    return listing(medusa);
  },
  "Authorization of the configuration": headerOfConfig("Authorization"),
  "x-medusa-access-token of the configuration": headerOfConfig("X-Medusa-Access-Token"),
  "Cookie of the configuration": headerOfConfig("cookie"),
  "authorization of a call": headerOfCall("authorization"),
  "X-Medusa-Access-Token of a call": headerOfCall("X-Medusa-Access-Token"),
  "Cookie of a call": headerOfCall("Cookie"),
  "Proxy-Authorization of a call": headerOfCall("Proxy-Authorization"),
  "a header of an upload": async (secret, config) => {
    const medusa = new Medusa(config);
    const headers = { authorization: `Bearer ${secret}` };
    return { medusa, call: () => medusa.admin.uploads.create(new Blob(["a"]), headers) };
  },
};

/** Secrets that can be the value of a cookie. */
export const IN_COOKIES: Record<string, Slot> = {
  "the session": async (secret, config, answering) => {
    const medusa = new Medusa(config);
    const headers = { "set-cookie": `connect.sid=${secret}; Path=/; HttpOnly` };
    answering(Response.json({ user: { id: "usr_1" } }, { headers }));
    await medusa.admin.auth.createSession({ email: EMAIL, password: "12345678" });
    return listing(medusa);
  },
};

/** Secrets that can be any text. */
export const IN_BODIES: Record<string, Slot> = {
  "the password of createSession": async (password, config) => {
    const medusa = new Medusa(config);
    return { medusa, call: () => medusa.admin.auth.createSession({ email: EMAIL, password }) };
  },
  "the password of getToken": async (password, config) => {
    const medusa = new Medusa(config);
    return { medusa, call: () => medusa.admin.auth.getToken({ email: EMAIL, password }) };
  },
  "a password that custom.post carries": async (password, config) => {
    const medusa = new Medusa(config);
    return { medusa, call: () => medusa.admin.custom.post("/users", { password }) };
  },
  "a token that custom.post carries": async (token, config) => {
    const medusa = new Medusa(config);
    return { medusa, call: () => medusa.admin.custom.post("/invites/accept", { token }) };
  },
};
