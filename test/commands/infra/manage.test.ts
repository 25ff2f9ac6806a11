import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web-1");
});
afterEach(() => cli.dispose());

const manage = (...argv: string[]): ReturnType<Cli> =>
  cli("infra manage --name web-1 --output json --action", ...argv);

test("stop and start, with the change of address told", async () => {
  const stopped = await manage("stop");
  expect(stopped.status).toBe(0);
  expect(stopped.json()).toMatchObject({
    action: "stop",
    changed: true,
    previous_status: "running",
    status: "stopped",
    public_ip: null,
  });
  expect(stopped.stderr).toContain(
    "will return with a different address, and is billed while stopped",
  );
  const started = await manage("start");
  expect(started.json()).toMatchObject({
    changed: true,
    status: "running",
    public_ip: "198.51.100.2",
  });
});

test("a static IP survives a stop, without a warning", async () => {
  await cli("infra create --name mon-1 --static-ip");
  const address = (await cli("infra info --name mon-1 --field public_ip")).stdout;
  const stopped = await cli("infra manage --name mon-1 --action stop");
  expect(stopped.stderr).not.toContain("warning");
  await cli("infra manage --name mon-1 --action start");
  expect((await cli("infra info --name mon-1 --field public_ip")).stdout).toBe(address);
});

test("what is so already is success without a change", async () => {
  expect((await manage("start")).json()).toMatchObject({ changed: false, status: "running" });
  await manage("stop");
  expect((await manage("stop")).json()).toMatchObject({ changed: false, status: "stopped" });
});

test("reboot keeps the address", async () => {
  expect((await manage("reboot")).json()).toMatchObject({
    action: "reboot",
    changed: true,
    status: "running",
    public_ip: "198.51.100.1",
  });
});

test("reboot of a stopped instance is refused with what to do", async () => {
  await manage("stop");
  const { status, error } = await manage("reboot");
  expect(status).toBe(5);
  expect(error()).toMatchObject({
    code: "invalid_state",
    hint: expect.stringContaining("--action start"),
  });
});

test("--no-wait returns while it is stopping; start then has to wait", async () => {
  expect((await manage("stop", "--no-wait")).json()).toMatchObject({ status: "stopping" });
  expect(await manage("start")).toMatchObject({ status: 5 });
});

test("what is on its way already is waited for, not asked for again", async () => {
  await manage("stop", "--no-wait");
  const again = await manage("stop");
  expect(again.status).toBe(0);
  expect(again.json()).toMatchObject({ status: "stopped", changed: false });
  await manage("start", "--no-wait");
  expect((await manage("start")).json()).toMatchObject({ status: "running", changed: false });
});

test("start waits for the address of one that runs without", async () => {
  const rules = [{ operation: "CreateInstances", fault: "late_address", ms: 60_000 }];
  const late = faultyCli(cli, rules);
  await late("infra create --name web-2 --wait running");
  const start = ["infra", "manage", "--name", "web-2", "--action", "start", "--output", "json"];
  expect((await cli(...start, "--wait", "running")).json()).toMatchObject({ public_ip: null });
  expect((await cli(...start)).json()).toMatchObject({
    changed: false,
    public_ip: "198.51.100.2",
  });
});

test("a stop that was requested is told, though it could not be watched", async () => {
  const calls = Array.from({ length: 50 }, (_, index) => index + 2);
  const rules = [{ operation: "GetInstance", fault: "server_error", calls }];
  const shaky = faultyCli(cli, rules);
  const stop = ["--action", "stop", "--timeout", "5s", "--output", "json"];
  const result = await shaky("infra manage --name web-1", ...stop);
  expect(result.status).toBe(7);
  expect(result.json()).toMatchObject({
    changed: true,
    previous_status: "running",
    status: "unknown",
  });
  expect(result.error()).toMatchObject({ code: "wait_timeout" });
});

test("--wait operation waits for the operation", async () => {
  expect((await manage("stop", "--wait", "operation")).json()).toMatchObject({ status: "stopped" });
});

test.each([
  [["jump"], 2, '"jump"'],
  [["start", "--force"], 2, "--force is for stop"],
])("%j is refused", async (argv, status, why) => {
  const result = await manage(...argv);
  expect(result.status).toBe(status);
  expect(result.error()["message"]).toContain(why);
});

test("--action is required, and the instance must be there", async () => {
  expect((await cli("infra manage --name web-1")).status).toBe(2);
  expect((await cli("infra manage --name nobody --action stop")).status).toBe(3);
});
