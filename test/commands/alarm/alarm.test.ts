import { CreateLoadBalancerCommand, PutAlarmCommand } from "@aws-sdk/client-lightsail";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";
import { sandboxClient } from "../fleet/sandbox-client.ts";

const REGION = "ap-northeast-1";

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create --name web");
});
afterEach(() => cli.dispose());

const alarm = (line: string): ReturnType<Cli> => cli(`alarm ${line} --output json`);
const set = (line = ""): ReturnType<Cli> =>
  alarm(`set web-cpu --instance web --metric cpu --above 80 ${line}`.trim());
const listed = async (line = ""): Promise<unknown> => (await alarm(`list ${line}`.trim())).json();
/** Operations of the same moment have no order. */
const id = async (): Promise<string> => {
  await clock.advance(1_000);
  const { stdout } = await cli("infra log --output json");
  return (JSON.parse(stdout) as { id: string }[]).at(-1)?.id ?? "";
};

describe("set", () => {
  test("makes an alarm, and says who is not notified", async () => {
    expect((await set("--dry-run")).json()).toMatchObject({
      changes: [{ action: "create", kind: "alarm", name: "web-cpu" }],
    });
    expect(await listed()).toEqual([]);
    const ended = await set("--periods 5 --datapoints 3 --on alarm,ok");
    expect(ended.json()).toMatchObject({
      ...{
        changed: true,
        created: true,
        state: "insufficient_data",
        not_notified: ["no email address"],
      },
      condition: "CPUUtilization > 80 % for 3 of 5 periods of 5 minutes",
    });
    expect(ended.stderr).toContain("nobody is notified: no email address");
    expect(await listed()).toMatchObject([
      {
        ...{ name: "web-cpu", resource: "web", resource_exists: true, notified_by: [] },
        ...{ datapoints_to_alarm: 3, evaluation_periods: 5, missing_data: "missing" },
        ...{ contact_protocols: ["email"], notification_triggers: ["alarm", "ok"] },
      },
    ]);
  });

  test("of what is so already changes nothing", async () => {
    await set("--notify email,sms");
    const again = await set("--notify sms,email");
    expect(again.json()).toMatchObject({ changed: false, created: false, differences: [] });
    expect((await set("--notify sms,email --dry-run")).json()).toMatchObject({ changes: [] });
  });

  test("tells what it changes, and that the state stays", async () => {
    await set();
    await alarm("test web-cpu --state ok");
    const line = "set web-cpu --instance web --metric cpu --at-least 90% --mute";
    const ended = await alarm(line);
    expect(ended.json()).toMatchObject({
      ...{ changed: true, created: false, state: "ok" },
      differences: [
        {
          ...{ what: "threshold", before: "> 80 %", after: ">= 90 %" },
        },
        { what: "notifications", before: "on", after: "off" },
      ],
    });
    expect(ended.stderr).not.toContain("nobody is notified");
    const unmuted = await cli("alarm set web-cpu --instance web --metric cpu --at-least 90%");
    expect(unmuted.stderr).toContain("its state stays ok");
  });

  test.each([
    ["--instance web --metric cpu --above 101", "is no threshold of CPUUtilization"],
    ["--instance web --metric cpu --above -1", "is no threshold of CPUUtilization"],
    ["--instance web --metric cpu --above 80MB", "is no threshold of CPUUtilization"],
    ["--instance web --metric cpu --above NaN", "is no threshold of CPUUtilization"],
    ["--instance web --metric RequestCount --above 1", "is a metric of load balancers"],
    ["--database db --metric burst --above 1", "is a metric of instances, not of databases"],
    ["--instance web --metric CPUUtilisation --above 1", "There is no metric"],
    ["--instance web --metric cpu --above 1 --below 2", "Give one threshold"],
    ["--instance web --metric cpu", "Give one threshold"],
    ["--metric cpu --above 1", "Give one resource"],
    ["--instance web --database db --metric cpu --above 1", "Give one resource"],
    ["--instance web --metric cpu --above 1 --periods 289", "is not a number for --periods"],
    ["--instance web --metric cpu --above 1 --periods 2 --datapoints 3", "3 of 2 periods"],
    ["--instance web --metric cpu --above 1 --on ok", "without telling of alarm"],
    ["--instance web --metric cpu --above 1 --notify fax", "fax"],
  ])("refuses %j before any call", async (line, message) => {
    const faulty = faultyCli(cli, [{ operation: "*", fault: "expired_credentials" }]);
    const ended = await faulty(`alarm set web-cpu ${line} --output json`);
    expect(ended.status).toBe(2);
    expect(ended.error()["message"]).toContain(message);
  });

  test("refuses an instance that is not there, and an alarm of another resource", async () => {
    await set();
    await cli("infra create --name db");
    expect(
      (await alarm("set web-cpu --instance db --metric cpu --above 80")).error(),
    ).toMatchObject({ code: "conflict", message: "The alarm web-cpu watches web, not db." });
    expect(
      (await alarm("set no-cpu --instance nothing --metric cpu --above 80")).error(),
    ).toMatchObject({ code: "not_found" });
  });

  test("refuses a third alarm of a metric, and changes one of two", async () => {
    await set();
    await alarm("set web-low --instance web --metric cpu --below 1");
    const third = await alarm("set web-third --instance web --metric cpu --above 9");
    expect(third.error()).toMatchObject({ code: "conflict" });
    expect(third.error()["message"]).toContain("web-cpu, web-low");
    expect((await set("--mute")).json()).toMatchObject({ changed: true });
  });

  test("watches load balancers, with bytes in units and missing data as it is told", async () => {
    const client = sandboxClient(cli, clock, REGION);
    await client.send(
      new CreateLoadBalancerCommand({ loadBalancerName: "front", instancePort: 80 }),
    );
    await alarm(
      "set front-errors --load-balancer front --metric httpcode_lb_5xx_count --above 10 --missing not-breaching",
    );
    await alarm("set web-out --instance web --metric network-out --above 1.5GB");
    expect(await listed()).toMatchObject([
      {
        ...{ resource_kind: "load_balancer", resource_exists: null, missing_data: "not_breaching" },
        condition: "HTTPCode_LB_5XX_Count > 10 for 1 period of 5 minutes",
      },
      {
        threshold: 1_500_000_000,
        condition: "NetworkOut > 1.5 GB for 1 period of 5 minutes",
      },
    ]);
  });

  test("takes in the instance that has replaced the one it watched", async () => {
    await set();
    await cli("infra destroy --name web --yes");
    expect(await listed()).toMatchObject([{ resource: "web", resource_exists: false }]);
    expect((await cli("alarm list")).stdout).toContain("web (gone)");
    await cli("infra create --name web");
    expect(await listed()).toMatchObject([{ resource_exists: false }]);
    expect((await set()).json()).toMatchObject({
      ...{ changed: true, created: false },
      differences: [{ what: "watches", before: "an earlier web", after: "web" }],
    });
    expect(await listed()).toMatchObject([{ resource_exists: true }]);
  });

  test("whose answer is lost has succeeded", async () => {
    const faulty = faultyCli(cli, [{ operation: "PutAlarm", fault: "reset_after", calls: [1] }]);
    const ended = await faulty("alarm set web-cpu --instance web --metric cpu --above 80");
    expect(ended.status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "web-cpu" }]);
  });
});

describe("set that was interrupted", () => {
  const interrupted = async (): Promise<void> => {
    // No answer says whether it was made.
    const lost = faultyCli(cli, [{ operation: "PutAlarm", fault: "reset_before" }]);
    const ended = await lost("alarm set web-cpu --instance web --metric cpu --above 60");
    expect(ended.status).toBe(8);
  };

  test("is resumed, unless somebody has changed the alarm since", async () => {
    await interrupted();
    await sandboxClient(cli, clock, REGION).send(
      new PutAlarmCommand({
        ...{ alarmName: "web-cpu", metricName: "CPUUtilization", monitoredResourceName: "web" },
        ...{ comparisonOperator: "GreaterThanThreshold", threshold: 5, evaluationPeriods: 1 },
      }),
    );
    expect((await cli("infra resume --yes")).stderr).toContain("was changed since");
    expect(await listed()).toMatchObject([{ threshold: 5 }]);
  });

  test("is resumed", async () => {
    await interrupted();
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toMatchObject([{ threshold: 60 }]);
    expect((await cli("infra resume --yes")).status).toBe(3);
  });

  test("is over once the instance is gone", async () => {
    await interrupted();
    await cli("infra destroy --name web --yes");
    const ended = await cli("infra resume --yes");
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain("nothing is left to watch");
    expect(await listed()).toEqual([]);
  });
});

describe("infra undo", () => {
  test("removes what set made, and gives back what it changed", async () => {
    await set();
    const made = await id();
    await set("--periods 2");
    expect((await cli(`infra undo ${await id()} --yes`)).status).toBe(0);
    expect(await listed()).toMatchObject([{ evaluation_periods: 1 }]);
    expect((await cli(`infra undo ${made} --yes`)).status).toBe(0);
    expect(await listed()).toEqual([]);
  });

  test("brings back what remove removed, unless another one has its name", async () => {
    await set("--periods 2 --on alarm,ok --mute");
    const before = await listed();
    await alarm("remove web-cpu --yes");
    const removed = await id();
    await set();
    expect((await cli(`infra undo ${removed} --yes`)).stderr).toContain("was changed since");
    await alarm("remove web-cpu --yes");
    expect((await cli(`infra undo ${removed} --yes`)).status).toBe(0);
    const [was] = before as { arn: string; created_at: string }[];
    expect(await listed()).toMatchObject([
      { ...was, arn: expect.any(String), created_at: expect.any(String) },
    ]);
  });
});

describe("remove", () => {
  test("of several removes each, with --if-exists also where one is gone", async () => {
    await set();
    await alarm("set web-up --instance web --metric status --at-least 1");
    expect((await alarm("remove web-cpu web-upp --yes")).error()).toMatchObject({
      code: "not_found",
      hint: "Did you mean web-up?",
    });
    expect((await alarm("remove web-cpu web-up --dry-run")).json()).toMatchObject({
      changes: [
        { action: "delete", name: "web-cpu" },
        { action: "delete", name: "web-up" },
      ],
    });
    const ended = await alarm("remove web-cpu web-up nothing --yes --if-exists");
    expect(ended.json()).toMatchObject([
      { name: "web-cpu", changed: true, resource: "web" },
      { name: "web-up", changed: true },
      { name: "nothing", changed: false, resource: null },
    ]);
    expect(await listed()).toEqual([]);
  });

  test("without a terminal needs --yes, and at one the name", async () => {
    await set();
    expect((await alarm("remove web-cpu")).error()).toMatchObject({
      code: "confirmation_required",
    });
    const asked = cli.with({ terminal: 100, stdin: "web\n" });
    expect((await asked("alarm remove web-cpu")).status).toBe(2);
    const typed = cli.with({ terminal: 100, stdin: "web-cpu\n" });
    expect((await typed("alarm remove web-cpu")).status).toBe(0);
    expect(await listed()).toEqual([]);
  });

  test("that was interrupted is resumed, and spares a later one of the name", async () => {
    await set();
    const lost = faultyCli(cli, [{ operation: "DeleteAlarm", fault: "reset_before" }]);
    expect((await lost("alarm remove web-cpu --yes")).status).toBe(8);
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toEqual([]);
    await set();
    expect((await lost("alarm remove web-cpu --yes")).status).toBe(8);
    const other = cli.with({ env: { QUANTS_CTL_STATE_DIR: `${cli.directory}/other` } });
    await other("alarm remove web-cpu --yes");
    await other("alarm set web-cpu --instance web --metric cpu --above 80");
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "web-cpu" }]);
  });
});

describe("list", () => {
  test("selects by resource and state, over regions, and tells CI what is in alarm", async () => {
    await set();
    await cli("infra create --name db --region us-east-1");
    await alarm("set db-cpu --instance db --metric cpu --above 80 --region us-east-1 --mute");
    await alarm("test web-cpu");
    expect(await listed("--region all --state alarm")).toMatchObject([{ name: "web-cpu" }]);
    expect(await listed("--region all --state INSUFFICIENT_DATA,ok")).toMatchObject([
      { name: "db-cpu", region: "us-east-1", not_notified: ["notifications off"] },
    ]);
    expect(await listed("--region all --name 'd*'")).toMatchObject([{ name: "db-cpu" }]);
    const failed = await alarm("list --region all --fail-on-alarm");
    expect(failed.status).toBe(5);
    expect(failed.error()).toMatchObject({ message: "1 is in alarm: web-cpu." });
    expect((await alarm("list --region us-east-1 --fail-on-alarm")).status).toBe(0);
    expect((await alarm("list --state broken")).status).toBe(2);
  });

  test("of none is [] with a note", async () => {
    expect(await listed()).toEqual([]);
    expect((await cli("alarm list")).stderr).toContain("No alarms in ap-northeast-1");
  });
});

describe("test", () => {
  test("puts it into a state, and says who is notified", async () => {
    await cli("alarm contacts set --sms +15550100123");
    await set("--notify sms");
    expect((await alarm("test web-cpu --dry-run")).json()).toMatchObject({
      changes: [{ action: "test", detail: "insufficient-data -> alarm, notifies sms" }],
    });
    expect((await alarm("test web-cpu")).json()).toMatchObject({
      ...{ state: "alarm", previous_state: "insufficient_data", notified_by: ["sms"] },
    });
    const quiet = await alarm("test web-cpu --state ok");
    expect(quiet.json()).toMatchObject({ state: "ok", notified_by: [] });
    expect(quiet.stderr).toContain("the state ok is not among those notified of");
    expect((await alarm("test nothing")).error()).toMatchObject({ code: "not_found" });
    expect((await alarm("test web-cpu --state red")).status).toBe(2);
  });
});
