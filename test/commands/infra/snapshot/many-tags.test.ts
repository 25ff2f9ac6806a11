import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

const MANY = Array.from({ length: 46 }, (_, index) => ["--tag", `k${index}=v`]).flat();
const PROTECTING = ["--tag", "Protected=true", "--tag", "Backup=daily", "--tag", "Service=web"];

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web --bundle nano_3_0", ...MANY, ...PROTECTING);
});
afterEach(() => cli.dispose());

const tagsOf = async (kind: "instance" | "snapshot", name: string): Promise<unknown> => {
  const argv = kind === "instance" ? ["infra", "list"] : ["infra", "snapshot", "list"];
  const all = (await cli(...argv, "--output", "json")).json() as { name: string; tags: unknown }[];
  return all.find((it) => it.name === name)?.tags;
};

test("a snapshot keeps the tags that protect, and says which it has no room for (#11.49)", async () => {
  const named = ["--name", "web", "--snapshot-name", "snap"];
  const dry = await cli("infra snapshot create", ...named, "--dry-run");
  expect(dry.stdout).toContain("lacks 1 tag of the instance");
  const { status, json, stderr } = await cli(
    ...["infra", "snapshot", "create", ...named, "--output", "json"],
  );
  expect(status).toBe(0);
  expect(json()).toMatchObject({ dropped_tags: ["k45"] });
  expect(JSON.parse(stderr)).toEqual({
    warnings: [expect.stringContaining("snap lacks 1 tag of the instance")],
  });
  await cli("infra snapshot restore --snapshot snap --name copy --no-wait");
  expect(await tagsOf("instance", "copy")).toMatchObject({
    Protected: "true",
    Backup: "daily",
    Service: "web",
  });
  const again = await cli("infra snapshot create", ...named, "--if-not-exists");
  expect(again.stdout).toMatch(/^Without tags +k45$/m);
});

test("a backup and the snapshot before an end do so, too (#11.49)", async () => {
  const dry = await cli("backup run --dry-run");
  expect(dry.stdout).toContain("lacks 1 tag of the instance");
  const run = await cli("backup run --output json");
  const [record] = run.json() as { snapshot: string }[];
  expect(record).toMatchObject({ dropped_tags: ["k45"] });
  expect(run.stderr).toContain("lacks 1 tag");
  expect(await tagsOf("snapshot", record?.snapshot ?? "")).toMatchObject({ Protected: "true" });

  const end = ["infra", "destroy", "--name", "web", "--snapshot-first"];
  expect((await cli(...end, "--dry-run")).stdout).toContain("lacks 1 tag");
  const asked = await cli.with({ terminal: 200, stdin: "no\n" })(...end);
  expect(asked.stderr).toContain("the snapshot lacks 1 tag of the instance");
  const destroyed = await cli(...end, "--yes", "--output", "json");
  expect(destroyed.json()).toMatchObject({ changed: true, dropped_tags: ["k45"] });
  expect(destroyed.stderr).toContain("lacks 1 tag");
});

test("more tags than a snapshot takes are refused before any call (#11.49)", async () => {
  const own = Array.from({ length: 50 }, (_, index) => ["--tag", `own${index}=v`]).flat();
  const { status, error } = await cli(
    ...["infra", "snapshot", "create", "--name", "web", ...own, "--output", "json"],
  );
  expect({ status, code: error()["code"] }).toEqual({ status: 2, code: "invalid_input" });
});

test("the snapshot that a resize keeps is told to be without tags (#11.49)", async () => {
  const [key] = ["k0", "k1"].map((it) => ["--key", it]);
  await cli("infra tag remove --name web", ...(key ?? []), "--key", "k1");
  const argv = ["--name", "web", "--bundle", "micro_3_0", "--keep-snapshot", "--yes"];
  const { status, stderr } = await cli("infra resize", ...argv);
  expect(status).toBe(0);
  expect(stderr).toContain("lacks 1 tag of the instance");
  expect(await tagsOf("instance", "web-micro")).toMatchObject({ k45: "v", Protected: "true" });
});
