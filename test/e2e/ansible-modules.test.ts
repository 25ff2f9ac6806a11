import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { startSandbox } from "../helpers/sandbox-server.ts";
import { describeWith, pythonWith, tool, works } from "../helpers/tools.ts";

const PLAYBOOK = fileURLToPath(new URL("fixtures/lightsail-modules.yml", import.meta.url));

const python = pythonWith("boto3");
const ansiblePlaybook = tool("ansible-playbook");
const documentation = tool("ansible-doc");
const hasModules =
  documentation !== null && works(documentation, ["--type", "module", "community.aws.lightsail"]);

interface Outcome {
  changed: boolean;
  failed: boolean;
  msg?: string;
  instance?: { state: { name: string }; public_ip_address: string; location: object };
  static_ip?: { ip_address: string; is_attached: boolean };
}

describeWith(
  "Ansible's own modules for Lightsail drive the sandbox",
  {
    "ansible-playbook": ansiblePlaybook,
    "the collection community.aws": hasModules ? "community.aws" : null,
    boto3: python,
  },
  () => {
    let here: Workplace;
    let seen: Record<string, Outcome>;
    beforeAll(async () => {
      here = makeWorkplace();
      const server = await startSandbox(here, { region: "us-east-1" });
      const at = join(here.directory, "seen.json");
      const variables = { ansible_python_interpreter: python, seen: at };
      const argv = ["-i", "localhost,", "-e", JSON.stringify(variables), PLAYBOOK];
      const env = { ...server.env, ANSIBLE_LOCALHOST_WARNING: "False" };
      const ended = await here.spawn(ansiblePlaybook ?? "", argv, { env }).ended;
      if (ended.status !== 0) throw new Error(ended.stdout + ended.stderr);
      seen = JSON.parse(readFileSync(at, "utf8")) as Record<string, Outcome>;
    });
    afterAll(() => here.dispose());

    const changes = (...tasks: string[]): boolean[] =>
      tasks.map((task) => seen[task]?.changed ?? false);

    test("an instance is made once, and in the state that is asked for", () => {
      expect(seen["made"]?.instance).toMatchObject({
        public_ip_address: expect.stringMatching(/^198\.51\.100\./),
        location: { availability_zone: "us-east-1b", region_name: "us-east-1" },
      });
      expect(seen["stopped"]?.instance?.state.name).toBe("stopped");
      expect(changes("made", "again", "stopped", "still", "started", "rebooted")).toEqual([
        ...[true, false, true, false, true, true],
      ]);
    });

    test("a static IP is allocated once, and released", () => {
      expect(seen["allocated"]?.static_ip).toMatchObject({
        ip_address: expect.stringMatching(/^198\.51\.100\./),
        is_attached: false,
      });
      expect(changes("allocated", "allocated_again", "released")).toEqual([true, false, true]);
    });

    test("one that is not there is told as such; deleted twice is no fault", () => {
      expect(seen["missing"]).toMatchObject({ failed: true, changed: false });
      expect(changes("deleted", "deleted_again")).toEqual([true, false]);
    });
  },
);
