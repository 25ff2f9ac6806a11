import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { buildInventory } from "../../../src/core/inventory/build.ts";
import { staticIni, pythonLiteral } from "../../../src/core/inventory/ini.ts";
import { readInstances } from "../../../src/core/inventory/instance-host.ts";
import type { Inventory } from "../../../src/core/inventory/model.ts";
import { hostJson, scriptJson } from "../../../src/core/inventory/script-json.ts";
import { staticJson } from "../../../src/core/inventory/static-json.ts";
import { staticYaml, yamlNumber, yamlString } from "../../../src/core/inventory/static-yaml.ts";
import { Untrusted, untrusted } from "../../../src/core/inventory/values.ts";
import { OPTIONS, instance } from "./hosts.ts";

const PAYLOAD = "{{ lookup('pipe','touch canary') }}";

function inventoryOf(tags: Record<string, string>): Inventory {
  const reading = readInstances("lightsail", [instance("web-1", { tags })]);
  return buildInventory([reading], OPTIONS).inventory;
}

describe("what is marked as untrusted", () => {
  test.each(["198.51.100.1", "2001:db8::1", "ap-northeast-1", "dev", "a@b/c+d", ""])(
    "%j can't take part in a template",
    (text) => expect(untrusted(text)).toBe(text),
  );

  test.each([
    PAYLOAD,
    "{",
    "}",
    "%",
    "#",
    "a b",
    "'",
    '"',
    "\n",
    "\u2028",
    "é",
    "$",
    "\\",
    "&",
    "*",
  ])("%j is marked", (text) => expect(untrusted(text)).toEqual(new Untrusted(text)));

  test("half a character becomes one that can be written", () => {
    expect(untrusted("a\ud83d")).toEqual(new Untrusted("a\ufffd"));
  });
});

test("script JSON", () => {
  expect(JSON.parse(scriptJson(inventoryOf({ Service: "monitor", Note: PAYLOAD })))).toMatchObject({
    _meta: {
      hostvars: {
        "web-1": {
          ansible_host: "198.51.100.1",
          quants_tags: { Service: "monitor", Note: { __ansible_unsafe: PAYLOAD } },
        },
      },
    },
    all: { hosts: ["web-1"], vars: { ansible_become: true } },
    data_collectors: { hosts: [] },
    monitors: { hosts: ["web-1"] },
  });
});

test("one host", () => {
  const inventory = inventoryOf({ Note: PAYLOAD });
  expect(JSON.parse(hostJson(inventory, "web-1") ?? "")).toMatchObject({
    instance_id: "web-1",
    quants_tags: { Note: { __ansible_unsafe: PAYLOAD } },
  });
  expect(hostJson(inventory, "constructor")).toBeNull();
});

test("static JSON and YAML hold the same", () => {
  const inventory = inventoryOf({ Service: "monitor", Note: "plain", "odd key: [x]": "0755" });
  const json: unknown = JSON.parse(staticJson(inventory));
  expect(parse(staticYaml(inventory))).toEqual(json);
  expect(json).toMatchObject({
    all: {
      hosts: { "web-1": { quants_tags: { "odd key: [x]": "0755" } } },
      children: { monitors: { hosts: { "web-1": {} } }, data_collectors: { hosts: {} } },
    },
  });
});

test("a tag called __proto__ is one like any other", () => {
  const tags = Object.fromEntries([["__proto__", "x"]]);
  for (const form of [staticJson, staticYaml, staticIni, scriptJson]) {
    expect(form(inventoryOf(tags))).toMatch(/"__proto__": "x"/);
  }
});

test("YAML marks the text itself", () => {
  const text = staticYaml(inventoryOf({ Note: PAYLOAD }));
  expect(text).toContain(`"quants_tags": {"Note": !unsafe "${PAYLOAD}"}`);
});

test("an empty inventory is one in every form", () => {
  const { inventory } = buildInventory([], { ...OPTIONS, allowEmpty: true });
  expect(parse(staticYaml(inventory))).toEqual(JSON.parse(staticJson(inventory)));
  expect(staticIni(inventory)).toContain("[monitors]");
});

test("INI refuses what it can't mark, and names all of it", () => {
  expect(() => staticIni(inventoryOf({ A: PAYLOAD, B: "{", C: "fine" }))).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      message: `INI can't safely hold text with "{": web-1: quants_tags.A; web-1: quants_tags.B.`,
    }),
  );
});

test("INI is ASCII on lines of its own, whatever the tags hold", () => {
  const lines = staticIni(inventoryOf({ Note: "a'b\"c\\d\n[evil]\nevil #\u2028\u0000😀" })).split(
    "\n",
  );
  expect(lines[0]).toContain(
    String.raw`"Note": "a\x27b\"c\\d\x0a[evil]\x0aevil #\u2028\x00\U0001f600"`,
  );
  expect(lines.filter((line) => line.startsWith("[evil]"))).toEqual([]);
});

test("a person's own template stays one in every form", () => {
  const variables = new Map([["secret", "{{ vault_secret }}"]]);
  const inventory: Inventory = {
    hosts: new Map([["a-1", variables]]),
    groups: new Map(),
    variables,
  };
  for (const form of [staticJson, staticYaml, staticIni, scriptJson]) {
    expect(form(inventory)).toContain("{{ vault_secret }}");
    expect(form(inventory)).not.toContain("unsafe");
  }
});

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test("YAML strings are printable ASCII and read back as they were", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const written = yamlString(text);
      expect(written).toMatch(/^"[\x20-\x7e]*"$/);
      expect(parse(written)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("Python strings are printable ASCII without a single quote", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(pythonLiteral(text)).toMatch(/^"[\x20-\x26\x28-\x7e]*"$/);
    }),
  );
});

test.each([
  [1, "1"],
  [1.5, "1.5"],
  [1e21, "1.0e+21"],
  [1.5e-7, "1.5e-7"],
])("the number %d in YAML 1.1 is %s", (value, text) => {
  expect(yamlNumber(value)).toBe(text);
});
