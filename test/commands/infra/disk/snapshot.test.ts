import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra disk create data --size 64 --az ap-northeast-1a --tag Team=Quants");
  await cli("infra disk create other --size 8 --az ap-northeast-1a");
});
afterEach(() => cli.dispose());

const snapshot = (line: string): ReturnType<Cli> => cli(`infra disk snapshot ${line} -o json`);
const listed = async (line = ""): Promise<unknown> => (await snapshot(`list ${line}`)).json();

test("list tells of which disk each is, and what it costs at most", async () => {
  expect(await listed()).toEqual([]);
  await snapshot("data --snapshot-name s-1");
  await snapshot("other --snapshot-name s-2");
  expect(await listed()).toMatchObject([
    { name: "s-1", disk: "data", status: "available", age_days: 0, monthly_cost_usd: 3.2 },
    { name: "s-2", disk: "other", size_gb: 8, monthly_cost_usd: 0.4 },
  ]);
  expect(await listed("--disk other --region all")).toMatchObject([{ name: "s-2" }]);
  expect((await cli("infra snapshot list -o json")).json()).toEqual([]);
});

test("delete shows what is lost, and asks", async () => {
  await snapshot("data --snapshot-name s-1");
  expect((await snapshot("delete s-1")).error()).toMatchObject({ code: "confirmation_required" });
  expect((await snapshot("delete s-1 --dry-run")).json()).toMatchObject({ monthly_usd: -3.2 });
  const typed = await cli.with({ terminal: 100, stdin: "s-1\n" })("infra disk snapshot delete s-1");
  expect(typed.stderr).toContain("s-1  of data, ");
  expect(typed.status).toBe(0);
  expect(await listed()).toEqual([]);
  expect((await snapshot("delete s-1 --yes")).status).toBe(3);
  expect((await snapshot("delete s-1 --yes --if-exists")).json()).toMatchObject({ changed: false });
});

test("an interrupted one is finished, and a finished one is not undone", async () => {
  await snapshot("data --snapshot-name s-1");
  const rules = [{ operation: "DeleteDiskSnapshot", fault: "reset_before" }];
  expect((await faultyCli(cli, rules)("infra disk snapshot delete s-1 --yes")).status).toBe(8);
  expect((await cli("infra resume --yes")).status).toBe(0);
  expect(await listed()).toEqual([]);
  const id = ((await cli("infra log -o json")).json() as { id: string }[]).at(-1)?.id;
  const refused = await cli(`infra undo ${id} --yes -o json`);
  expect(refused.error()).toMatchObject({ code: "invalid_state" });
});
