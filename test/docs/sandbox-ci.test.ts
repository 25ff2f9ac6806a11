import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

const TEXT =
  readFileSync("docs/SANDBOX.md", "utf8").split("## In the CI of another project")[1] ?? "";
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(TEXT)?.[1] ?? "";

let here: Workplace;
beforeAll(() => {
  here = makeWorkplace();
});
afterAll(async () => {
  await here.run(["sandbox", "stop"]);
  await here.dispose();
});

test("the steps for other projects leave a sandbox that the next ones find (#16.6)", async () => {
  const { steps } = parse(block("yaml")) as { steps: { uses?: string; run?: string }[] };
  const scripts = steps.flatMap(({ run = "" }) => (run.startsWith("quants-ctl") ? [run] : []));
  expect(scripts).toHaveLength(2);
  const file = join(here.directory, "github-env");
  writeFileSync(file, "");
  for (const script of scripts) {
    const named = readFileSync(file, "utf8").trim().split("\n").filter(Boolean);
    const env = Object.fromEntries(named.map((line) => line.split("=") as [string, string]));
    const argv = ["-e", "-o", "pipefail", "-c", script.replace("--detach", "--detach --port 0")];
    const { ended } = here.spawn("bash", argv, { env: { ...env, GITHUB_ENV: file } });
    expect(await ended).toMatchObject({ status: 0, stderr: "" });
  }
  expect(readFileSync(file, "utf8")).toMatch(/^AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m);
  const listed = await here.run(["infra", "list", "--provider", "sandbox", "--output", "name"]);
  expect(listed.stdout).toBe("web-1\nweb-2\n");
  expect(await here.run(["sandbox", "stop"])).toMatchObject({ status: 0 });
});

test("the image's entry point runs what it is given on a sandbox (#16.6)", async () => {
  const file = join(here.directory, "with-sandbox");
  writeFileSync(file, block("sh").replace("--detach", "--detach --port 0"));
  const { ended } = here.spawn("sh", [file, "quants-ctl", "infra", "list", "--output", "name"]);
  expect(await ended).toMatchObject({ status: 0, stdout: "web-1\nweb-2\n" });
});
