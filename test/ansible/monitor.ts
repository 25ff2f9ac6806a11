import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ANSIBLE } from "../helpers/ansible.ts";
import { makeCli } from "../helpers/cli.ts";
import type { Machine } from "../helpers/machine.ts";
import type { Ran } from "../helpers/run.ts";

/** A value that runs a command wherever it is taken for a template, and needs quoting elsewhere. */
export const HOSTILE = `{{ lookup('pipe', 'touch /canary') }} "x": [\\`;

const CONFIG = `
instances:
  - name: prod-exec-1
    public_ip: 203.0.113.21
    environment: prod
    service_type: execution-engine
    vars: { wireguard_address: 10.200.1.12, node_exporter_port: 9200 }
`;

/** What quants-ctl makes of instances of the sandbox, one with hostile tags, and of a file. */
export async function inventory(): Promise<string> {
  const cli = makeCli();
  const done = async (...argv: string[]): Promise<string> => {
    const { status, stdout, stderr } = await cli(...argv, "--region", "eu-west-1");
    if (status !== 0) throw new Error(`${argv.join(" ")} ended with ${status}:\n${stderr}`);
    return stdout;
  };
  const create = (name: string, service: string, environment: string): Promise<string> =>
    done(
      ...["infra", "create", "--name", name, "--wait"],
      ...["--tag", `Service=${service}`, "--tag", `Environment=${environment}`],
    );
  try {
    await create("dev-monitor", "monitor", "dev");
    await create("dev-collector-1", "data-collector", HOSTILE);
    writeFileSync(join(cli.directory, "fleet.yml"), CONFIG);
    return await done("inventory", "--source", "lightsail,config", "--config", "fleet.yml");
  } finally {
    cli.dispose();
  }
}

/** Puts a file into the machine. */
export function put(machine: Machine, path: string, text: string, mode = 0o644): void {
  const file = join(machine.root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text, { mode });
}

/** Runs playbooks of ours on the machine itself, as the hosts of `inventory` that they name. */
export async function play(
  machine: Machine,
  playbooks: readonly string[],
  variables: Readonly<Record<string, unknown>>,
  options: readonly string[] = [],
): Promise<Ran> {
  put(machine, "/etc/quants/vars.json", JSON.stringify({ ansible_become: false, ...variables }));
  return machine.run(
    [
      "ansible-playbook",
      ...["--connection", "local", "--inventory", "/etc/quants/hosts.json"],
      ...["--extra-vars", "@/etc/quants/vars.json", "--skip-tags", "docker", ...options],
      ...playbooks.map((name) => join(ANSIBLE, "playbooks", `${name}.yml`)),
    ],
    {
      env: {
        ANSIBLE_CONFIG: join(ANSIBLE, "ansible.cfg"),
        // No role here needs facts; without them every run is faster.
        ANSIBLE_GATHERING: "explicit",
        // No systemd runs in the machine: its module then leaves the state of services alone.
        SYSTEMD_OFFLINE: "1",
        ANSIBLE_NOCOLOR: "1",
        // Messages in one line.
        ANSIBLE_CALLBACK_RESULT_FORMAT: "json",
      },
    },
  );
}

/** The sums of a run that went well. */
export function sums({ status, stdout, stderr }: Ran): { changed: number; failed: number } {
  if (status !== 0) throw new Error(`ansible-playbook ended with ${status}:\n${stdout}\n${stderr}`);
  const sum = (name: string): number =>
    [...stdout.matchAll(new RegExp(`\\b${name}=(\\d+)`, "g"))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  return { changed: sum("changed"), failed: sum("failed") + sum("unreachable") };
}
