import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Emulator,
  emulatorTools,
  startEmulator,
} from "../../helpers/aws-emulator/emulator.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import {
  attachProvider,
  copyModules,
  type Terraform,
  terraformIn,
  terraformTools,
  unfolded,
} from "../../helpers/terraform.ts";
import { describeWith } from "../../helpers/tools.ts";
import { REFUSED } from "./refused.ts";

const PROVIDER = `
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
`;

/** A call that is right but for what is told to be refused. */
const CASES = Object.entries(REFUSED).flatMap(([kind, { given, refused }]) =>
  refused.map(([input, message], index) => {
    const inputs = Object.entries(given)
      .filter(([key]) => !input.split("\n").some((line) => line.trim().startsWith(`${key} = `)))
      .map(([key, value]) => `${key} = ${value}`);
    const lines = [`source = "../../modules/aws/${kind}"`, ...inputs, input];
    const module = `${kind.replaceAll("-", "_")}_${index}`;
    return { module, input, message, text: `module "${module}" {\n${lines.join("\n")}\n}\n` };
  }),
);
type Case = (typeof CASES)[number];

describeWith("terraform/modules/aws", { ...terraformTools(), ...emulatorTools() }, () => {
  let workplace: Workplace;
  let emulator: Emulator;
  let terraform: Terraform;
  let modules: string;
  const write = (file: string, text: string): void =>
    writeFileSync(join(terraform.directory, file), text);

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
    const repository = copyModules(workplace);
    modules = join(repository, "terraform", "modules", "aws");
    const directory = join(repository, "terraform", "test", "root");
    mkdirSync(directory, { recursive: true });
    terraform = terraformIn(workplace, directory, emulator.env("111111111111"));
    write("provider.tf", PROVIDER);
    await terraform.run(["init"]);
    terraform = await attachProvider(workplace, terraform);
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  test("bad input is refused with a message, all faults at once", async () => {
    const refusals = async (cases: readonly Case[]): Promise<Map<Case, string>> => {
      write("bad.tf", cases.map(({ text }) => text).join("\n"));
      await terraform.run(["get"]);
      const { stderr } = await terraform.run(["plan", "-refresh=false"], 1);
      rmSync(join(terraform.directory, "bad.tf"));
      const errors = unfolded(stderr).split("Error: ");
      const own = ({ module }: Case): string =>
        errors.filter((error) => error.includes(`module "${module}"`)).join("\n");
      return new Map(cases.map((it) => [it, own(it)]));
    };
    const first = await refusals(CASES);
    // What one input may be by another, Terraform looks at once each is right by itself.
    const silent = CASES.filter((it) => first.get(it) === "");
    const answers = new Map([...first, ...(await refusals(silent))]);
    for (const [{ module, input, message }, own] of answers) {
      expect({ module, input, own }).toEqual({
        module,
        input,
        own: expect.stringContaining(message) as string,
      });
    }
  });

  test("the examples of the READMEs can be planned, all as one system", async () => {
    for (const name of Object.keys(REFUSED)) {
      const readme = readFileSync(join(modules, name, "README.md"), "utf8");
      write(`${name}.tf`, /```hcl\n([^`]+)```/.exec(readme)?.[1] ?? "");
    }
    await terraform.run(["get"]);
    const secrets = ["postgres_password", "qdrant_api_key", "memgraph_password"];
    const given = secrets.map((it) => `-var=${it}=emulated-0123456789-0123456789`);
    const { stdout } = await terraform.run(["plan", ...given]);
    expect(unfolded(stdout)).toMatch(/Plan: \d{3} to add, 0 to change, 0 to destroy/);
  });
});
