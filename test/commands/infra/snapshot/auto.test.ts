import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web-1 --name web-2 --tag Team=Quants");
});
afterEach(() => cli.dispose());

const auto = (...argv: string[]) => cli("infra snapshot auto", ...argv, "--output", "json");
const times = async () =>
  ((await auto("list")).json() as { name: string; auto_snapshot_time: string | null }[]).map(
    (it) => [it.name, it.auto_snapshot_time],
  );

test("on, at another hour and off, told apart from what was so already (#16.3)", async () => {
  const on = await auto("on", "web-1", "--time", "06:00");
  expect(on.json()).toEqual({
    ...{ name: "web-1", region: "ap-northeast-1", auto_snapshot_time: "06:00", changed: true },
  });
  expect((await auto("on", "web-1", "--time", "06:00")).json()).toMatchObject({ changed: false });
  const both = await auto("on", "--selector", "Team=Quants", "--time", "21:00");
  expect(both.json()).toMatchObject([{ changed: true }, { changed: true }]);
  expect(await times()).toEqual([
    ["web-1", "21:00"],
    ["web-2", "21:00"],
  ]);
  expect((await auto("off", "web-2")).json()).toMatchObject({
    ...{ auto_snapshot_time: null, changed: true },
  });
  const without = await cli("infra snapshot auto list --without --output name");
  expect(without.stdout).toBe("web-2\n");
});

test("a dry run changes nothing (#16.3)", async () => {
  const dry = await auto("on", "web-*", "--time", "06:00", "--dry-run");
  expect(dry.json()).toMatchObject({
    dry_run: true,
    changes: [
      { action: "set", kind: "instance", name: "web-1", detail: "daily snapshot: 06:00 UTC" },
      { name: "web-2" },
    ],
  });
  expect(await times()).toEqual([
    ["web-1", null],
    ["web-2", null],
  ]);
});

test.each(["6:00", "06:30", "24:00", "06:00Z"])(
  "%s is refused before any call (#16.3)",
  async (time) => {
    const { status, stderr } = await auto("on", "web-1", "--time", time);
    expect(status).toBe(2);
    expect(stderr).toContain("is not a full hour");
  },
);

test("one that is protected has to be named (#16.3)", async () => {
  await auto("on", "web-1", "--time", "06:00");
  await cli("infra tag set --name web-1 --tag Protected=true");
  const many = await auto("off", "web-*");
  expect(many.status).toBe(6);
  expect(many.json()).toMatchObject([{ error: { code: "protected" } }, { changed: false }]);
  expect((await auto("off", "web-1")).status).toBe(0);
});

test("it is undone while nobody else changed it (#16.3)", async () => {
  await auto("on", "web-1", "--time", "06:00");
  await auto("on", "web-1", "--time", "21:00");
  const log = (await cli("infra log --output json")).json() as { id: string; action: string }[];
  const [latest] = log.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  expect((await cli("infra undo", latest?.id ?? "", "--yes")).status).toBe(0);
  expect(await times()).toContainEqual(["web-1", "06:00"]);
});

test("a lost answer is looked into, not repeated (#16.3)", async () => {
  const faulty = faultyCli(cli, [{ operation: "EnableAddOn", fault: "reset_after", calls: [1] }]);
  const { status } = await faulty("infra snapshot auto on web-1 --time 06:00");
  expect(status).toBe(0);
  expect(await times()).toContainEqual(["web-1", "06:00"]);
});
