import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web --static-ip --port ssh@203.0.113.0/24");
  await cli("infra disk create data --size 64 --attach-to web --path /dev/xvdh");
  await cli("infra disk create logs --size 8 --attach-to web");
});
afterEach(() => cli.dispose());

const RESIZE = "infra resize web --bundle medium_3_0";
const disks = async (): Promise<unknown> => (await cli("infra disk list -o json")).json();
const at = (holder: string): object[] => [
  { name: "data", attached_to: holder, path: "/dev/xvdh", is_attached: true },
  { name: "logs", attached_to: holder, path: "/dev/xvdf", is_attached: true },
];
const statusOf = async (name: string): Promise<unknown> =>
  ((await cli(`infra info --name ${name} -o json`)).json() as { status: string }).status;
/** No mark of the resize is left on them. */
const unmarked = async (): Promise<void> => {
  for (const { tags } of (await disks()) as { tags: object }[]) {
    expect(Object.keys(tags)).toEqual(["quants-ctl:request"]);
  }
};

test("its disks move to the new instance, at the same paths, and are named", async () => {
  const dry = await cli(`${RESIZE} --stop --dry-run -o json`);
  const { changes } = dry.json() as { changes: { action: string; kind: string; name: string }[] };
  expect(
    changes.filter(({ kind }) => kind === "disk").map((it) => `${it.action} ${it.name}`),
  ).toEqual(["detach data", "detach logs", "attach data", "attach logs"]);
  const typing = cli.with({ terminal: 120, stdin: "web\n" });
  const { status, stderr, stdout } = await typing(`${RESIZE} --stop`);
  expect(status).toBe(0);
  expect(stderr).toContain("data (64 GB) moves to web-medium, at /dev/xvdh");
  expect(stdout).toMatch(/Disks\S* +data/);
  expect(await disks()).toMatchObject(at("web-medium"));
  await unmarked();
  expect(await statusOf("web-medium")).toBe("running");
  expect((await cli("infra list -o json")).json()).toHaveLength(1);
});

test("a running instance needs --stop for it, and nothing is changed without", async () => {
  const { status, error } = await cli(`${RESIZE} --yes -o json`);
  expect(status).toBe(5);
  expect(error()["message"]).toContain("has block storage disks (data, logs), and is running");
  expect(await statusOf("web")).toBe("running");
  expect(await disks()).toMatchObject(at("web"));
});

test("a stopped one is resized to a stopped one, with its disks", async () => {
  await cli("infra stop web");
  const { json } = await cli(`${RESIZE} --yes -o json`);
  expect(json()).toMatchObject({ name: "web-medium", disks: ["data", "logs"], not_done: [] });
  expect(await statusOf("web-medium")).toBe("stopped");
  expect(await disks()).toMatchObject(at("web-medium"));
});

test("--keep-old can be undone: the disks go back to where they were", async () => {
  await cli(`${RESIZE} --stop --keep-old --yes`);
  expect(await disks()).toMatchObject(at("web-medium"));
  const dry = await cli(`${RESIZE} --undo --dry-run -o json`);
  expect(dry.json()).toMatchObject({
    changes: expect.arrayContaining([
      expect.objectContaining({ kind: "disk", name: "data", detail: "back to web at /dev/xvdh" }),
    ]) as unknown,
  });
  const undone = await cli(`${RESIZE} --undo --yes -o json`);
  expect(undone.json()).toMatchObject({ undone: true, disks: ["data", "logs"] });
  expect(await disks()).toMatchObject(at("web"));
  await unmarked();
  expect(await statusOf("web")).toBe("running");
});

describe("interrupted", () => {
  const cutOff = async (operation: string, call: number): Promise<void> => {
    const rules = [{ operation, fault: "expired_credentials", calls: [call] }];
    const ended = await faultyCli(cli, rules)(`${RESIZE} --stop --yes`);
    expect({ operation, status: ended.status }).toEqual({ operation, status: 4 });
  };

  test.each([
    ["DetachDisk", 2],
    ["CreateInstanceSnapshot", 1],
    ["AttachDisk", 1],
    ["AttachDisk", 2],
    ["StartInstance", 1],
    ["AttachStaticIp", 1],
  ])("at %s %i, it is finished, or undone", async (operation, call) => {
    await cutOff(operation, call);
    expect((await cli("infra resume --undo --yes")).status).toBe(0);
    expect(await disks()).toMatchObject(at("web"));
    await unmarked();
    expect(await statusOf("web")).toBe("running");
    await cutOff(operation, call);
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await disks()).toMatchObject(at("web-medium"));
    await unmarked();
    expect(await statusOf("web-medium")).toBe("running");
  });

  test("a disk that somebody took since is not taken from them", async () => {
    await cutOff("AttachDisk", 1);
    await cli("infra create --name other");
    await cli("infra disk attach data --to other");
    const again = await cli(`${RESIZE} --stop --yes -o json`);
    expect(again.error()).toMatchObject({ code: "conflict", resource: "data" });
    const undone = await cli(`${RESIZE} --undo --yes`);
    expect(undone.status).toBe(0);
    expect(undone.stderr).toContain("disk data stays attached to other");
    expect(await disks()).toMatchObject([{ attached_to: "other" }, { attached_to: "web" }]);
  });
});
