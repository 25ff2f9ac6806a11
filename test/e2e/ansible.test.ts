import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildInventory } from "../../src/core/inventory/build.ts";
import { readConfig } from "../../src/core/inventory/config-source.ts";
import { staticIni } from "../../src/core/inventory/ini.ts";
import { readInstances } from "../../src/core/inventory/instance-host.ts";
import type { Inventory, SourceReading } from "../../src/core/inventory/model.ts";
import { parseGrouping } from "../../src/core/inventory/groups.ts";
import { scriptJson } from "../../src/core/inventory/script-json.ts";
import { staticJson } from "../../src/core/inventory/static-json.ts";
import { staticYaml } from "../../src/core/inventory/static-yaml.ts";
import { OPTIONS, instance } from "../core/inventory/hosts.ts";
import { type Workplace, makeWorkplace } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const programs = {
  ansible: tool("ansible"),
  "ansible-inventory": tool("ansible-inventory"),
  "ansible-playbook": tool("ansible-playbook"),
};

const folder = mkdtempSync(join(tmpdir(), "quants-ctl-ansible-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const CANARY = at("canary");
const RUN = `lookup('pipe', 'touch ${CANARY}')`;

/** What an attacker would put in a tag; each must arrive as the text that it is. */
const TAGS: Readonly<Record<string, string>> = {
  Expression: `{{ ${RUN} }}`,
  Statement: `{% set x = ${RUN} %}{{ x }}`,
  Comment: "{# nothing #}",
  SplitA: "{",
  SplitB: `{ ${RUN} }}`,
  Line: `one\n[evil]\nevil ansible_connection=local`,
  Separators: "a\u2028evil\u2029b\u0085c",
  Quotes: `'"\\ \\' \\" #x ; y=z`,
  Controls: "\u0000\u0007\u001b[31m\u007f\u009f\ufeff",
  Unicode: "Торговля 😀 é",
  Yaml: "!vault | x: [1, 2] &a *a",
  Octal: "0755",
  Time: "12:30:45",
  Version: "1.10",
  Yes: "yes",
  Empty: "",
  List: "[1, 2]",
  Mapping: "{'a': 1}",
  Python: "None",
  "key 'with\" #odd\u2028parts": "value",
};

/** Those that INI can carry. */
const TAGS_FOR_INI = Object.fromEntries(
  Object.entries(TAGS).filter(([, value]) => !value.includes("{")),
);

const FORMS: readonly {
  name: string;
  file: string;
  tags: Readonly<Record<string, string>>;
  write: (inventory: Inventory) => string;
}[] = [
  { name: "static JSON", file: "hosts.json", tags: TAGS, write: staticJson },
  { name: "static YAML", file: "hosts.yml", tags: TAGS, write: staticYaml },
  { name: "INI", file: "hosts.ini", tags: TAGS_FOR_INI, write: staticIni },
  {
    name: "script JSON",
    file: "hosts.sh",
    tags: TAGS,
    write: (inventory) => `#!/bin/sh\ncat <<'INVENTORY'\n${scriptJson(inventory)}INVENTORY\n`,
  },
];

function build(
  tags: Readonly<Record<string, string>>,
  more: readonly SourceReading[] = [],
): Inventory {
  const instances = [
    instance("web-1", { tags: { ...tags } }),
    instance("web-2", { public_ip: "198.51.100.2", tags: { Service: "monitor" } }),
  ];
  const groupings = ["region", "tag:Expression", "tag:Line"].map(parseGrouping);
  return buildInventory([readInstances("lightsail", instances), ...more], {
    ...OPTIONS,
    groupings,
  }).inventory;
}

/** Python makes a lone key order of its own; values are compared as JSON. */
async function ansible(program: keyof typeof programs, argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(programs[program] ?? program, argv, {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      LC_ALL: "C.UTF-8",
      ANSIBLE_LOCAL_TEMP: at("tmp"),
      ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: "1",
    },
  });
  expect({ status, stderr: status === 0 ? "" : stderr + stdout }).toEqual({
    status: 0,
    stderr: "",
  });
  return stdout;
}

const ON_THIS_MACHINE = `
- hosts: all
  gather_facts: false
  vars:
    ansible_connection: local
    ansible_become: false
  tasks:`;

const PLAYBOOK = `${ON_THIS_MACHINE}
    - set_fact:
        joined: "{{ quants_tags.SplitA | default('') ~ quants_tags.SplitB | default('') }}"
        copied: "{{ quants_tags }}"
    - debug:
        msg: "{{ item }}"
      loop: "{{ quants_tags.values() | list }}"
    - debug:
        msg: "{{ joined }} {{ copied }} {{ group_names }}"
    - debug:
        msg: "arrived: {{ quants_tags | to_json | b64encode }}"
      when: inventory_hostname == 'web-1'
    - debug:
        var: hostvars
`;

const KEYS_PLAYBOOK = `${ON_THIS_MACHINE}
    - debug:
        msg: "{{ item.key }}={{ item.value }}"
      loop: "{{ quants_tags | dict2items }}"
`;

/** The tags of web-1 as a task of a playbook sees them, after a detour through facts and loops. */
async function tagsInPlaybook(file: string): Promise<unknown> {
  writeFileSync(at("play.yml"), PLAYBOOK);
  const said = await ansible("ansible-playbook", ["-i", file, "play.yml"]);
  const base64 = /"msg": "arrived: (\S+)"/.exec(said)?.[1] ?? "";
  return JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
}

describeWith("what Ansible makes of hostile tags", programs, () => {
  test.each(FORMS)("$name: nothing runs, every value arrives", async ({ file, tags, write }) => {
    writeFileSync(at(file), write(build(tags)));
    if (file.endsWith(".sh")) chmodSync(at(file), 0o755);
    expect(await tagsInPlaybook(file)).toEqual(tags);
    const list = JSON.parse(await ansible("ansible-inventory", ["-i", file, "--list"])) as {
      _meta: { hostvars: object };
    };
    expect(Object.keys(list._meta.hostvars)).toEqual(["web-1", "web-2"]);
    expect(existsSync(CANARY)).toBe(false);
  });

  // A text that is marked would make all that is read beside it safe.
  test("a key among plain values does not run", async () => {
    writeFileSync(at("keys.json"), staticJson(build({ [`{{ ${RUN} }}`]: "plain" })));
    writeFileSync(at("keys.yml"), KEYS_PLAYBOOK);
    await ansible("ansible-playbook", ["-i", "keys.json", "keys.yml"]);
    expect(existsSync(CANARY)).toBe(false);
  });

  test("the same text in the user's own file does run: the suite would notice", async () => {
    const own = readConfig({
      instances: [{ name: "own-1", host: "h", vars: { x: `{{ ${RUN} }}` } }],
    });
    writeFileSync(at("own.json"), staticJson(build({}, [own])));
    await ansible("ansible", [
      "-i",
      "own.json",
      "own-1",
      "-c",
      "local",
      "-m",
      "debug",
      "-a",
      "var=x",
    ]);
    expect(existsSync(CANARY)).toBe(true);
    rmSync(CANARY);
  });

  test("every form means the same to ansible-inventory", async () => {
    const config = readConfig({
      instances: [
        {
          name: "own-1",
          host: "own.example.org",
          groups: ["extra"],
          vars: { list: [1, "{{ x }}", null], on: true, big: 1e21, none: null },
        },
      ],
      global_vars: { zone: "UTC", deep: { a: ["'", '"'] } },
      environments: { dev: { vars: { level: "debug", text: "a = b # c" } } },
    });
    const inventory = build({ ...TAGS_FOR_INI, Environment: "dev", Service: "collector" }, [
      config,
    ]);
    const lists: unknown[] = [];
    for (const { file, write } of FORMS) {
      writeFileSync(at(file), write(inventory));
      if (file.endsWith(".sh")) chmodSync(at(file), 0o755);
      const list = await ansible("ansible-inventory", ["-i", file, "--list"]);
      lists.push(withoutMarks(JSON.parse(list)));
    }
    for (const list of lists) expect(list).toEqual(lists[0]);
    expect(lists[0]).toMatchObject({
      _meta: {
        hostvars: { "own-1": { big: 1e21 }, "web-1": { level: "debug" } },
      },
      extra: { hosts: ["own-1"] },
      data_collectors: { hosts: ["web-1"] },
      monitors: { hosts: ["web-2"] },
    });
  });
});

/** How it marks a text is the form's own affair. */
function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== "object" || value === null) return value;
  const { __ansible_unsafe: text } = value as { __ansible_unsafe?: unknown };
  if (text !== undefined) return text;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)]));
}

describeWith("handing it over", programs, () => {
  let work: Workplace;
  beforeAll(async () => {
    work = makeWorkplace({ ANSIBLE_LOCAL_TEMP: at("tmp"), ANSIBLE_NOCOLOR: "1" });
    await work.run(["sandbox", "seed", "--instances", "3"]);
  });
  afterAll(() => work.dispose());

  const graph = "--graph data_collectors";
  const expected = "@data_collectors:\n  |--seed-1\n";

  test.each([
    ["a pipe", `quants-ctl inventory | ansible-inventory -i /dev/stdin ${graph}`],
    [
      "a pipe of YAML",
      `quants-ctl inventory --format yaml | ansible-inventory -i /dev/stdin ${graph}`,
    ],
    ["a file on stdin", `quants-ctl inventory > h && ansible-inventory -i /dev/stdin ${graph} < h`],
    ["process substitution", `bash -c 'ansible-inventory -i <(quants-ctl inventory) ${graph}'`],
    [
      "a file",
      `quants-ctl inventory -o h.json 2>/dev/null && ansible-inventory -i h.json ${graph}`,
    ],
    [
      "an INI file",
      `quants-ctl inventory -o h.ini 2>/dev/null && ansible-inventory -i h.ini ${graph}`,
    ],
    [
      "a wrapper",
      `quants-ctl inventory --write-wrapper ./w 2>/dev/null && ansible-inventory -i ./w ${graph}`,
    ],
  ])("%s", async (_what, script) => {
    expect(await work.shell(script)).toMatchObject({ status: 0, stdout: expected, stderr: "" });
  });

  test("ansible itself runs on hosts that come through a pipe", async () => {
    const script =
      "quants-ctl inventory | ansible all -i /dev/stdin -c local -m debug -a var=instance_id -o";
    const { status, stdout } = await work.shell(script);
    expect(status).toBe(0);
    expect(stdout.split("\n").filter((line) => line.includes("SUCCESS"))).toHaveLength(3);
  });

  test("INI in a pipe would be empty without a word, so we say it", async () => {
    const { stderr } = await work.shell("quants-ctl inventory --format ini | cat");
    expect(stderr).toContain("can't read INI from a pipe");
  });

  test("a wrapper that fails is an error, and no empty inventory", async () => {
    const script =
      "quants-ctl inventory --write-wrapper ./none --filter Team=Nobody 2>/dev/null; " +
      "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=1 ansible-inventory -i ./none --graph";
    const { status, stdout, stderr } = await work.shell(script);
    expect(status).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toContain("The inventory has no hosts");
    const without = await work.shell("ansible-inventory -i ./none --list");
    expect(without.stdout).not.toContain("exec");
  });

  test("tags set by the command arrive the same way", async () => {
    const payload = `{{ ${RUN} }}`;
    await work.run(["infra", "create", "--name", "evil-1", "--tag", `Note=${payload}`]);
    const script =
      "quants-ctl inventory | ansible evil-1 -i /dev/stdin -c local -m debug -a var=quants_tags.Note";
    const { status, stdout } = await work.shell(script);
    expect(status).toBe(0);
    expect(stdout).toContain(JSON.stringify(payload));
    expect(existsSync(CANARY)).toBe(false);
    await work.run(["infra", "destroy", "--name", "evil-1", "--yes"]);
  });
});
