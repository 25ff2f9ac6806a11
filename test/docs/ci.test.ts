import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
}
interface Workflow {
  jobs: Record<string, { env: Record<string, string>; steps: Step[] }>;
}

let here: Workplace;
beforeAll(() => {
  here = makeWorkplace();
});
afterAll(() => here.dispose());

const workflow = (): Workflow => {
  const [, text = ""] = /^```yaml\n(.*?)^```/ms.exec(readFileSync("docs/CI.md", "utf8")) ?? [];
  return parse(text) as Workflow;
};

test("the workflow for GitHub Actions is one, and its commands run on the sandbox (#11.40)", async () => {
  const jobs = Object.values(workflow().jobs);
  expect(jobs.length).toBeGreaterThan(0);
  for (const { env, steps } of jobs) {
    for (const step of steps) expect(Object.keys(step)).toContain(step.uses ? "uses" : "run");
    const scripts = steps.flatMap(({ run }) => (run?.includes("quants-ctl") ? [run] : []));
    expect(scripts.length).toBeGreaterThan(4);
    const file = join(here.directory, "github-env");
    writeFileSync(file, "");
    for (const script of scripts) {
      // As the runner does it: it ends with the first command that fails.
      const { status, stderr } = await here.spawn("bash", ["-e", "-o", "pipefail", "-c", script], {
        env: { ...env, GITHUB_ENV: file },
      }).ended;
      expect({ script, status, stderr }).toMatchObject({ script, status: 0 });
    }
    expect(readFileSync(file, "utf8")).toMatch(/^ADDRESS=198\.51\.100\.\d+\n$/);
    expect(JSON.parse(readFileSync(join(here.directory, "plan.json"), "utf8"))).toMatchObject({
      dry_run: true,
      monthly_usd: 7,
    });
    expect((await here.run(["infra", "list", "--output", "json"])).json()).toEqual([]);
  }
});
