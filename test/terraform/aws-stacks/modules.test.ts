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

/** Modules whose README's example stands by itself. */
const EXAMPLES = ["network", "bucket", "alarms"];

describeWith("terraform/modules/aws", { ...terraformTools(), ...emulatorTools() }, () => {
  let workplace: Workplace;
  let emulator: Emulator;
  let terraform: Terraform;
  const write = (file: string, text: string): void =>
    writeFileSync(join(terraform.directory, file), text);

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
    const modules = join(copyModules(workplace), "terraform");
    const directory = join(modules, "test", "root");
    mkdirSync(directory, { recursive: true });
    terraform = terraformIn(workplace, directory, emulator.env("111111111111"));
    for (const name of EXAMPLES) {
      const readme = readFileSync(join(modules, "modules", "aws", name, "README.md"), "utf8");
      write(`${name}.tf`, /```hcl\n([^`]+)```/.exec(readme)?.[1] ?? "");
    }
    await terraform.run(["init"]);
    terraform = await attachProvider(workplace, terraform);
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  test("bad input is refused with a message, all faults at once", async () => {
    const cases = Object.entries(REFUSED).flatMap(([kind, { given, refused }]) =>
      refused.map(([input, message], index) => {
        const inputs = Object.entries(given)
          .filter(([key]) => !input.startsWith(`${key} = `))
          .map(([key, value]) => `${key} = ${value}`);
        const lines = [`source = "../../modules/aws/${kind}"`, ...inputs, input];
        const module = `${kind.replaceAll("-", "_")}_${index}`;
        return { module, input, message, text: `module "${module}" {\n${lines.join("\n")}\n}\n` };
      }),
    );
    write("bad.tf", cases.map(({ text }) => text).join("\n"));
    await terraform.run(["get"]);
    const { stderr } = await terraform.run(["plan", "-refresh=false"], 1);
    rmSync(join(terraform.directory, "bad.tf"));
    const errors = unfolded(stderr).split("Error: ");
    for (const { module, input, message } of cases) {
      const own = errors.filter((error) => error.includes(`module "${module}"`)).join("\n");
      expect({ module, input, own }).toEqual({
        module,
        input,
        own: expect.stringContaining(message) as string,
      });
    }
  });

  test("the examples of the READMEs apply, stay as they are, and can be destroyed", async () => {
    await terraform.run(["get"]);
    await terraform.run(["apply", "-auto-approve"]);
    await terraform.run(["plan", "-detailed-exitcode"], 0);
    // The example's bucket is protected, but empty.
    await terraform.run(["destroy", "-auto-approve", "-refresh=false"]);
    const { stdout } = await terraform.run(["state", "list"]);
    expect(stdout).toBe("");
  });
});
