import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Machine } from "./machine.ts";
import type { Ran } from "./run.ts";

/** The project's Ansible content. */
export const ANSIBLE = fileURLToPath(new URL("../../ansible", import.meta.url));

/** Counts of one host in the summary of a run. */
export interface Recap {
  ok: number;
  changed: number;
  unreachable: number;
  failed: number;
}

export interface Played extends Ran {
  recap: Readonly<Record<string, Recap>>;
}

/** Runs playbooks inside of a machine, on the machine itself, with an inventory as JSON. */
export async function play(
  machine: Machine,
  inventory: unknown,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Played> {
  writeFileSync(join(machine.root, "tmp/hosts.json"), JSON.stringify(inventory));
  const ran = await machine.run(["ansible-playbook", "-i", "/tmp/hosts.json", ...argv], {
    env: { ANSIBLE_CONFIG: join(ANSIBLE, "ansible.cfg"), ANSIBLE_GATHERING: "smart", ...env },
  });
  return { ...ran, recap: recapOf(ran.stdout) };
}

export function playbook(name: string): string {
  return join(ANSIBLE, "playbooks", `${name}.yml`);
}

function recapOf(stdout: string): Record<string, Recap> {
  const lines = stdout.matchAll(
    /^(\S+)\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)/gm,
  );
  return Object.fromEntries(
    [...lines].map(([, host = "", ok, changed, unreachable, failed]) => [
      host,
      {
        ok: Number(ok),
        changed: Number(changed),
        unreachable: Number(unreachable),
        failed: Number(failed),
      },
    ]),
  );
}
