import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Running, type Workplace, makeWorkplace } from "../../helpers/process.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import { type FakeTerraform, fakeTerraform, planJson } from "./fake.ts";

let workplace: Workplace;
let terraform: FakeTerraform;
beforeEach(() => {
  workplace = makeWorkplace({ QUANTS_CTL_PROVIDER: "lightsail" });
  mkdirSync(join(workplace.directory, "stack"));
  writeFileSync(join(workplace.directory, "stack", "main.tf"), "");
  terraform = fakeTerraform(join(workplace.directory, "fake"));
  terraform.answer("show", { stdout: planJson({ "terraform_data.a": ["create"] }) });
});
afterEach(async () => {
  terraform.close();
  await workplace.dispose();
});

/** As it comes: from a terminal, to every process of the group in front. */
describeWith("Ctrl-C during an apply", { script: tool("script") }, () => {
  const apply = (): Running =>
    workplace.terminal(
      `quants-ctl stack apply --dir stack --yes --output json --binary '${terraform.path}'`,
    );

  test("Terraform hears it once, and ends in order", async () => {
    terraform.answer("apply", { hold: 1, status: 1 });
    const waiting = terraform.waiting();
    const running = apply();
    const { pid, group } = await waiting;
    expect(group).toBe(pid);
    running.type("\u0003");
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    expect(terraform.interrupts()).toBe(1);
    expect(stdout).toContain("it is given the time to end in order");
    expect(stdout).toContain('"complete": false');
    expect(stdout).toContain("Terraform ended in order.");
  });

  test("the second one ends both at once, and leaves no plan behind", async () => {
    terraform.answer("apply", { hold: 2, status: 1 });
    const waiting = terraform.waiting();
    const running = apply();
    const holding = await waiting;
    running.type("\u0003");
    await holding.interrupted();
    running.type("\u0003");
    const { status } = await running.ended;
    expect(status).toBe(130);
    expect(readdirSync(join(workplace.directory, "tmp"))).toEqual([]);
  });
});

describe("during an apply without a terminal", () => {
  const apply = (): Running =>
    workplace.start(["stack", "apply", "--dir", "stack", "--yes", "--binary", terraform.path]);

  test.each([
    ["SIGTERM", 143],
    // The terminal is gone: Terraform is stopped in order, and how that went is the result.
    ["SIGHUP", 1],
  ] as const)("%s is one interrupt for Terraform, status %i", async (signal, status) => {
    terraform.answer("apply", { hold: 1, status: 1 });
    const waiting = terraform.waiting();
    const running = apply();
    await waiting;
    running.kill(signal);
    expect((await running.ended).status).toBe(status);
    expect(terraform.interrupts()).toBe(1);
  });

  test("the plan that a killed run left is removed by the next run (#11.43)", async () => {
    terraform.answer("apply", { hold: 1 });
    const waiting = terraform.waiting();
    const running = apply();
    const { pid } = await waiting;
    running.kill("SIGKILL");
    await running.ended;
    const left = (): string[] => readdirSync(join(workplace.directory, "tmp"));
    expect(left()).toHaveLength(1);
    process.kill(pid, "SIGKILL");
    const plan = ["stack", "plan", "--dir", "stack", "--binary", terraform.path];
    expect((await workplace.run(plan)).status).toBe(0);
    expect(left()).toEqual([]);
  });
});
