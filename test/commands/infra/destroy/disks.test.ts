import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name one");
  await cli("infra disk create data --size 64 --attach-to one");
  await cli("infra disk create spare --size 8 --like one");
});
afterEach(() => cli.dispose());

test("an instance's disks are kept, told of beforehand, and named afterwards", async () => {
  const dry = await cli("infra destroy --name one --dry-run -o json");
  expect(dry.json()).toMatchObject({
    changes: [
      { action: "delete", kind: "instance", name: "one" },
      { action: "keep", kind: "disk", name: "data", monthly_usd: 0 },
    ],
  });
  const typing = cli.with({ terminal: 100, stdin: "one\n" });
  const { status, stderr, stdout } = await typing("infra destroy --name one");
  expect(status).toBe(0);
  expect(stderr).toContain("(its attached disks are kept, and billed: data (64 GB))");
  expect(stderr).toContain("one: its disk data (64 GB) is kept, and billed");
  expect(stdout).toMatch(/Disks kept, billed\S* +data/);
  expect((await cli("infra disk list -o json")).json()).toMatchObject([
    { name: "data", is_attached: false, size_gb: 64 },
    { name: "spare" },
  ]);
});

test("several instances' disks are named, though an account may not see the disks themselves", async () => {
  await cli("infra create --name two --name three");
  await cli("infra disk create more --size 8 --attach-to two");
  const blind = faultyCli(cli, [{ operation: "GetDisks", fault: "expired_credentials" }]);
  const some = await blind("infra destroy --name 't*' --yes -o json");
  expect(some.json()).toMatchObject([
    { name: "three", kept_disks: [] },
    { name: "two", kept_disks: ["more"] },
  ]);
  expect(some.stderr).toContain("no sizes of disks: The credentials have expired");
  const ended = await blind("infra destroy --name one --yes -o json");
  expect(ended.json()).toMatchObject({ changed: true, kept_disks: ["data"] });
});

test("where no instance has any, no disks are asked for", async () => {
  await cli("infra create --name two");
  const blind = faultyCli(cli, [{ operation: "GetDisks", fault: "expired_credentials" }]);
  const ended = await blind("infra destroy --name two --yes");
  expect(ended).toMatchObject({
    status: 0,
    stderr: expect.not.stringContaining("disks") as string,
  });
});
