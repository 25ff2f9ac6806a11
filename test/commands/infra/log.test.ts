import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";
import { USER_DATA_CANARY } from "../../helpers/secrets.ts";

let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const journal = (): string => join(cli.directory, "state", "journal");

test("what was changed is shown with its calls, and how it ended", async () => {
  await cli("infra create --name one --tag Environment=dev");
  const listed = await cli("infra log --output json");
  const [first] = listed.json() as { id: string }[];
  expect(first).toMatchObject({
    status: "done",
    command: "infra create",
    options: { name: ["one"], tag: [["Environment", "dev"]] },
    provider: "sandbox",
  });
  const shown = await cli("infra log --id", first?.id ?? "", "--output", "json");
  const { calls } = shown.json() as { calls: Record<string, unknown>[] };
  expect(calls).toContainEqual(
    expect.objectContaining({
      operation: "CreateInstances",
      resource: "one",
      change: true,
      outcome: "ok",
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    }),
  );
  const table = await cli("infra log");
  expect(table.stdout).toContain("infra create");
});

test("a command that only reads, plans or is refused leaves no journal", async () => {
  await cli("infra list");
  await cli("infra create --name one --dry-run");
  await cli("infra create --name one --bundle no-such-bundle");
  await cli("infra create --name -odd-");
  await cli("infra destroy --name absent --yes");
  await cli("infra manage --name absent --action stop");
  expect(existsSync(journal())).toBe(false);
  const empty = await cli("infra log");
  expect(empty).toMatchObject({ status: 0 });
  expect(empty.stderr).toContain("Nothing was changed");
});

test.each(["/proc/self/nowhere", "/dev/null/state"])(
  "a journal that can't be written, at %s, is told once, and the command does its work",
  async (folder) => {
    const readOnly = cli.with({ env: { QUANTS_CTL_STATE_DIR: folder } });
    const created = await readOnly("infra create --name one --static-ip");
    expect(created).toMatchObject({ status: 0 });
    expect(created.stderr.match(/journal can't be written/g)).toHaveLength(1);
    const destroyed = await readOnly("infra destroy --name one --yes");
    expect(destroyed).toMatchObject({ status: 0 });
    expect(destroyed.stderr.match(/journal can't be written/g)).toHaveLength(1);
  },
);

test("a damaged file is named and hides nothing", async () => {
  await cli("infra create --name one");
  const file = join(journal(), "20200101T000000000Z-00000000.jsonl");
  writeFileSync(file, "no journal");
  const listed = await cli("infra log --output json");
  expect(listed.json()).toHaveLength(1);
  expect(listed.stderr).toContain(file);
});

test("--unfinished shows all, and --limit fewer", async () => {
  await cli("infra create --name one");
  const [name = ""] = readdirSync(journal());
  const whole = readFileSync(join(journal(), name), "utf8");
  const open = whole.replace(/^.*"type":"ended".*$/m, "").replace(/"pid":\d+/, '"pid":4194305');
  for (let count = 10; count < 40; count += 1) {
    const id = `20200101T000000000Z-000000${count}`;
    writeFileSync(join(journal(), `${id}.jsonl`), open.replace(/"id":"[^"]*"/, `"id":"${id}"`));
  }
  const unfinished = ["infra", "log", "--unfinished", "--output", "json"];
  expect((await cli(...unfinished)).json()).toHaveLength(30);
  expect((await cli(...unfinished, "--limit", "3")).json()).toHaveLength(3);
  expect((await cli("infra log --output json")).json()).toHaveLength(20);
});

test("an id that is not there is status 3", async () => {
  expect(await cli("infra log --id nothing")).toMatchObject({ status: 3 });
});

test("neither user data nor credentials come into it", async () => {
  const script = join(cli.directory, "boot.sh");
  writeFileSync(script, `#!/bin/sh\nexport TOKEN=${USER_DATA_CANARY}\n`);
  const created = await cli("infra create --name one --user-data", script, "--debug");
  expect(created.status).toBe(0);
  await cli("infra create --name one --user-data", script, "--debug");
  await cli("infra log --output json");
  // The helper looks for the canaries in all that was printed; on disposal, in the journals.
  expect(readdirSync(journal())).toHaveLength(2);
});
