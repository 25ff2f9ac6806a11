import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name one");
  await cli("infra disk create data --size 64 --attach-to one");
});
afterEach(() => cli.dispose());

const disk = (line: string): ReturnType<Cli> => cli(`infra disk ${line} --output json`);
const listed = async (): Promise<unknown> => (await disk("list")).json();
const statusOf = async (name: string): Promise<unknown> =>
  ((await cli(`infra info --name ${name} -o json`)).json() as { status: string }).status;
const stop = (): ReturnType<Cli> => cli("infra stop one");

describe("detach", () => {
  test("from a running instance is refused, with both ways to do it", async () => {
    const { status, error } = await disk("detach data");
    expect(status).toBe(5);
    expect(error()["message"]).toContain("detaches a disk from a stopped instance only");
    expect(error()["hint"]).toContain("quants-ctl infra manage --name one --action stop");
    expect(error()["hint"]).toContain("quants-ctl infra disk detach --name data --stop");
    expect(await statusOf("one")).toBe("running");
  });

  test("from a stopped instance leaves that stopped", async () => {
    await stop();
    expect((await disk("detach data --stop")).json()).toMatchObject({
      ...{ action: "detach", changed: true, attached_to: null, path: null },
      ...{ previously_attached_to: "one", restarted: [] },
    });
    expect(await statusOf("one")).toBe("stopped");
    expect((await disk("detach data")).json()).toMatchObject({ changed: false });
  });

  test("--stop stops the instance, and starts it again", async () => {
    const dry = await disk("detach data --stop --dry-run");
    expect(dry.json()).toMatchObject({
      changes: [{ action: "stop" }, { action: "detach" }, { action: "start", name: "one" }],
    });
    const { json, stderr } = await disk("detach data --stop");
    expect(json()).toMatchObject({ attached_to: null, restarted: ["one"], finish_with: null });
    expect(stderr).toContain("it will return with a different address");
    expect(await statusOf("one")).toBe("running");
  });

  test("--stop does not stop a protected instance, which nobody named", async () => {
    await cli("infra tag set --name one --tag Protected=true");
    const { error } = await disk("detach data --stop");
    expect(error()).toMatchObject({ code: "protected", resource: "one" });
    expect(await statusOf("one")).toBe("running");
  });

  describe("that was cut off between stop and start", () => {
    const cutOff = async (operation: string): Promise<void> => {
      const rules = [{ operation, fault: "expired_credentials" }];
      expect((await faultyCli(cli, rules)("infra disk detach data --stop")).status).toBe(4);
      expect(await statusOf("one")).toBe("stopped");
    };

    test.each([
      ["DetachDisk", "infra disk detach data"],
      ["DetachDisk", "infra resume --yes"],
      ["StartInstance", "infra disk detach data --stop"],
      ["StartInstance", "infra resume --yes"],
    ])("at %s is finished by %s", async (operation, line) => {
      await cutOff(operation);
      expect((await cli(line)).status).toBe(0);
      expect(await listed()).toMatchObject([{ attached_to: null }]);
      expect(await statusOf("one")).toBe("running");
      expect((await cli("infra log --unfinished -o json")).json()).toEqual([]);
    });

    test.each(["DetachDisk", "StartInstance"])("at %s is undone", async (operation) => {
      await cutOff(operation);
      expect((await cli("infra resume --undo --yes")).status).toBe(0);
      expect(await listed()).toMatchObject([{ attached_to: "one", path: "/dev/xvdf" }]);
      expect(await statusOf("one")).toBe("running");
    });

    test("does not start another instance that has the name since", async () => {
      await cutOff("DetachDisk");
      await cli("infra destroy --name one --yes");
      await cli("infra create --name one");
      await stop();
      expect((await cli("infra resume --yes")).status).toBe(0);
      expect(await statusOf("one")).toBe("stopped");
    });
  });

  test("is undone by attaching it where it was", async () => {
    await disk("detach data --stop");
    const log = (await cli("infra log -o json")).json() as { id: string }[];
    expect((await cli(`infra undo ${log.at(-1)?.id} --yes`)).status).toBe(0);
    expect(await listed()).toMatchObject([{ attached_to: "one", path: "/dev/xvdf" }]);
  });
});
