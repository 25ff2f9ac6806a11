import { expect, test } from "vitest";
import { parse } from "yaml";
import { withAdditions } from "../../../src/core/fleet/edit.ts";

const ADDITIONS = {
  instances: [
    { name: "1e3", tags: { a: "x\n  y\n", b: "null", "\u2028!": "\u2029" }, zones: ["a"] },
    { name: "on" },
  ],
  imports: [{ to: "on", instance: "o.n" }],
};

/** The file after an addition, without the lines that were there before; all of these must stay. */
function added(text: string): string {
  const after = withAdditions(text, "fleet.yml", ADDITIONS);
  const value = parse(text) as { instances?: object[] | null; import?: object[] | null };
  expect(parse(after)).toEqual({
    ...value,
    instances: [...(value.instances ?? []), ...ADDITIONS.instances],
    import: [...(value.import ?? []), ...ADDITIONS.imports],
  });
  const lines = after.split("\n");
  let from = 0;
  const kept = text.split("\n").filter((it) => it !== "");
  for (const line of kept) {
    const at = lines.indexOf(line, from);
    expect({ line, isThere: at >= 0 }).toEqual({ line, isThere: true });
    lines.splice(at, 1);
    from = at;
  }
  return lines.join("\n");
}

test.each([
  [
    "odd blanks",
    "version:   1\nzones: [a, c]\ninstances: # all\n  -   name: 'b'\n\n# after\nx: {a: 1}\n",
  ],
  [
    "a text block last",
    "instances:\n- a:  |\n    hi\n\n    ho\nimport:\n- {to: a,instance: b} # c\n",
  ],
  ["no newline at its end", "instances:\n  - name: a"],
  ["no list yet", "# only a comment\nversion: 1 # one\n\n# the end\n"],
  ["keys that are indented", "  version: 1\n  instances:\n    - name: a\n"],
  ["nothing in its lists", "instances:\nversion: 1\nimport: # none\n"],
  ["Windows' ends of lines", "version: 1\r\ninstances:\r\n  - name: a\r\nx: [a, c]\r\n"],
])("a file with %s keeps each of its lines", (_, text) => {
  added(text);
});

test("a list in brackets gives way, or grows in its line", () => {
  const text = "zones: [a,c]\ninstances: [{name: a}] # all\nimport: [] # none\nend: 1\n";
  expect(withAdditions(text, "fleet.yml", ADDITIONS)).toBe(
    'zones: [a,c]\ninstances: [{name: a}, {"name":"1e3","tags":{"a":"x\\n  y\\n","b":"null","\u2028!":"\u2029"},"zones":["a"]}, {"name":"on"}] # all\n' +
      "import: # none\n  - { to: on, instance: o.n }\nend: 1\n",
  );
});

test.each([
  '{"instances":[{"name":"a"}]}',
  "&a {instances: [{name: a}], import: []}",
  "instances: [{name: a}]\n...\n",
  "x: &x [{name: a}]\ninstances: *x\n",
])("%j gets the same entries, in whatever form", (text) => {
  const found = parse(withAdditions(text, "fleet.yml", ADDITIONS)) as object;
  expect(found).toMatchObject({
    instances: [{ name: "a" }, ...ADDITIONS.instances],
    import: ADDITIONS.imports,
  });
});
