import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform, planJson } from "./fake.ts";

const STACK = `
variable "plain" { default = "{" }
variable "key" {
  description = "as \${x} { said"
  # ephemeral = false
  ephemeral = true
}
variable "later" {
  # ephemeral = true
  type = string
}
variable "one" { ephemeral = true }
ephemeral "random_password" "x" {}
`;
const MORE = { variable: { token: { ephemeral: true }, other: {} } };

let base: Cli & { dispose: () => void };
let cli: Cli;
let terraform: FakeTerraform;
let stack: string;
beforeEach(() => {
  base = makeCli();
  stack = join(base.directory, "terraform", "environments", "dev");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "main.tf"), STACK);
  writeFileSync(join(stack, "more.tf.json"), JSON.stringify(MORE));
  terraform = fakeTerraform(base.directory);
  terraform.answer("show", { stdout: planJson({ "terraform_data.a": ["create"] }) });
  cli = base.with({ env: { PATH: dirname(terraform.path), QUANTS_CTL_PROVIDER: "lightsail" } });
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

/** What follows `verb` on Terraform's command line, without the plan's own file. */
const argumentsOf = (verb: string): string[] =>
  (terraform.calls().find(({ argv }) => argv[0] === verb)?.argv ?? []).filter((it) =>
    /^-(var|compact)/.test(it),
  );

test("ephemeral variables are handed on when the plan is applied, and no others (#13)", async () => {
  writeFileSync(join(base.directory, "keys.tfvars"), 'plain = "p"\nkey   = "k"\n');
  writeFileSync(join(base.directory, "plain.tfvars"), 'plain = "p"\n# key = "k"\n');
  const vars = "--var one=1=2 --var plain=x --var later=key --var token=t";
  const files = "--var-file keys.tfvars --var-file plain.tfvars";
  const { status } = await cli(`stack apply dev --yes ${files} ${vars}`);
  expect(status).toBe(0);
  expect(argumentsOf("plan")).toHaveLength(6);
  expect(argumentsOf("apply")).toEqual([
    "-compact-warnings",
    `-var-file=${join(base.directory, "keys.tfvars")}`,
    "-var=one=1=2",
    "-var=token=t",
  ]);
});

test("without one, none is: Terraform takes no other for a saved plan (#13)", async () => {
  writeFileSync(join(base.directory, "plain.tfvars.json"), '{"plain": "key"}');
  const { status } = await cli(
    "stack apply dev --yes --var-file plain.tfvars.json --var plain=x --var other=o",
  );
  expect(status).toBe(0);
  expect(argumentsOf("apply")).toEqual([]);
});

test("a file with them that changed since the plan is not applied (#13)", async () => {
  const file = join(base.directory, "keys.tfvars");
  writeFileSync(file, 'key = "planned"\n');
  const asking = cli.with({ terminal: 80, stdin: "dev\n" });
  terraform.answer("show", {
    stdout: planJson({ "terraform_data.a": ["create"] }),
    // Somebody writes it while the plan is looked at.
    writes: [file, 'key = "another"\n'],
  });
  const { status, stderr } = await asking("stack apply dev --var-file keys.tfvars");
  expect(status).toBe(5);
  expect(stderr).toContain("keys.tfvars changed after the plan was made");
  expect(terraform.calls().map(({ argv }) => argv[0])).not.toContain("apply");
});
