import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const words = (line: string): string[] => line.split(" ");

test("with JSON, stderr is empty, or one object with error and warnings (#11.19)", async () => {
  const created = await cli(...words("infra create --name web-1 --port https@world -o json"));
  expect(created.status).toBe(0);
  expect(Object.keys(JSON.parse(created.stderr) as object)).toEqual(["warnings"]);
  const stopped = await cli(...words("infra manage --name web-1 --action reboot -o json"));
  expect(stopped).toMatchObject({ status: 0, stderr: "" });
  const failed = await cli(...words("infra create --name web-1 --port https@world -o json"));
  expect(failed.status).toBe(5);
  expect(JSON.parse(failed.stderr)).toMatchObject({
    error: { code: "name_in_use" },
    warnings: [expect.stringContaining("tcp/22")],
  });
});

test("a config file that asks for JSON has the error as JSON too (#11.19)", async () => {
  await cli("sandbox seed --instances 1");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${cli.directory}/settings.yml`, "output: json\n");
  const { stderr, status } = await cli(...words("infra info --name nobody -c settings.yml"));
  expect(status).toBe(3);
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: "not_found" } });
});

test("at a terminal a person is told all the same", async () => {
  const { stderr } = await cli.with({ terminal: 100 })(...words("infra create --name web -o json"));
  expect(stderr).toContain("web: created");
});

test("--quiet tells warnings and errors only, in every form (#11.19)", async () => {
  const made = await cli(...words("infra create --name web-1 --port https@world --quiet"));
  expect(made.stderr).toMatch(/^warning: .*\n$/);
  expect(made.stdout).toContain("web-1");
  const quiet = cli.with({ env: { QUANTS_CTL_QUIET: "1" } });
  expect((await quiet(...words("infra destroy --name web-1 --yes"))).stderr).toBe("");
  expect((await quiet(...words("infra info --name web-1"))).stderr).toContain("error: ");
});
