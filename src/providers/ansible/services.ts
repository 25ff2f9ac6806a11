import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";
import type { Service, ServiceFolder } from "../../core/contracts/ansible-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { readIfThere } from "../../core/files/whole-file.ts";
import { packageRoot } from "./package-root.ts";

interface Play {
  name: string | null;
  hosts: readonly string[];
  connection: unknown;
}

/** Reads the services of a folder: each playbook is one. */
export async function readServices(asked: string | undefined, cwd: string): Promise<ServiceFolder> {
  const directory = locate(asked, cwd);
  const warnings: string[] = [];
  const services: Service[] = [];
  const ownWay = new Set<string>();
  const isBeside = setsTheWay(join(directory, "playbooks"));
  for (const file of playbooksIn(directory)) {
    const path = join(directory, "playbooks", file);
    const plays = await readPlays(path, warnings);
    if (isBeside || plays.some((it) => it.connection !== undefined)) ownWay.add(path);
    services.push({
      name: parse(file).name,
      description: plays[0]?.name ?? null,
      hosts: [...new Set(plays.flatMap((play) => play.hosts))],
      file: path,
    });
  }
  return { directory, services, ownWay, warnings };
}

/** Whether variables beside the playbooks set how hosts are reached. */
function setsTheWay(folder: string): boolean {
  return ["group_vars", "host_vars"]
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    .flatMap((path) =>
      readdirSync(path, { recursive: true, encoding: "utf8" }).map((it) => join(path, it)),
    )
    .some((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isFile() === true && /ansible_(connection|host)\b/.test(readIfThere(path) ?? "");
    });
}

/** From the play itself, or from its variables. */
function connectionOf(entry: Readonly<Record<string, unknown>>): unknown {
  const vars = isMapping(entry["vars"]) ? entry["vars"] : {};
  return entry["connection"] ?? vars["ansible_connection"] ?? vars["ansible_host"];
}

function locate(asked: string | undefined, cwd: string): string {
  if (asked !== undefined) {
    const directory = resolve(cwd, asked);
    if (playbooksIn(directory).length > 0) return directory;
    throw new QuantsError(
      "not_found",
      `There are no playbooks in ${join(directory, "playbooks")}.`,
      {
        hint: "Give --ansible-dir the folder that holds playbooks/ and roles/.",
        resource: asked,
      },
    );
  }
  const candidates = [join(cwd, "ansible"), join(packageRoot(), "ansible")];
  const found = candidates.find((it) => playbooksIn(it).length > 0);
  if (found !== undefined) return found;
  throw new QuantsError(
    "not_found",
    `There are no playbooks in ${join(cwd, "ansible", "playbooks")}.`,
    {
      hint: "Give --ansible-dir the folder that holds playbooks/ and roles/.",
    },
  );
}

function playbooksIn(directory: string): string[] {
  const folder = join(directory, "playbooks");
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.ya?ml$/.test(entry.name))
    .map((entry) => entry.name)
    .toSorted(compareNatural);
}

/** The plays of a file and of the files that it imports. Faults in it are Ansible's to report. */
async function readPlays(
  file: string,
  warnings: string[],
  above: readonly string[] = [],
): Promise<Play[]> {
  const entries = await parseFile(file, warnings);
  const plays: Play[] = [];
  for (const entry of entries) {
    const imported = entry["ansible.builtin.import_playbook"] ?? entry["import_playbook"];
    const name = typeof entry["name"] === "string" ? entry["name"] : null;
    if (typeof imported !== "string") {
      plays.push({ name, hosts: patternsOf(entry["hosts"]), connection: connectionOf(entry) });
      continue;
    }
    const path = resolve(dirname(file), imported);
    const inner = above.includes(path) ? [] : await readPlays(path, warnings, [...above, file]);
    plays.push(
      ...inner.map((play, index) => (index === 0 && name !== null ? { ...play, name } : play)),
    );
  }
  return plays;
}

async function parseFile(file: string, warnings: string[]): Promise<Record<string, unknown>[]> {
  const { parse: parseYaml } = await import("yaml");
  try {
    // Tags such as !vault are Ansible's; their values don't matter here.
    const value: unknown = parseYaml(readFileSync(file, "utf8"), { logLevel: "error" });
    if (Array.isArray(value)) return value.filter(isMapping);
    warnings.push(`${file} is not a playbook: it holds no list of plays`);
  } catch (error) {
    warnings.push(`${file} can't be read: ${(error as Error).message.split("\n")[0] ?? ""}`);
  }
  return [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function patternsOf(hosts: unknown): string[] {
  if (Array.isArray(hosts)) return [hosts.map(String).join(",")];
  return typeof hosts === "string" ? [hosts] : [];
}
