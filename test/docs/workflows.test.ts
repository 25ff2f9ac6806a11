import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Workplace, makeWorkplace } from "../helpers/process.ts";
import { workflowParser } from "../helpers/workflow-parser.ts";

interface Step {
  uses?: string;
  run?: string;
}
interface Job {
  permissions: Record<string, string>;
  environment?: string;
  steps: Step[];
}
interface GitLabJob {
  extends?: string;
  id_tokens?: object;
  before_script?: string[];
  script?: string[];
  variables?: Record<string, string>;
  needs?: string[];
}

const read = (name: string): string => readFileSync(join("docs/ci", name), "utf8");
const jobsOf = (name: string): Record<string, Job> =>
  (parse(read(name)) as { jobs: Record<string, Job> }).jobs;
const GITHUB = ["github-fleet.yml", "github-fleet-drift.yml"];

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_PROVIDER: "sandbox" });
  copyFileSync("config/examples/fleet.yml", join(here.directory, "fleet.yml"));
  // Stands in for GitHub's own program: keeps what it was told to comment.
  const gh = join(here.directory, "bin", "gh");
  writeFileSync(gh, '#!/bin/sh\necho "$*" > said.txt\n');
  chmodSync(gh, 0o755);
});
afterEach(() => here.dispose());

/** As a runner does it: it ends with the first command that fails. */
async function run(script: string, env: Record<string, string> = {}): Promise<number | null> {
  const argv = ["-e", "-o", "pipefail", "-c", script];
  return (await here.spawn("bash", argv, { env }).ended).status;
}

async function runJob({ steps }: Job, env: Record<string, string> = {}): Promise<void> {
  const scripts = steps.flatMap(({ run: it }) => (it?.startsWith("npm ") ? [] : (it ?? [])));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect([script, await run(script, env)]).toEqual([script, 0]);
}

describe("GitHub's own parser", async () => {
  const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await workflowParser();
  const parsed = (content: string): ReturnType<typeof parseWorkflow> =>
    parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());

  test.each(GITHUB)("finds no fault in %s", async (name) => {
    const { context, value } = parsed(read(name));
    expect(context.errors.getErrors()).toEqual([]);
    if (value === undefined) throw new Error("There is no workflow.");
    const { errors = [], jobs } = await convertWorkflowTemplate(context, value);
    expect(errors).toEqual([]);
    expect(jobs.map(({ id }) => id.value)).toEqual(Object.keys(jobsOf(name)));
  });

  test.each([
    ["timeout-minutes: 15", "timeout: 15"],
    ["needs: keep", "needs: kept"],
    ["github.event_name == 'push'", "github.event_name = 'push'"],
  ])("would find a fault: %s as %s", async (right, wrong) => {
    const { context, value } = parsed(read("github-fleet.yml").replace(right, wrong));
    const { errors = [] } =
      value === undefined ? {} : await convertWorkflowTemplate(context, value);
    expect([...context.errors.getErrors(), ...errors]).not.toEqual([]);
  });
});

test.each(GITHUB)("%s has pinned actions, no key, and no right that it does not use", (name) => {
  const text = read(name);
  expect((parse(text) as { permissions: object }).permissions).toEqual({});
  expect(text).not.toMatch(/secrets\.|access-key|pull_request_target/);
  // What others write, such as a branch's name, is never put into a script.
  expect(text).not.toMatch(/run:[^\n]*\$\{\{/);
  for (const [line] of text.matchAll(/^.*uses: .*$/gm)) {
    expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  for (const [job, { permissions, steps }] of Object.entries(jobsOf(name))) {
    expect(steps.some(({ uses }) => uses?.startsWith("aws-actions/"))).toBe(true);
    const comments = job === "plan" && { "pull-requests": "write" };
    expect(permissions).toEqual({ contents: "read", "id-token": "write", ...comments });
  }
});

test("the workflows for GitHub plan, comment, keep, apply what was kept, and find drift", async () => {
  const { plan, keep, apply } = jobsOf("github-fleet.yml");
  const { drift } = jobsOf("github-fleet-drift.yml");
  if (!plan || !keep || !apply || !drift) throw new Error("A job is missing.");
  const out = join(here.directory, "output");
  writeFileSync(out, "");
  await runJob(plan, { GITHUB_OUTPUT: out, PULL_REQUEST: "7", STATUS: "0" });
  expect(readFileSync(out, "utf8")).toBe("status=0\n");
  expect(readFileSync(join(here.directory, "said.txt"), "utf8")).toContain("pr comment 7 ");
  expect(readFileSync(join(here.directory, "comment.md"), "utf8")).toContain("5 to create");
  await runJob(keep);
  expect(apply.environment).toBe("production");
  await runJob(apply);
  await runJob(drift);
  await here.run(["infra", "ports", "set", "ssh@world", "--name", "dev-1", "--yes"]);
  const [look = ""] = drift.steps.flatMap((it) => (it.run?.includes("drift") ? [it.run] : []));
  expect(await run(look)).toBe(5);
});

test("the pipeline for GitLab does the same, with no key of its own", async () => {
  const text = read("gitlab-fleet.yml");
  expect(text).not.toMatch(/AWS_ACCESS_KEY|AWS_SECRET/);
  const jobs = parse(text) as Record<string, GitLabJob>;
  expect(jobs[".fleet"]).toMatchObject({ id_tokens: { AWS_TOKEN: { aud: "https://gitlab.com" } } });
  const roles: Record<string, string | undefined> = {};
  for (const name of ["plan", "keep", "apply", "drift"]) {
    const { extends: base, script = [], variables } = jobs[name] ?? {};
    expect({ name, base }).toEqual({ name, base: ".fleet" });
    roles[name] = variables?.["AWS_ROLE_ARN"];
    for (const line of script) expect([line, await run(line)]).toEqual([line, 0]);
  }
  const reading = "$FLEET_PLAN_ROLE";
  expect(roles).toEqual({
    plan: reading,
    keep: reading,
    apply: "$FLEET_APPLY_ROLE",
    drift: reading,
  });
  expect(jobs["apply"]?.needs).toEqual(["keep"]);
  expect(readFileSync(join(here.directory, "plan.md"), "utf8")).toContain("5 to create");
  expect((await here.run(["fleet", "plan", "fleet.yml", "--output", "json"])).json()).toMatchObject(
    {
      applyable: false,
    },
  );
});
