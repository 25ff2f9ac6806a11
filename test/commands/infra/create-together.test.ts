import { writeFaults } from "../../helpers/faults.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

const TOGETHER = Array.from({ length: 20 }, (_, index) => index);

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

const json = (...argv: string[]): ReturnType<Cli> => cli("infra", ...argv, "--output", "json");

interface Created {
  name: string;
  changed: boolean;
  public_ip: string;
  is_static_ip: boolean;
  not_done: string[];
}

test("twenty that converge on one name with its static IP all end with 0 (#11.48)", async () => {
  const argv = ["--name", "web", "--static-ip", "--port", "ssh@203.0.113.0/24"];
  const all = await Promise.all(TOGETHER.map(() => json("create", ...argv, "--if-not-exists")));
  expect(all.map(({ status }) => status)).toEqual(TOGETHER.map(() => 0));
  const records = all.map((it) => it.json() as Created);
  const [ip] = (await json("ip", "list")).json() as { ip_address: string; attached_to: string }[];
  expect(ip?.attached_to).toBe("web");
  for (const record of records) {
    expect(record).toMatchObject({
      public_ip: ip?.ip_address,
      is_static_ip: true,
      static_ip_name: "web-static-ip",
      not_done: [],
    });
  }
  expect((await json("ip", "list")).json()).toHaveLength(1);
});

test.each([
  ["ip allocate", ["ip", "allocate", "--name", "spare"]],
  ["ip allocate --attach-to", ["ip", "allocate", "--name", "own", "--attach-to", "two"]],
  ["ip attach", ["ip", "attach", "--name", "free", "--to", "two"]],
  ["ip detach", ["ip", "detach", "--name", "held", "--yes"]],
  ["ip move", ["ip", "move", "held", "--to", "two"]],
  ["ip release --if-exists", ["ip", "release", "--name", "free", "--yes", "--if-exists"]],
  [
    "snapshot create",
    ["snapshot", "create", "--name", "one", "--snapshot-name", "copy", "--if-not-exists"],
  ],
])("those who ask for the same in the same moment all end with 0: %s (#11.48)", async (_, argv) => {
  for (const name of ["one", "two"]) await cli("infra create --name", name);
  await cli("infra ip allocate --name free");
  await cli("infra ip allocate --name held --attach-to one");
  const all = await Promise.all(TOGETHER.slice(0, 6).map(() => json(...argv)));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 0));
  const records = all.flatMap((it) => it.json() as { changed: boolean }[]);
  expect(records.some(({ changed }) => changed)).toBe(true);
});

test("an address of the name that goes to another instance meanwhile is refused (#11.48)", async () => {
  const MARK = 777;
  await cli("infra create --name other");
  const rules = [{ operation: "AllocateStaticIp", fault: "latency", ms: MARK, calls: [1] }];
  const file = writeFaults(cli.directory, rules);
  const disturbed = cli.with({
    env: { QUANTS_CTL_SANDBOX_FAULTS: file },
    clock: {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (ms !== MARK) return clock.sleep(ms, signal);
        const argv = ["--name", "web-static-ip", "--attach-to", "other"];
        await cli("infra ip allocate", ...argv);
      },
    },
  });
  const { status, error } = await disturbed(
    "infra create --name web --static-ip --if-not-exists --output json",
  );
  expect({ status, message: error()["message"] }).toEqual({
    status: 5,
    message: expect.stringContaining("web-static-ip is attached to other"),
  });
});
