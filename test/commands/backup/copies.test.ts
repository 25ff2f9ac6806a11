import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";

const HOUR = 3_600_000;
const TO = "ap-southeast-2";

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true, now: "2026-11-21T11:05:00Z" });
  cli = makeCli({ clock });
  const tags = ["--tag", "Backup=hourly", "--tag", `BackupCopy=${TO}:2`];
  await cli("infra create --name web --bundle nano_3_0 --tag Team=Quants", ...tags);
});
afterEach(() => cli.dispose());

interface Copy {
  name: string;
  tags: Record<string, string>;
}
const copies = async (region = TO): Promise<Copy[]> =>
  (await cli(`infra snapshot list --region ${region} --output json`)).json() as Copy[];
const namesOf = async (): Promise<string[]> => (await copies()).map(({ name }) => name).toSorted();
const copyOf = (hour: number): string => `web-backup-hourly-20261121${hour}-from-ap-northeast-1`;

test("each newest backup is copied once, with tags that tell all, and old copies are pruned", async () => {
  const dry = await cli("backup run --dry-run --output json");
  expect(dry.json()).toMatchObject({ changes: [{ action: "create", region: "ap-northeast-1" }] });
  const first = await cli("backup run --output json");
  expect(first.json()).toMatchObject([
    { made: true, copy: { name: copyOf(11), region: TO }, copies_pruned: [], error: null },
  ]);
  const [{ tags }] = (await copies()) as [Copy];
  expect(tags).toMatchObject({
    Team: "Quants",
    "quants-ctl:snapshot": "copy",
    "quants-ctl:copy-instance": expect.stringMatching(/^arn:aws:lightsail:ap-northeast-1:/),
    "quants-ctl:copy-taken": expect.stringMatching(/^2026-11-21T11:05:/),
    "quants-ctl:copy-addresses": expect.stringMatching(/^198\.51\.100\.\d+ 2001:db8:/),
  });
  expect(await cli("backup run")).toMatchObject({ stdout: "", stderr: "" });
  for (let hour = 0; hour < 3; hour += 1) {
    await clock.advance(HOUR);
    await cli("backup run");
  }
  // The one that was just begun counts once it is there.
  expect(await namesOf()).toEqual([copyOf(12), copyOf(13), copyOf(14)]);
});

test("a copy that was cut off before it had tags is taken up, not made twice", async () => {
  const cut = faultyCli(cli, [{ operation: "TagResource", fault: "expired_credentials" }]);
  expect((await cut("backup run")).status).not.toBe(0);
  expect(await copies()).toMatchObject([{ name: copyOf(11), tags: {} }]);
  expect(await cli("backup run")).toMatchObject({ status: 0 });
  expect(await copies()).toMatchObject([{ tags: { "quants-ctl:snapshot": "copy" } }]);
});

test("what others have in the region of copies is never pruned nor taken, whatever its tags", async () => {
  await cli(`infra create --name web --bundle nano_3_2 --region ${TO}`);
  await cli("backup run");
  const [{ tags }] = (await copies()) as [Copy];
  const set = Object.entries(tags).flatMap(([key, value]) => ["--tag", `${key}=${value}`]);
  for (const name of ["forged-1", "forged-2", "forged-3"]) {
    await cli(`infra snapshot create --name web --snapshot-name ${name} --region ${TO}`, ...set);
  }
  await cli(`infra snapshot copy web-backup-hourly-2026112111 --to-region ${TO}`);
  for (let hour = 0; hour < 3; hour += 1) {
    await clock.advance(HOUR);
    expect(await cli("backup run")).toMatchObject({ status: 0 });
  }
  expect(await namesOf()).toEqual([
    ...["forged-1", "forged-2", "forged-3"],
    ...["web-backup-hourly-2026112111", copyOf(12), copyOf(13), copyOf(14)],
  ]);
});

test("a name that something else has fails for that instance alone, and is told", async () => {
  await cli(`infra create --name other --bundle nano_3_2 --region ${TO}`);
  await cli(`infra snapshot create --name other --snapshot-name ${copyOf(11)} --region ${TO}`);
  await cli("infra create --name db --bundle nano_3_0 --tag Backup=daily");
  const { status, json } = await cli("backup run --output json");
  expect(status).toBe(6);
  expect(json()).toMatchObject([
    { instance: "db", error: null },
    { instance: "web", made: true, copy: null, error: { code: "conflict" } },
  ]);
});

test("a region of copies that does not answer keeps no backup from being made and pruned", async () => {
  await cli("backup run");
  await clock.advance(HOUR);
  const lost = faultyCli(cli, [{ operation: "*", region: TO, fault: "reset_before" }]);
  const { status, json } = await lost("backup run --keep-hourly 1 --keep-daily 0 --output json");
  expect(status).toBe(8);
  expect(json()).toMatchObject([
    { made: true, pruned: ["web-backup-hourly-2026112111"], copy: null },
  ]);
  expect((await lost("backup run --dry-run")).status).toBe(8);
});

test.each(["moon", "ap-southesat-1", `${TO}:0`, `${TO}:1:2`, "ap-northeast-1"])(
  "a tag that says %s copies nothing, and is told",
  async (value) => {
    await cli(`infra tag set web --tag BackupCopy=${value}`);
    const { status, stderr } = await cli("backup run");
    expect(status).toBe(0);
    expect(stderr).toContain("the backups of web are not copied");
    expect(await copies()).toEqual([]);
  },
);
