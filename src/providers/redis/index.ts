import { isIP } from "node:net";
import { Redis } from "ioredis";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import {
  type RedisCommand,
  type RedisConnectOptions,
  type RedisControl,
  type RedisEndpoint,
  type RedisNode,
  RedisReplyError,
} from "../../core/contracts/redis-control.ts";
import { abortReason } from "../../core/time/wait.ts";
import { Connection } from "./connection.ts";
import { notConnected, notRedis, noDatabase, refusedLogin } from "./failures.ts";
import { READING, requireReading } from "./read-only.ts";

/** Milliseconds. */
const CONNECT_TIMEOUT = 10_000;

export function createRedis(observer: CallObserver): RedisControl {
  return { connect: (endpoint, options) => connect(endpoint, options, observer) };
}

/** The client library connects and logs in; batches then use its connection directly. */
async function connect(
  endpoint: RedisEndpoint,
  { readOnly, signal }: RedisConnectOptions,
  observer: CallObserver,
): Promise<RedisNode> {
  const { host, port, database, isTls, user, password, ca } = endpoint;
  const name = `${host}:${port}`;
  if (signal.aborted) throw abortReason(signal);
  const client = new Redis({
    ...{ host, port, lazyConnect: true, protocol: 2, disableClientInfo: true },
    ...{ enableReadyCheck: false, enableOfflineQueue: false, connectTimeout: CONNECT_TIMEOUT },
    ...(user !== null && { username: user }),
    ...(password !== null && { password }),
    ...(isTls && { tls: { ...(ca !== null && { ca }), ...certificateName(endpoint) } }),
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let failure: Error | null = null;
  client.on("error", (error: Error) => (failure ??= error));
  const stop = (): void => client.disconnect();
  signal.addEventListener("abort", stop, { once: true });
  const limit = setTimeout(stop, CONNECT_TIMEOUT);
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    if (signal.aborted) throw abortReason(signal);
    throw notConnected(name, isTls, failure ?? (error as Error));
  } finally {
    clearTimeout(limit);
    signal.removeEventListener("abort", stop);
  }
  const { stream } = client;
  stream.removeAllListeners("data");
  const node = new Connection(endpoint, stream, readOnly ? requireReading : noting(name, observer));
  // Whoever waits for an answer hears of it at once.
  const close = (): void => node.close();
  signal.addEventListener("abort", close, { once: true });
  const silence = setTimeout(() => node.giveUp(CONNECT_TIMEOUT), CONNECT_TIMEOUT);
  try {
    const [pong] = await node.send([["PING"]]);
    if (pong instanceof RedisReplyError) throw refusedLogin(name, pong.text);
    if (pong !== "PONG") throw notRedis(name);
    // Not by the library, which goes on in database 0 when there is no other.
    const select = ["SELECT", String(database)] as const;
    const [selected] = database === 0 ? ["OK"] : await node.send([select]);
    if (selected instanceof RedisReplyError) throw noDatabase(name, database, selected.text);
    return node;
  } catch (error) {
    close();
    throw signal.aborted ? abortReason(signal) : error;
  } finally {
    clearTimeout(silence);
  }
}

/** Servers of a cluster may tell their numbers only, while their certificate has the name asked for. */
function certificateName({ host, certificateHost }: RedisEndpoint): { servername?: string } {
  if (isIP(host) === 0) return { servername: host };
  return isIP(certificateHost) === 0 ? { servername: certificateHost } : {};
}

/** Tells the journal of the first command that writes; one entry stands for all of them. */
function noting(name: string, observer: CallObserver): (command: RedisCommand) => void {
  let isNoted = false;
  return ([command, second]) => {
    if (isNoted || READING.has(command) || READING.has(`${command} ${String(second)}`)) return;
    isNoted = true;
    const answered = observer({
      ...{ operation: command, action: "load_data", isChange: true },
      ...{ region: "-", resource: name },
    });
    answered({ outcome: "sent", effect: "unknown", requestId: undefined });
  };
}
