import { expect, test } from "vitest";
import {
  type RedisControl,
  type RedisEndpoint,
  type RedisReply,
  RedisReplyError,
} from "../../../../src/core/contracts/redis-control.ts";
import { QuantsError } from "../../../../src/core/errors.ts";
import { copyAll } from "../../../../src/core/migration/redis/copy.ts";
import { RedisStore } from "../../../../src/core/migration/redis/store.ts";
import { emptyTally } from "../../../../src/core/migration/redis/tally.ts";
import { fakeClock } from "../../../helpers/fake-clock.ts";

const { signal } = new AbortController();

const endpoint = (port: number): RedisEndpoint => ({
  ...{ host: "127.0.0.1", certificateHost: "127.0.0.1", port, database: 0 },
  ...{ isTls: false, user: null, password: null, ca: null },
});

/** Servers that answer from a table; `open` counts the connections that nobody closed. */
function servers(answers: (command: string, port: number) => RedisReply) {
  const control: RedisControl & { open: number; isReachable: (port: number) => boolean } = {
    open: 0,
    isReachable: () => true,
    connect: async ({ host, port }) => {
      if (!control.isReachable(port)) {
        throw new QuantsError("endpoint_unreachable", "down", { hint: "", retryable: true });
      }
      // The other one's failure comes first.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      control.open += 1;
      let isOpen = true;
      return {
        name: `${host}:${port}`,
        send: async (commands) => commands.map(([command]) => answers(command, port)),
        close: () => {
          if (isOpen) control.open -= 1;
          isOpen = false;
        },
      };
    },
  };
  return control;
}

test("a server that does not say what it is gets its connection closed", async () => {
  const control = servers(() => new RedisReplyError("NOPERM no permissions to run 'info'"));
  const opened = RedisStore.open({ control, endpoint: endpoint(1), readOnly: true, signal });
  await expect(opened).rejects.toThrow("NOPERM");
  expect(control.open).toBe(0);
});

test("a target that does not come back leaves no connection to the source open", async () => {
  const control = servers((command, port) => {
    if (command === "INFO") return `redis_version:7\r\nrun_id:${port}\r\n`;
    if (command === "DBSIZE") return 1;
    throw new QuantsError("endpoint_unreachable", "lost", { hint: "", retryable: true });
  });
  const source = await RedisStore.open({ control, endpoint: endpoint(1), readOnly: true, signal });
  const target = await RedisStore.open({ control, endpoint: endpoint(2), readOnly: false, signal });
  control.isReachable = (port) => port === 1;
  const copied = copyAll({
    ...{ source, target, match: undefined, signal, marks: new Map(), onConflict: "fail" },
    ...{
      clock: fakeClock({ auto: true }),
      tally: emptyTally(),
      onMark: () => {},
      onWait: () => {},
    },
  });
  await expect(copied).rejects.toThrow("down");
  source.close();
  target.close();
  // Whatever is still under way.
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  expect(control.open).toBe(0);
});
