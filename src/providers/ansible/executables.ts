import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import type { DeployRequest } from "../../core/contracts/ansible-control.ts";
import { homeFolder } from "../../core/files/user-folders.ts";
import { configurationFile, settingIn } from "./configuration.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Folders beside a playbook or in a role whose Python files Ansible loads or copies to hosts. */
const CODE = /^(?:library|module_utils|[a-z]+_plugins)$/;
const PLUGIN_SETTINGS = [
  ...["action", "become", "cache", "callback", "connection", "filter", "inventory", "lookup"],
  ...["strategy", "test", "vars", "terminal", "cliconf", "httpapi", "netconf"],
].map((kind) => `${kind}_plugins`);

/**
 * The user's files that Ansible executes besides the playbooks' tasks, even with --check: vault
 * password scripts, plugins, modules. Excludes what this program or Ansible ships. Runs nothing.
 */
export function executablesOf(
  request: Pick<DeployRequest, "directory" | "services" | "vaultPasswordFile">,
  ours: string,
  env: Env,
  cwd: string,
): string[] {
  const config = configurationFile(request.directory, env, cwd);
  const files = [
    ...vaultScripts(request.vaultPasswordFile, config, env, cwd),
    ...codeFolders(request, config, env, cwd)
      .filter((folder) => resolve(folder) !== resolve(ours))
      .flatMap((folder) => codeIn(folder)),
  ];
  return [...new Set(files)].map((file) => {
    const path = relative(request.directory, file);
    return path.startsWith("..") ? file : path;
  });
}

/** Ansible runs a password file that is executable, and takes its output as the password. */
function vaultScripts(
  given: string | undefined,
  config: string | undefined,
  env: Env,
  cwd: string,
): string[] {
  const set = setting("vault_password_file", "ANSIBLE_VAULT_PASSWORD_FILE", config, env, cwd);
  const list = setting("vault_identity_list", "ANSIBLE_VAULT_IDENTITY_LIST", config, env, cwd);
  const one = given === undefined ? set && at(set.text, set.base, env) : resolve(cwd, given);
  const more = (list?.text.split(",") ?? [])
    .map((it) => it.trim().replace(/^[^@]*@/, ""))
    .filter((it) => it !== "" && !it.startsWith("prompt"))
    .map((it) => at(it, list?.base ?? cwd, env));
  return [...(one === undefined ? [] : [one]), ...more].filter(isProgram);
}

/** Paths in a variable are relative to the working folder, those in a file to the file's folder. */
function setting(
  name: string,
  variable: string,
  config: string | undefined,
  env: Env,
  cwd: string,
): { text: string; base: string } | undefined {
  const own = env[variable];
  if (own) return { text: own, base: cwd };
  const text = config === undefined ? undefined : settingIn(config, name);
  return text === undefined || config === undefined ? undefined : { text, base: dirname(config) };
}

function at(path: string, base: string, env: Env): string {
  const home = homeFolder(env);
  return resolve(base, path.replace(/^~(?=\/|$)/, home).replace(/^\$\{?HOME\}?(?=\/|$)/, home));
}

function codeFolders(
  { directory, services }: Pick<DeployRequest, "directory" | "services">,
  config: string | undefined,
  env: Env,
  cwd: string,
): string[] {
  const playbooks = [...new Set(services.map(({ file }) => dirname(file)))];
  const listed = (name: string, variable: string): string[] => {
    const found = setting(name, variable, config, env, cwd);
    return (found?.text.split(delimiter) ?? []).map((it) => at(it, found?.base ?? cwd, env));
  };
  const roles = [
    ...[directory, ...playbooks].map((it) => join(it, "roles")),
    ...listed("roles_path", "ANSIBLE_ROLES_PATH"),
  ].flatMap((folder) => foldersIn(folder));
  return [
    ...[...playbooks, ...roles].flatMap((it) => foldersIn(it).filter((path) => isCode(path))),
    ...PLUGIN_SETTINGS.flatMap((name) => listed(name, `ANSIBLE_${name.toUpperCase()}`)),
    ...listed("library", "ANSIBLE_LIBRARY"),
    ...listed("module_utils", "ANSIBLE_MODULE_UTILS"),
  ];
}

const isCode = (path: string): boolean => CODE.test(path.slice(path.lastIndexOf("/") + 1));

function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
}

/** Python files, and executables, which are modules in any language; in subfolders too. */
function codeIn(folder: string, depth = 3): string[] {
  return entriesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return depth === 0 ? [] : codeIn(path, depth - 1);
    return stat?.isFile() === true && (name.endsWith(".py") || isProgram(path)) ? [path] : [];
  });
}

function entriesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder).toSorted() : [];
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
