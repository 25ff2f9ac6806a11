import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";

let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const start = (...argv: string[]) => cli("infra manage --action start", ...argv);
const names = async (...argv: string[]): Promise<string[]> =>
  (await cli("infra list", ...argv, "--output", "name")).stdout.split("\n").filter(Boolean);

describe("of the two instances of a resize only one is started (#11.46)", () => {
  beforeEach(async () => {
    await cli("infra create --name eng --tag Service=exec --tag CriticalLevel=critical");
    const resize = [
      "infra",
      "resize",
      "eng",
      "--bundle",
      "medium_3_0",
      "--stop",
      "--keep-old",
      "--yes",
    ];
    await cli(...resize);
    await cli("infra tag set --name eng --name eng-medium --tag CriticalLevel=low");
  });

  test("a selection leaves the stopped predecessor out, and says so", async () => {
    const { status, stderr } = await start("--selector", "Service=exec");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "left out: eng is not started: a resize has replaced it by eng-medium",
    );
    expect(await names("--status", "running")).toEqual(["eng-medium"]);
  });

  test("also where the successor is stopped as well", async () => {
    await cli("infra manage --name eng-medium --action stop");
    expect(await start("--name", "eng*")).toMatchObject({ status: 0 });
    expect(await names("--status", "running")).toEqual(["eng-medium"]);
  });

  test.each([
    ["by its name", ["--name", "eng"]],
    ["as the only one that is met", ["--name", "eng", "--status", "stopped"]],
    ["as the only one of a pattern", ["--name", "en?"]],
    ["in a dry run", ["--name", "eng", "--dry-run"]],
  ])("the predecessor is refused %s", async (_, argv) => {
    const { status, stderr } = await start(...argv);
    expect({ status, stderr }).toMatchObject({
      status: 5,
      stderr: expect.stringContaining("--beside-twin") as string,
    });
    expect(await names("--status", "running")).toEqual(["eng-medium"]);
  });

  test("unless its own flag says so, which other actions do not take", async () => {
    expect(await start("--name", "eng", "--beside-twin")).toMatchObject({ status: 0 });
    expect(await names("--status", "running")).toEqual(["eng", "eng-medium"]);
    const stop = ["infra", "manage", "--name", "eng", "--action", "stop", "--beside-twin"];
    expect(await cli(...stop)).toMatchObject({ status: 2 });
  });

  test("the successor is refused while the predecessor runs", async () => {
    await start("--name", "eng", "--beside-twin");
    await cli("infra manage --name eng-medium --action stop");
    const { status, stderr } = await start("--name", "eng-medium");
    expect({ status, stderr }).toMatchObject({
      status: 5,
      stderr: expect.stringContaining("it has replaced eng, which is running") as string,
    });
  });

  test("the predecessor can be started once its successor is gone", async () => {
    await cli("infra destroy --name eng-medium --yes");
    expect(await start("--name", "eng*")).toMatchObject({ status: 0 });
  });

  test("an undo does not start it beside a successor that lost its marks", async () => {
    const keys = ["--key", "quants-ctl:resized-from", "--key", "quants-ctl:resized-from-id"];
    await cli("infra tag remove --name eng-medium", ...keys);
    expect(await start("--name", "eng")).toMatchObject({ status: 5 });
    const undo = ["infra", "resize", "eng", "--bundle", "medium_3_0", "--undo", "--yes"];
    expect(await cli(...undo)).toMatchObject({ status: 5 });
    expect(await names("--status", "running")).toEqual(["eng-medium"]);
  });
});

describe("a protected instance (#11.46)", () => {
  beforeEach(async () => {
    await cli("infra create --name web-1 --name web-2");
    await cli("infra manage --name web-* --action stop");
    await cli("infra tag set --name web-1 --tag Protected=true");
  });

  test("is not started by a pattern or a selector", async () => {
    const { status, stderr } = await start("--name", "web-*");
    expect(status).toBe(6);
    expect(stderr).toContain("web-1 is protected by Protected=true: not started");
    expect(await names("--status", "running")).toEqual(["web-2"]);
    expect(await start("--selector", "Protected=true")).toMatchObject({ status: 5 });
  });

  test("is started when it is named", async () => {
    expect(await start("--name", "web-1")).toMatchObject({ status: 0 });
  });
});
