import { PutAlarmCommand } from "@aws-sdk/client-lightsail";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";
import { sandboxClient } from "../fleet/sandbox-client.ts";

const REGION = "ap-northeast-1";

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

const alarm = (line: string): ReturnType<Cli> => cli(`alarm ${line} --output json`);
const plan = async (line = ""): Promise<unknown> => (await alarm(`plan ${line}`.trim())).json();
const listed = async (): Promise<unknown> => (await alarm("list")).json();
const create = (name: string, tag: string): ReturnType<Cli> =>
  cli(`infra create --name ${name} --tag`, `Alarms=${tag}`);
const retag = (name: string, tag: string): ReturnType<Cli> =>
  cli(`infra tag set ${name} --tag`, `Alarms=${tag}`);

/** As by somebody who makes no mark. */
const putByHand = (name: string, threshold: number): Promise<unknown> =>
  sandboxClient(cli, clock, REGION).send(
    new PutAlarmCommand({
      ...{ alarmName: name, metricName: "CPUUtilization", monitoredResourceName: "web" },
      ...{ comparisonOperator: "GreaterThanThreshold", threshold, evaluationPeriods: 1 },
    }),
  );

describe("alarms as the tags ask", () => {
  test("are planned, made, and then as planned", async () => {
    await create("web", "cpu:80:3/5 status notify:sms");
    await cli("infra create --name untagged");
    const expected = [
      { instance: "web", name: "web-alarm-cpu", action: "create", changed: false },
      { instance: "web", name: "web-alarm-status", action: "create", error: null },
    ];
    expect(await plan()).toMatchObject(expected);
    expect((await alarm("plan --fail-on-drift")).error()).toMatchObject({
      ...{ code: "conflict", message: "2 alarms are not as the tags ask." },
    });
    expect((await alarm("apply --dry-run")).json()).toMatchObject({
      changes: [{ action: "create", name: "web-alarm-cpu" }, { name: "web-alarm-status" }],
    });
    expect(await listed()).toEqual([]);
    const ended = await alarm("apply");
    expect(ended.json()).toMatchObject([{ changed: true }, { changed: true }]);
    expect(ended.stderr).toContain("no phone number");
    expect(await listed()).toMatchObject([
      {
        ...{ name: "web-alarm-cpu", resource: "web", contact_protocols: ["sms"] },
        condition: "CPUUtilization > 80 % for 3 of 5 periods of 5 minutes",
        tags: { "quants-ctl:alarm": "cpu" },
      },
      { name: "web-alarm-status", notification_triggers: ["alarm", "ok"] },
    ]);
    expect((await alarm("plan --fail-on-drift")).status).toBe(0);
    expect((await alarm("apply")).json()).toEqual([]);
  });

  test("are changed and removed as the tag changes, once that is confirmed", async () => {
    await create("web", "cpu:80 burst:20");
    await alarm("apply");
    await retag("web", "cpu:90");
    expect(await plan()).toMatchObject([
      { name: "web-alarm-burst", action: "remove", reason: "the tag no longer asks for it" },
      { name: "web-alarm-cpu", action: "change", differences: [{ what: "threshold" }] },
    ]);
    expect((await alarm("apply")).error()).toMatchObject({ code: "confirmation_required" });
    const asked = cli.with({ terminal: 100, stdin: "1\n" });
    expect((await asked("alarm apply")).status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "web-alarm-cpu", threshold: 90 }]);
    await cli("infra tag remove web --key Alarms");
    expect((await alarm("apply --yes")).status).toBe(0);
    expect(await listed()).toEqual([]);
  });

  test("are taken from instances that are gone, and given to their successors", async () => {
    await create("web", "cpu:80");
    await create("api", "cpu:80");
    await alarm("apply");
    await cli("infra destroy --name web --name api --yes");
    await create("api", "cpu:80");
    const expected = [
      { instance: "api", action: "change", differences: [{ what: "watches" }] },
      { instance: "web", action: "remove", reason: "its instance is gone" },
    ];
    expect(await plan()).toMatchObject(expected);
    expect(await plan("--name web")).toMatchObject([{ instance: "web", action: "remove" }]);
    expect(await plan("--name api")).toMatchObject([{ instance: "api" }]);
    expect(await plan("--selector Environment!=dev")).toMatchObject([{ instance: "api" }]);
    await alarm("apply --yes");
    expect(await listed()).toMatchObject([{ name: "api-alarm-cpu", resource_exists: true }]);
  });

  test("a tag that can't be read is refused, and stops no other", async () => {
    await create("web", "cpu:80");
    await create("bad", "cpu:80");
    await alarm("apply");
    await retag("bad", "cpu:900");
    await retag("web", "cpu:70");
    expect(await plan()).toMatchObject([
      { instance: "bad", name: null, action: "refused", error: { code: "invalid_input" } },
      { instance: "web", action: "change" },
    ]);
    const ended = await alarm("apply --yes");
    expect(ended.status).toBe(6);
    expect(ended.json()).toMatchObject([
      { instance: "bad", action: "refused", changed: false },
      { instance: "web", changed: true },
    ]);
    expect(await listed()).toMatchObject([{ threshold: 80 }, { threshold: 70 }]);
    expect((await alarm("plan --name bad")).status).toBe(2);
  });

  test("never touch those that somebody else made", async () => {
    await create("web", "cpu:80");
    await putByHand("web-alarm-cpu", 5);
    await putByHand("by-hand", 6);
    expect(await plan()).toMatchObject([{ name: "web-alarm-cpu", action: "refused" }]);
    expect((await alarm("apply --yes")).error()).toMatchObject({ code: "conflict" });
    await retag("web", "none");
    expect(await plan()).toEqual([]);
    expect(await listed()).toMatchObject([{ name: "by-hand" }, { threshold: 5 }]);
  });

  test("have no room beside two of the same metric", async () => {
    await create("web", "cpu:80 status");
    await putByHand("one-more", 5);
    await putByHand("two-more", 6);
    expect(await plan()).toMatchObject([
      { name: "web-alarm-cpu", action: "refused", error: { code: "conflict" } },
      { name: "web-alarm-status", action: "create" },
    ]);
    expect((await alarm("apply")).status).toBe(6);
  });

  test("that nobody has are told, and so are instances that are not there", async () => {
    await cli("infra create --name web");
    expect((await alarm("apply")).stderr).toContain("no selected instance in ap-northeast-1");
    expect((await cli("alarm plan")).stderr).toContain("No instance has the tag Alarms");
    expect((await alarm("plan --name nothing")).error()).toMatchObject({ code: "not_found" });
  });

  test("are those of every region that is asked", async () => {
    await create("web", "cpu:80");
    await cli("infra create --name api --region us-east-1 --tag Alarms=status");
    await alarm("apply --region all --notify sms");
    expect((await alarm("list --region all")).json()).toMatchObject([
      { name: "api-alarm-status", region: "us-east-1", contact_protocols: ["sms"] },
      { name: "web-alarm-cpu", region: REGION },
    ]);
  });
});

test("who changes or removes by hand what a tag asks for is told so", async () => {
  await create("web", "cpu:80");
  await alarm("apply");
  const changed = await alarm("set web-alarm-cpu --instance web --metric cpu --above 5");
  expect(changed.stderr).toContain("does again what the tag Alarms of web says");
  expect(await plan()).toMatchObject([{ name: "web-alarm-cpu", action: "change" }]);
  const removed = await alarm("remove web-alarm-cpu --dry-run");
  expect(removed.stderr).toContain("alarm plan --name web");
});

describe("apply that was interrupted", () => {
  const interrupted = async (): Promise<void> => {
    await create("one", "cpu:80");
    await create("two", "cpu:80");
    const lost = faultyCli(cli, [{ operation: "PutAlarm", fault: "reset_before" }]);
    expect((await lost("alarm apply")).status).toBe(8);
  };

  test("is resumed for what is left", async () => {
    await interrupted();
    await cli("infra destroy --name two --yes");
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "one-alarm-cpu" }]);
    expect((await cli("infra resume --yes")).status).toBe(3);
  });

  test("is over when it is repeated", async () => {
    await interrupted();
    expect((await alarm("apply")).status).toBe(0);
    expect((await cli("infra resume --yes")).status).toBe(3);
  });
});

test("infra undo brings back what apply changed", async () => {
  await create("web", "cpu:80 burst:20");
  await alarm("apply");
  const before = await listed();
  await retag("web", "cpu:90 status");
  await clock.advance(1_000);
  await alarm("apply --yes");
  const { stdout } = await cli("infra log --output json");
  const id = (JSON.parse(stdout) as { id: string }[]).at(-1)?.id ?? "";
  expect((await cli(`infra undo ${id} --yes`)).status).toBe(0);
  const [burst, cpu] = before as { arn: string; created_at: string }[];
  expect(await listed()).toMatchObject([
    { ...burst, arn: expect.any(String), created_at: expect.any(String) },
    { ...cpu },
  ]);
});
