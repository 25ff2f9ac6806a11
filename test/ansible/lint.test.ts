import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ANSIBLE } from "../helpers/ansible.ts";
import { run } from "../helpers/run.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const roles = readdirSync(join(ANSIBLE, "roles"));
const playbooks = readdirSync(join(ANSIBLE, "playbooks")).filter((name) => name.endsWith(".yml"));
const files = readdirSync(ANSIBLE, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(yml|j2|cfg|py|json|sh)$/.test(name),
);
const read = (...path: string[]): string => readFileSync(join(ANSIBLE, ...path), "utf8");

const lint = tool("ansible-lint");
const player = tool("ansible-playbook");

describeWith("the rules of ansible-lint", { "ansible-lint": lint }, () => {
  test("nothing to complain of in the profile `production`", async () => {
    const argv = ["--offline", "--nocolor"];
    const { status, stdout, stderr } = await run(lint ?? "", argv, { cwd: ANSIBLE });
    expect(status === 0 ? "" : stdout + stderr).toBe("");
    expect(stderr + stdout).toContain("production");
  });
});

describeWith("playbooks", { "ansible-playbook": player }, () => {
  // `site` takes all others in; one run each would take seconds.
  test("ansible-playbook can read all of them", async () => {
    const { status, stdout, stderr } = await run(
      player ?? "",
      ["--syntax-check", "-i", "localhost,", ...playbooks.map((name) => join("playbooks", name))],
      { cwd: ANSIBLE, env: { ...process.env, ANSIBLE_CONFIG: "ansible.cfg" } },
    );
    expect(status === 0 ? "" : stdout + stderr).toBe("");
    expect(stdout.match(/^playbook: /gm)).toHaveLength(playbooks.length);
  });
});

test("`site` runs every role", () => {
  const imported = (parse(read("playbooks/site.yml")) as Record<string, string>[]).map(
    (entry) => entry["ansible.builtin.import_playbook"] ?? "",
  );
  expect(imported.filter((name) => !playbooks.includes(name))).toEqual([]);
});

test.each(playbooks.filter((name) => name !== "site.yml"))("%s says what it does", (name) => {
  const [play] = parse(read("playbooks", name)) as { name?: string; hosts?: string }[];
  expect(play?.name).toMatch(/^\S.{10,}$/);
  expect(play?.hosts).toBeTypeOf("string");
});

describe.each(roles)("role %s", (role) => {
  const specs = join("roles", role, "meta/argument_specs.yml");

  test("describes itself and its variables", () => {
    expect(existsSync(join(ANSIBLE, "roles", role, "meta/main.yml"))).toBe(true);
    const { argument_specs: entries } = parse(read(specs)) as {
      argument_specs: Record<string, { options?: Record<string, { description?: string }> }>;
    };
    const options = Object.assign({}, ...Object.values(entries).map((entry) => entry.options));
    const file = join("roles", role, "defaults/main.yml");
    const defaults = existsSync(join(ANSIBLE, file))
      ? Object.keys((parse(read(file)) as object | null) ?? {})
      : [];
    expect(defaults.filter((name) => !name.startsWith(`${role}_`))).toEqual([]);
    expect(defaults.filter((name) => options[name]?.description === undefined)).toEqual([]);
  });

  test("uses nothing but what ansible-core brings", () => {
    const used = files
      .filter((name) => name.startsWith(join("roles", role)) && name.endsWith(".yml"))
      .flatMap((name) => [...read(name).matchAll(/^\s*(?:- )?([a-z]+\.[a-z]+\.[a-z_]+):/gm)])
      .map(([, module]) => module ?? "");
    expect(used.filter((module) => !module.startsWith("ansible.builtin."))).toEqual([]);
  });
});

test.each(files)("%s takes no shortcut", (name) => {
  const text = read(name);
  expect(text).not.toMatch(/\b(curl|wget)\b[^\n]*\|\s*(sudo\s+)?(ba)?sh\b/);
  expect(text).not.toMatch(/host_key_checking\s*[=:]\s*(false|no|0)/i);
  expect(text).not.toMatch(/StrictHostKeyChecking|apt[-_]key|ignore_errors: /);
  expect(text).not.toMatch(/validate_certs:\s*(false|no)/);
});

test("the shell is used for what a module can't do, and nowhere else", () => {
  const used = files.filter((name) =>
    /ansible\.builtin\.(shell|raw):/.test(name.endsWith(".yml") ? read(name) : ""),
  );
  expect(used.toSorted()).toEqual([
    // Private keys go from one program into a file, and never through Ansible.
    join("roles/wireguard/tasks/interface.yml"),
    join("roles/wireguard/tasks/member.yml"),
  ]);
});
