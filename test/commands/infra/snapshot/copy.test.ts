import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../../helpers/fake-clock.ts";
import { faultyCli } from "../../../helpers/faults.ts";

const TO = "ap-southeast-2";
const COPY = ["infra", "snapshot", "copy", "before", "--to-region", TO];

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create --name db --bundle nano_3_0 --tag Team=Quants");
  await cli("infra snapshot create --name db --snapshot-name before");
});
afterEach(() => cli.dispose());

const there = async (): Promise<Record<string, unknown>[]> =>
  (await cli(`infra snapshot list --region ${TO} --output json`)).json() as Record<
    string,
    unknown
  >[];

test("a snapshot is copied with its tags, and an instance made from the copy", async () => {
  const dry = await cli(...COPY, "--dry-run", "--output", "json");
  expect(dry.json()).toMatchObject({
    changes: [{ action: "copy", kind: "snapshot", name: "before", region: TO, monthly_usd: 1 }],
  });
  expect(await there()).toEqual([]);
  const made = await cli(...COPY, "--tag", "Use=rehearsal", "--output", "json");
  expect(made).toMatchObject({ status: 0, stderr: "" });
  expect(made.json()).toMatchObject({
    ...{ name: "before", region: TO, instance: "db", status: "available", changed: true },
    ...{ from_region: "ap-northeast-1", size_gb: 20, monthly_cost_usd: 1 },
    tags: { Team: "Quants", Use: "rehearsal", "quants-ctl:snapshot": "manual" },
  });
  expect(await there()).toMatchObject([{ name: "before", tags: { Team: "Quants" } }]);
  const restored = await cli(
    `infra snapshot restore --snapshot before --name db --region ${TO} --bundle nano_3_2`,
  );
  expect(restored).toMatchObject({ status: 0 });
});

test("a copy of that name is only accepted if it is of the same instance", async () => {
  expect(await cli(...COPY, "--no-wait", "--output", "name")).toMatchObject({
    status: 0,
    stdout: "before\n",
  });
  expect(await cli(...COPY)).toMatchObject({ status: 5, stdout: "" });
  const again = await cli(...COPY, "--if-not-exists", "--output", "json");
  expect(again.json()).toMatchObject({ changed: false, status: "available" });
  await cli(`infra create --name other --bundle nano_3_2 --region ${TO}`);
  await cli(`infra snapshot create --name other --snapshot-name taken --region ${TO}`);
  const taken = await cli(...COPY, "--snapshot-name", "taken", "--if-not-exists");
  expect(taken).toMatchObject({ status: 5 });
  expect(taken.stderr).toContain("is no copy of before");
});

test("a copy whose answer is lost is found, and one that was cut off gets its tags", async () => {
  const lost = faultyCli(cli, [{ operation: "CopySnapshot", fault: "reset_after", calls: [1] }]);
  expect(await lost(...COPY, "--output", "json")).toMatchObject({ status: 0 });
  const second = [...COPY, "--snapshot-name", "second"];
  const cut = faultyCli(cli, [{ operation: "TagResource", fault: "expired_credentials" }]);
  expect(await cut(...second)).toMatchObject({ status: 4 });
  expect((await there())[1]).toMatchObject({ name: "second", tags: {} });
  expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
  expect(await there()).toMatchObject([
    { name: "before", tags: { Team: "Quants" } },
    { name: "second", tags: { Team: "Quants" } },
  ]);
});

test.each([
  ["infra snapshot copy --to-region ap-southeast-2", 2],
  ["infra snapshot copy before --name other --to-region ap-southeast-2", 2],
  ["infra snapshot copy before --to-region ap-northeast-1", 2],
  ["infra snapshot copy before --to-region ap-southesat-2", 2],
  ["infra snapshot copy nothing --to-region ap-southeast-2", 3],
  ["infra snapshot copy before", 2],
])("%s is refused", async (line, status) => {
  expect(await cli(line)).toMatchObject({ status, stdout: "" });
  expect(await there()).toEqual([]);
});
