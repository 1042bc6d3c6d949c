/** A server that is not there can't count who asks for it; the sockets of this process can. */
import diagnostics from "node:diagnostics_channel";
import type net from "node:net";

export interface Refusals {
  count: number;
  stop(): void;
}

/** Both `fetch` and node:http connect with node:net, which announces its sockets here. */
const CHANNEL = "net.client.socket";

const watched = new Map<number, () => void>();

function watch(message: unknown): void {
  const { socket } = message as { socket: net.Socket };
  socket.prependOnceListener("error", (error: NodeJS.ErrnoException & { port?: number }) => {
    if (error.code === "ECONNREFUSED") watched.get(error.port ?? 0)?.();
  });
}

/** Tells of each connection refused by this port, before the client itself hears of it. */
export function watchRefusals(port: number, onRefused: (count: number) => void): Refusals {
  const refusals: Refusals = {
    count: 0,
    stop: () => {
      watched.delete(port);
      if (watched.size === 0) diagnostics.unsubscribe(CHANNEL, watch);
    },
  };
  if (watched.size === 0) diagnostics.subscribe(CHANNEL, watch);
  watched.set(port, () => {
    refusals.count += 1;
    onRefused(refusals.count);
  });
  return refusals;
}
