import { expect, test } from "vitest";
import {
  type RedisCommand,
  type RedisControl,
  type RedisReply,
  RedisReplyError,
} from "../../../../src/core/contracts/redis-control.ts";
import { copyAll } from "../../../../src/core/migration/redis/copy.ts";
import { RedisStore } from "../../../../src/core/migration/redis/store.ts";
import { emptyTally } from "../../../../src/core/migration/redis/tally.ts";
import { verify } from "../../../../src/core/migration/redis/verify.ts";
import { fakeClock } from "../../../helpers/fake-clock.ts";

const { signal } = new AbortController();
const HOUR = 3_600_000;
const SOURCE = 1;
const TARGET = 2;

/** Milliseconds that each server's clock is ahead of ours. */
const AHEAD: Readonly<Record<number, number>> = { [SOURCE]: 40_000, [TARGET]: -70_000 };

interface Value {
  value: Buffer;
  isString: boolean;
  /** By the server's own clock. */
  expiry: number | null;
}

/**
 * Two servers, the ways to which take so long: a command is carried out when it has come there, and
 * its answer then takes as long again.
 */
function servers(way: (commands: readonly RedisCommand[], port: number) => number) {
  const clock = fakeClock({ auto: true });
  const stores: Record<number, Map<string, Value>> = { [SOURCE]: new Map(), [TARGET]: new Map() };

  function answer([name, ...rest]: RedisCommand, port: number): RedisReply {
    const held = stores[port] ?? new Map<string, Value>();
    const now = clock.now() + (AHEAD[port] ?? 0);
    const [key = "", text = "", option = ""] = rest.map(String);
    const value = held.get(key);
    switch (name) {
      case "INFO":
        return `redis_version:7.0.0\r\nrun_id:${port}\r\n`;
      case "DBSIZE":
        return held.size;
      case "TIME":
        return [String(Math.floor(now / 1_000)), String((now % 1_000) * 1_000)];
      case "SCAN":
        return ["0", [...held.keys()].map((it) => Buffer.from(it))];
      case "TYPE":
        return value?.isString === true ? "string" : "list";
      case "EXISTS":
        return rest.filter((it) => held.has(String(it))).length;
      case "PTTL":
        return value === undefined ? -2 : value.expiry === null ? -1 : value.expiry - now;
      case "MGET":
        return rest.map((it) => {
          const found = held.get(String(it));
          return found?.isString === true ? found.value : null;
        });
      case "GET":
      case "DUMP":
        return value?.value ?? null;
      case "SET":
        if (value !== undefined) return null;
        expect(option).toBe("PX");
        held.set(key, {
          ...{ value: Buffer.from(text), isString: true },
          expiry: now + Number(String(rest[3])),
        });
        return "OK";
      case "RESTORE":
        if (value !== undefined) return new RedisReplyError("BUSYKEY Target key name exists");
        held.set(key, { value: rest[2] as Buffer, isString: false, expiry: Number(text) });
        return "OK";
      case "PEXPIREAT":
        if (value !== undefined) value.expiry = Number(text);
        return 1;
      default:
        // Of sizes, which are estimated without it.
        return 0;
    }
  }

  const control: RedisControl = {
    connect: async ({ host, port }) => ({
      name: `${host}:${port}`,
      send: async (commands) => {
        const takes = way(commands, port);
        await clock.sleep(takes);
        const replies = commands.map((command) => answer(command, port));
        await clock.sleep(takes);
        return replies;
      },
      close: () => {},
    }),
  };
  const open = (port: number): Promise<RedisStore> =>
    RedisStore.open({
      control,
      endpoint: {
        ...{ host: "127.0.0.1", certificateHost: "127.0.0.1", port, database: 0 },
        ...{ isTls: false, user: null, password: null, ca: null },
      },
      readOnly: port === SOURCE,
      signal,
    });
  return { clock, stores, open };
}

const has = (commands: readonly RedisCommand[], name: string): boolean =>
  commands.some(([it]) => it === name);

test.each([
  ["when it is read", (commands: readonly RedisCommand[]) => has(commands, "MGET")],
  ["when strings are written", (commands: readonly RedisCommand[]) => has(commands, "SET")],
  ["when others are written", (commands: readonly RedisCommand[]) => has(commands, "RESTORE")],
  [
    "when it is compared",
    (commands: readonly RedisCommand[], port: number) => has(commands, "DUMP") && port === TARGET,
  ],
  [
    "when the clock is asked for",
    (() => {
      let asked = 0;
      return (commands: readonly RedisCommand[]) =>
        commands.length === 1 && has(commands, "TIME") && (asked += 1) === 1;
    })(),
  ],
  ["nowhere", () => false],
])("a way that is slow %s moves no expiry, and is no difference", async (_, isSlow) => {
  const { clock, stores, open } = servers((commands, port) => (isSlow(commands, port) ? 9_000 : 5));
  const [source, target] = await Promise.all([open(SOURCE), open(TARGET)]);
  const expiry = clock.now() + (AHEAD[SOURCE] ?? 0) + HOUR;
  stores[SOURCE]?.set("a", { value: Buffer.from("1"), isString: true, expiry });
  stores[SOURCE]?.set("b", { value: Buffer.from("dump"), isString: false, expiry });
  const options = { source, target, match: undefined, clock, signal };
  const copy = async () => {
    const tally = emptyTally();
    await copyAll({
      ...{ ...options, tally, onConflict: "fail", marks: new Map() },
      ...{ onMark: () => {}, onWait: () => {} },
    });
    return tally;
  };
  expect(await copy()).toMatchObject({ copied: 2, same: 0 });
  for (const key of ["a", "b"]) {
    const there = stores[TARGET]?.get(key)?.expiry ?? 0;
    const meant = expiry - (AHEAD[SOURCE] ?? 0) + (AHEAD[TARGET] ?? 0);
    expect(Math.abs(there - meant)).toBeLessThan(1_500);
  }
  const verified = await verify({ ...options, sample: 10, onCount: () => {} });
  expect(verified).toMatchObject({ compared: 2, different: 0 });
  // A second run takes what is there for what it is.
  expect(await copy()).toMatchObject({ copied: 0, same: 2 });
});

test("an expiry that is another one is a difference", async () => {
  const { clock, stores, open } = servers(() => 5);
  const [source, target] = await Promise.all([open(SOURCE), open(TARGET)]);
  for (const [port, more] of [
    [SOURCE, 0],
    [TARGET, 3_000],
  ] as const) {
    const expiry = clock.now() + (AHEAD[port] ?? 0) + HOUR + more;
    stores[port]?.set("a", { value: Buffer.from("1"), isString: true, expiry });
  }
  const options = { source, target, match: undefined, sample: 10, clock, signal };
  expect(await verify({ ...options, onCount: () => {} })).toMatchObject({
    differences: [{ key: "a", what: "expiry" }],
  });
});
