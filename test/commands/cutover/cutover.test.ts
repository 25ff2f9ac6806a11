import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CutoverRecord, CutoverStatusRecord } from "../../../src/core/records/cutover.ts";
import { type FakeAws, fakeAws } from "../../helpers/aws/fake-aws.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

const NAME = "api.example.com";
const START = `cutover start ${NAME} --to green --alarm api-5xx --yes --output json`;

let aws: FakeAws;
let cli: Cli & { dispose: () => void };

beforeEach(async () => {
  aws = await fakeAws();
  aws.records.push(
    { name: NAME, type: "A", id: "blue", weight: 255, value: "127.0.0.1" },
    { name: NAME, type: "A", id: "green", weight: 0, value: "127.0.0.1" },
    { name: "zzz.example.com", type: "A", id: "other", weight: 5, value: "192.0.2.3" },
  );
  aws.alarms.set("api-5xx", "OK");
  cli = makeCli({ env: aws.env });
});
afterEach(async () => {
  cli.dispose();
  await aws.close();
});

const weights = (): string =>
  aws.records
    .slice(0, 2)
    .map(({ id, weight }) => `${id} ${weight}`)
    .join(", ");

describe("start", () => {
  test("moves the traffic step by step and watches each", async () => {
    const done = await cli(START);
    expect(done).toMatchObject({ status: 0 });
    expect(done.json()).toMatchObject({
      ...{ action: "start", record: NAME, zone: "Z1", from: "blue", to: "green" },
      ...{ result: "completed", changed: true },
      ...{ done: ["10 %", "50 %", "100 %"], not_done: [] },
      records: [
        { set_identifier: "blue", weight: 0, share: 0 },
        { set_identifier: "green", weight: 100, share: 100, ttl: 60 },
      ],
    } satisfies Partial<Record<keyof CutoverRecord, unknown>>);
    expect(aws.changes).toEqual(["blue 90, green 10", "blue 50, green 50", "blue 0, green 100"]);
    // Three times ten minutes, looked at every 15 seconds.
    const looks = aws.calls.filter((it) => it === "DescribeAlarms").length;
    expect(looks).toBeGreaterThan(120);
    expect(looks).toBeLessThan(130);
    expect((await cli("infra log --output json")).json()).toMatchObject([
      {
        ...{ command: "cutover start", status: "done" },
        targets: [{ kind: "dns_record", name: NAME, status: "done" }],
        remembered: { saved: { "A blue": "255", "A green": "0" }, step: "100" },
      },
    ]);
  });

  test("waits until the change is in sync before it watches", async () => {
    aws.pending = 3;
    await cli(`${START} --steps 100 --bake 1s`);
    expect(aws.calls.filter((it) => it === "GetChange")).toHaveLength(4);
    expect(aws.calls.lastIndexOf("GetChange")).toBeLessThan(
      aws.calls.lastIndexOf("DescribeAlarms"),
    );
  });

  test("all types of the name move in one change", async () => {
    aws.records.push(
      { name: NAME, type: "AAAA", id: "blue", weight: 255, value: "2001:db8::1" },
      { name: NAME, type: "AAAA", id: "green", weight: 0, value: "2001:db8::2" },
    );
    expect((await cli(`${START} --steps 100 --bake 1s`)).status).toBe(0);
    expect(aws.changes).toHaveLength(1);
    expect(aws.records.filter(({ id }) => id === "green").map((it) => it.weight)).toEqual([
      100, 100,
    ]);
  });

  test("repeated, it has nothing to do", async () => {
    await cli(`${START} --bake 1s`);
    const again = await cli(START);
    expect(again.status).toBe(0);
    expect(again.json()).toMatchObject({ result: "unchanged", changed: false });
    expect(aws.changes).toHaveLength(3);
  });

  test("a dry run tells the changes that a run makes, and makes none", async () => {
    const dry = await cli(
      `cutover start ${NAME} --to green --alarm api-5xx --dry-run --output json`,
    );
    expect(dry.json()).toMatchObject({
      dry_run: true,
      changes: [
        { action: "shift", kind: "dns_record", name: NAME, detail: "weights blue 90, green 10" },
        { detail: "weights blue 50, green 50" },
        { detail: "weights blue 0, green 100" },
      ],
    });
    expect(aws.changes).toEqual([]);
  });

  test("an alarm returns the weights to what they were", async () => {
    aws.onCall = (operation) => {
      if (operation === "DescribeAlarms" && aws.changes.length === 2)
        aws.alarms.set("api-5xx", "ALARM");
    };
    const result = await cli(START);
    expect(result.status).toBe(1);
    expect(result.error()).toMatchObject({ code: "operation_failed" });
    expect(result.stderr).toContain(
      'The alarm \\"api-5xx\\" went off. The weights are back as they were',
    );
    expect(result.json()).toMatchObject({
      result: "rolled_back",
      done: ["10 %"],
      not_done: ["50 %", "100 %"],
    });
    expect(weights()).toBe("blue 255, green 0");
    // Nothing of it is left to be resumed.
    expect((await cli("infra log --unfinished --output json")).json()).toEqual([]);
  });

  test("with --on-failure hold, an alarm leaves them where they are", async () => {
    aws.onCall = (operation) => {
      if (operation === "DescribeAlarms" && aws.changes.length === 1)
        aws.alarms.set("api-5xx", "ALARM");
    };
    const result = await cli(`${START} --on-failure hold`);
    expect(result.status).toBe(1);
    expect(result.json()).toMatchObject({ result: "held" });
    expect(weights()).toBe("blue 90, green 10");
    for (const verb of ["resume", "promote", "abort"]) {
      expect(result.stderr).toContain(`quants-ctl cutover ${verb} ${NAME}`);
    }
  });

  test("without data it goes neither on nor back, and holds in the end", async () => {
    aws.onCall = (operation) => {
      if (operation === "DescribeAlarms" && aws.changes.length === 1) {
        aws.alarms.set("api-5xx", "INSUFFICIENT_DATA");
      }
    };
    const result = await cli(START);
    expect(result.status).toBe(7);
    expect(result.json()).toMatchObject({ result: "held", done: [] });
    expect(result.stderr).toContain("no data for api-5xx");
    expect(weights()).toBe("blue 90, green 10");
  });

  test("data that comes late lets it go on", async () => {
    let looks = 0;
    aws.onCall = (operation) => {
      if (operation !== "DescribeAlarms") return;
      looks += 1;
      aws.alarms.set("api-5xx", looks > 1 && looks < 60 ? "INSUFFICIENT_DATA" : "OK");
    };
    expect((await cli(`${START} --steps 100`)).json()).toMatchObject({ result: "completed" });
  });

  test.each(["set", "removed"])("a weight that somebody %s meanwhile stops it", async (what) => {
    aws.onCall = () => {
      if (aws.changes.length !== 1) return;
      if (what === "removed") aws.records.splice(1, 1);
      else Object.assign(aws.records[1] ?? {}, { weight: 77 });
    };
    const result = await cli(START);
    expect(result.status).toBe(what === "set" ? 5 : 3);
    expect(aws.changes).toHaveLength(1);
  });

  test("Ctrl-C holds; resume goes on from there", async () => {
    const controller = new AbortController();
    aws.onCall = (operation) => {
      if (operation === "DescribeAlarms" && aws.changes.length === 2) controller.abort();
    };
    const result = await cli.with({ signal: controller.signal })(START);
    expect(result.status).toBe(130);
    expect(weights()).toBe("blue 50, green 50");
    expect((await cli(`cutover status ${NAME} --output json`)).json()).toMatchObject({
      cutover: { status: "held", step: 50, from: "blue", to: "green", as_left: true },
      alarms: [{ name: "api-5xx", state: "OK" }],
    } satisfies Partial<Record<keyof CutoverStatusRecord, unknown>>);
    aws.onCall = () => undefined;
    const resumed = await cli(`cutover resume ${NAME} --yes --output json`);
    expect(resumed).toMatchObject({ status: 0 });
    expect(resumed.json()).toMatchObject({ result: "completed", done: ["50 %", "100 %"] });
    expect(aws.changes).toEqual(["blue 90, green 10", "blue 50, green 50", "blue 0, green 100"]);
    expect((await cli("infra log --unfinished --output json")).json()).toEqual([]);
    // The way back leads to what was there before all of it.
    expect((await cli(`cutover abort ${NAME} --yes`)).status).toBe(0);
    expect(weights()).toBe("blue 255, green 0");
  });
});

describe("of a held cut-over", () => {
  beforeEach(async () => {
    aws.onCall = (operation) => {
      if (operation === "DescribeAlarms" && aws.changes.length === 1)
        aws.alarms.set("api-5xx", "ALARM");
    };
    await cli(`${START} --on-failure hold`);
    aws.onCall = () => undefined;
  });

  test("promote refuses while an alarm is on, and gives all of it afterwards", async () => {
    expect((await cli(`cutover promote ${NAME} --yes`)).status).toBe(5);
    expect(weights()).toBe("blue 90, green 10");
    aws.alarms.set("api-5xx", "OK");
    const done = await cli(`cutover promote ${NAME} --yes --output json`);
    expect(done.json()).toMatchObject({ action: "promote", result: "completed", changed: true });
    expect(weights()).toBe("blue 0, green 100");
    expect((await cli("infra log --unfinished --output json")).json()).toEqual([]);
  });

  test("abort returns the weights, whatever they are now", async () => {
    Object.assign(aws.records[1] ?? {}, { weight: 42 });
    const done = await cli(`cutover abort ${NAME} --yes --output json`);
    expect(done.json()).toMatchObject({ action: "abort", result: "rolled_back" });
    expect(weights()).toBe("blue 255, green 0");
  });

  test("resume refuses weights that somebody changed", async () => {
    aws.alarms.set("api-5xx", "OK");
    Object.assign(aws.records[1] ?? {}, { weight: 42 });
    const refused = await cli(`cutover resume ${NAME} --yes`);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("Someone else changed the weights");
    expect((await cli(`cutover status ${NAME} --output json`)).json()).toMatchObject({
      cutover: { as_left: false },
    });
  });
});

describe("the probe", () => {
  test("asks the target by its own address, in the record's name", async () => {
    const hosts: string[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      hosts.push(`${request.headers.host} ${request.url}`);
      response.writeHead(status);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const probe = `--probe http://${NAME}:${port}/health`;
    expect((await cli(`${START} --steps 50 --bake 30s ${probe}`)).status).toBe(0);
    expect(new Set(hosts)).toEqual(new Set([`${NAME}:${port} /health`]));
    status = 503;
    const before = await cli(`${START} --steps 100 ${probe}`);
    expect(before.status).toBe(5);
    expect(before.stderr).toContain("it answers HTTP 503");
    status = 200;
    aws.onCall = (operation) => {
      if (operation === "GetChange") status = 500;
    };
    const after = await cli(`${START} --steps 100 ${probe}`);
    expect(after.json()).toMatchObject({ result: "rolled_back" });
    expect(weights()).toBe("blue 50, green 50");
    await new Promise((resolve) => server.close(resolve));
  });

  test("of a target that is down, nothing is changed", async () => {
    const down = await cli(`${START} --probe http://${NAME}:1/health`);
    expect(down.status).toBe(5);
    expect(aws.changes).toEqual([]);
  });
});

describe("refused before anything is changed", () => {
  test.each([
    ["nothing guards it", `cutover start ${NAME} --to green --yes`, 2, "no --alarm and no --probe"],
    ["steps that fall", `${START} --steps 50,10`, 2, "do not rise"],
    ["a share that is none", `${START} --steps 0`, 2, "not a share"],
    ["no such alarm", `${START} --alarm nope`, 3, 'no alarm \\"nope\\"'],
    ["no such record", `cutover start ${NAME} --to red --unguarded --yes`, 3, "red"],
    ["no such zone", `${START} --zone nope.org`, 3, "no hosted zone nope.org"],
    [
      "a name outside of all zones",
      "cutover start a.test --to green --unguarded --yes",
      3,
      "No hosted zone",
    ],
    [
      "no name",
      "cutover start '$(id)' --to green --unguarded --yes",
      2,
      "not the name of a DNS record",
    ],
    ["from itself", `${START} --from green`, 2, "both green"],
    ["a password in the probe", `${START} --probe https://u:p@h/`, 2, "user name or password"],
    ["a probe that is none", `${START} --probe ftp://h/`, 2, "not an address to probe"],
    ["no terminal", `cutover start ${NAME} --to green --unguarded`, 2, "no terminal"],
    ["no cut-over to resume", `cutover resume ${NAME} --yes`, 3, "has no cut-over"],
    ["no cut-over to abort", `cutover abort ${NAME} --yes`, 3, "has no cut-over"],
  ])("%s", async (_what, line, status, text) => {
    const refused = await cli(line);
    expect({ status: refused.status, stderr: refused.stderr }).toEqual({
      status,
      stderr: expect.stringContaining(
        line.includes("json") ? text : text.replaceAll("\\", ""),
      ) as string,
    });
    expect(aws.changes).toEqual([]);
  });

  test("an alarm that is not OK", async () => {
    aws.alarms.set("api-5xx", "INSUFFICIENT_DATA");
    expect((await cli(START)).status).toBe(5);
    expect(aws.changes).toEqual([]);
  });

  test("a time to live that is too long", async () => {
    Object.assign(aws.records[0] ?? {}, { ttl: 300 });
    const refused = await cli(START);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("TTL of 300 seconds");
  });

  test("a third record that takes traffic", async () => {
    aws.records.splice(1, 0, { name: NAME, type: "A", id: "red", weight: 1, value: "192.0.2.9" });
    expect((await cli(`${START} --from blue`)).status).toBe(5);
    expect((await cli(START)).status).toBe(2);
    expect(aws.changes).toEqual([]);
  });

  test("a type that has no record for the target", async () => {
    aws.records.push({ name: NAME, type: "AAAA", id: "blue", weight: 255, value: "2001:db8::1" });
    const refused = await cli(START);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain("AAAA");
  });

  test("a share that the target has already", async () => {
    Object.assign(aws.records[0] ?? {}, { weight: 50 });
    Object.assign(aws.records[1] ?? {}, { weight: 50 });
    const refused = await cli(START);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("--steps 100");
  });
});

test("what CloudWatch can't answer for a while is no data, and no failure", async () => {
  let looks = 0;
  aws.onCall = (operation) => {
    if (operation !== "DescribeAlarms") return undefined;
    looks += 1;
    return looks > 1 && looks < 20 ? "reset" : undefined;
  };
  expect((await cli(`${START} --steps 100`)).json()).toMatchObject({ result: "completed" });
});

test("a person sees shares and what is held", async () => {
  const shown = await cli.with({ terminal: 80 })(`cutover status ${NAME}`);
  expect(shown.stdout).toContain("none in the journal");
  expect(shown.stdout).toMatch(/A +blue +255 +100 % +60 +127\.0\.0\.1/);
});
