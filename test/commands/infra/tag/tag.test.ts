import { faultyCli } from "../../../helpers/faults.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Instance } from "../../../../src/core/model.ts";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web-1 --name web-2 --tag Team=Quants");
});
afterEach(() => cli.dispose());

const tags = (...argv: string[]): ReturnType<Cli> => cli("infra tag", ...argv, "-o", "json");

test("set and remove, told apart from what was so already", async () => {
  const set = await tags("set", "--name", "web-1", "--tag", "Backup=daily", "--tag", "Team=Quants");
  expect(set.json()).toMatchObject({ changed: true, tags: { Backup: "daily", Team: "Quants" } });
  expect(set.stderr).toBe("");
  const again = await tags("set", "--name", "web-1", "--tag", "Backup=daily");
  expect(again.json()).toMatchObject({ changed: false });
  const removed = await tags("remove", "--name", "web-*", "--key", "Backup");
  expect(removed.json()).toMatchObject([{ changed: true }, { changed: false }]);
  expect((removed.json() as Instance[])[0]?.tags).not.toHaveProperty("Backup");
});

test("a dry run changes nothing", async () => {
  const dry = await tags(
    "set",
    "--name",
    "web-*",
    "--tag",
    "Team=Quants",
    "--tag",
    "A=b",
    "--dry-run",
  );
  expect(dry.json()).toMatchObject({
    dry_run: true,
    changes: [
      { action: "set", kind: "tag", name: "web-1", detail: "A=b" },
      { action: "set", kind: "tag", name: "web-2", detail: "A=b" },
    ],
  });
  const { stdout } = await cli("infra info --name web-1 --field tags");
  expect(stdout).not.toContain('"A"');
});

test("protection is taken off only by name", async () => {
  await tags("set", "--name", "web-1", "--tag", "Protected=true");
  const many = await tags("remove", "--name", "web-*", "--key", "Protected");
  expect(many.status).toBe(6);
  expect(many.json()).toMatchObject([{ error: { code: "protected" } }, { changed: false }]);
  const one = await tags("remove", "--name", "web-1", "--key", "Protected");
  expect(one.status).toBe(0);
});

test("bad tags are refused before any call", async () => {
  for (const bad of ["Team", "aws:x=1", `${"k".repeat(129)}=v`]) {
    const result = await tags("set", "--name", "web-1", "--tag", bad);
    expect(result).toMatchObject({ status: 2, stdout: "" });
  }
  const twice = await tags("set", "--name", "web-1", "--tag", "A=1", "--tag", "A=2");
  expect(twice.status).toBe(2);
});

test("tags that were set but could not be read back are told as changed", async () => {
  const rules = [{ operation: "GetInstance", fault: "server_error", calls: [2, 3, 4, 5, 6] }];
  const shaky = faultyCli(cli, rules);
  const set = ["--name", "web-1", "--tag", "Backup=daily", "--output", "json"];
  const result = await shaky("infra tag set", ...set);
  expect(result.status).toBe(8);
  expect(result.json()).toMatchObject({ changed: true, tags: { Team: "Quants", Backup: "daily" } });
  expect(result.error()["message"]).toContain("are changed, but could not be read back");
});

test.each(["", "aws:x", "k".repeat(129)])("the key %j is refused, not ignored", async (key) => {
  const { status, error } = await tags("remove", "--name", "web-1", "--key", key);
  expect(status).toBe(2);
  expect(error()).toMatchObject({ code: "invalid_input" });
});
