import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readIfThere } from "../../core/files/whole-file.ts";
import { homeFolder } from "../../core/files/user-folders.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A setting in a file of Ansible's configuration; undefined without it. */
export function settingIn(config: string, name: string): string | undefined {
  const line = new RegExp(`^${name}[ \\t]*[=:][ \\t]*(.*?)[ \\t]*(?:[ \\t];.*)?$`, "m");
  return line.exec(readIfThere(config) ?? "")?.[1] || undefined;
}

/**
 * The file that Ansible reads its configuration from: the one in the folder, or else the first that
 * Ansible itself would find.
 */
export function configurationFile(directory: string, env: Env, cwd: string): string | undefined {
  const named = env["ANSIBLE_CONFIG"];
  const home = homeFolder(env);
  return [
    join(directory, "ansible.cfg"),
    ...(named ? [resolve(cwd, named), resolve(cwd, named, "ansible.cfg")] : []),
    join(cwd, "ansible.cfg"),
    join(home, ".ansible.cfg"),
    "/etc/ansible/ansible.cfg",
  ].find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
