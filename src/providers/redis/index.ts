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
import { notConnected, notRedis, refusedLogin } from "./failures.ts";
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
    ...{ host, port, db: database, lazyConnect: true, protocol: 2, disableClientInfo: true },
    ...{ enableReadyCheck: false, enableOfflineQueue: false, connectTimeout: CONNECT_TIMEOUT },
    ...(user !== null && { username: user }),
    ...(password !== null && { password }),
    ...(isTls && { tls: { ...(ca !== null && { ca }), servername: host } }),
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
  const [pong] = await node.send([["PING"]]);
  if (pong === "PONG") return node;
  node.close();
  throw pong instanceof RedisReplyError ? refusedLogin(name, pong.text) : notRedis(name);
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
