import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { QuantsError } from "../../core/errors.ts";

const NAME = "ansible-playbook";

/** Finds ansible-playbook on the PATH. */
export function findAnsible(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): string {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const path = join(resolve(cwd, folder), NAME);
    if (folder !== "" && isProgram(path)) return path;
  }
  throw new QuantsError("config_not_found", `${NAME} is not on the PATH.`, {
    hint: "Install Ansible: pipx install ansible-core, or apt install ansible-core.",
    docs: "https://docs.ansible.com/ansible/latest/installation_guide/",
    resource: NAME,
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
