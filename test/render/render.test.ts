import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { errorDocument, errorText } from "../../src/render/errors.ts";
import { jsonArray, jsonDocument } from "../../src/render/json.ts";
import { plain } from "../../src/core/text/safe-text.ts";
import { styleFor } from "../../src/render/style.ts";
import { drawTable } from "../../src/render/table.ts";
import { widthOf } from "../../src/render/width.ts";
import { yamlDocument, yamlSequence } from "../../src/render/yaml.ts";
import { QuantsError } from "../../src/core/errors.ts";
import type { Resource } from "../../src/core/fields/field.ts";

const style = styleFor(process.stderr, { NO_COLOR: "1" });
const anyText = fc.string({ unit: "binary" });

describe("plain", () => {
  test("leaves ordinary text of any language alone", () => {
    for (const text of ["dev-1", "Größe", "サーバー", "🚀 a=b"]) expect(plain(text)).toBe(text);
  });

  test("lets nothing through that a terminal acts on", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // eslint-disable-next-line no-control-regex
        expect(plain(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test.each(Array.from("\u061c\u00ad\u180e\ufff9\u{e0041}\u009b\u0085\u202e\u2066"))(
    "shows %j as an escape in every form, and the value stays the same (#11.52)",
    (mark) => {
      const raw = new RegExp(mark, "u");
      const value = { [`key${mark}`]: `a${mark}b`, list: [`${mark}\n\ttext`] };
      const shown = plain(`a${mark}b`);
      expect(shown).toMatch(/^a\\(x|u)[0-9a-f{}]+b$/);
      for (const json of [jsonDocument(value), [...jsonArray([value])].join("")]) {
        expect(json).not.toMatch(raw);
        expect([JSON.parse(json)].flat()).toEqual([value]);
      }
      const yaml = yamlDocument(value);
      expect(yaml).not.toMatch(raw);
      expect(parse(yaml)).toEqual(value);
      const error = new QuantsError("failed", `a${mark}b`);
      expect(errorDocument(error)).not.toMatch(raw);
      expect(JSON.parse(errorDocument(error))).toMatchObject({ error: { message: `a${mark}b` } });
    },
  );
});

describe("JSON and YAML", () => {
  const value = fc.jsonValue();

  test("an array written in pieces is the array", () => {
    fc.assert(
      fc.property(fc.array(value), (items) => {
        expect(JSON.parse([...jsonArray(items)].join(""))).toEqual(
          JSON.parse(JSON.stringify(items)),
        );
      }),
    );
  });

  test("YAML reads back as what was written, item by item too", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("yes", "0755", "12:30:45", "1.10", "null", "~", "- a", "# x", "!!js"),
    );
    const record = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), text);
    fc.assert(
      fc.property(fc.array(record), (items) => {
        const plainItems = JSON.parse(JSON.stringify(items)) as unknown;
        expect(parse([...yamlSequence(items)].join(""))).toEqual(plainItems);
        expect(parse(yamlDocument(items))).toEqual(plainItems);
      }),
    );
  });
});

describe("table", () => {
  interface Row {
    a: string;
    b: number;
  }
  const resource: Resource<Row> = {
    singular: "row",
    plural: "rows",
    nameOf: (row) => row.a,
    sort: "a",
    fields: [
      { key: "a", title: "A", about: "", value: (row) => row.a, rank: 0 },
      { key: "b", title: "B", about: "", value: (row) => row.b, rank: 1, align: "right" },
    ],
  };

  test("wide characters keep columns aligned", () => {
    const { lines } = drawTable(
      resource,
      [
        { a: "サーバ", b: 1 },
        { a: "ab", b: 22 },
      ],
      { style },
    );
    expect(lines).toEqual(["A        B", "サーバ   1", "ab      22"]);
  });

  const named: Resource<Row> = {
    ...resource,
    fields: resource.fields.map((it) => (it.key === "a" ? { ...it, cut: true as const } : it)),
  };
  const LONG = `prod-${"x".repeat(67)}-eu-1`;

  test("a name gives way when there is no room: cut in the middle, no row wraps (#11.22)", () => {
    const rows = [
      { a: LONG, b: 12_345_678 },
      { a: "short-1", b: 1 },
    ];
    for (const width of [44, 60, 80]) {
      const { lines, hidden } = drawTable(named, rows, { style, width });
      expect(hidden).toEqual([]);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines[1]).toMatch(/^prod-x*\u2026x*-eu-1 +12345678$/);
      expect(lines[2]).toContain("short-1 ");
    }
    const { lines } = drawTable(named, rows, { style, width: 100 });
    expect(lines[1]).toContain(LONG);
    expect(drawTable(named, rows, { style }).lines[1]).toContain(LONG);
  });

  test("a name of wide characters is cut to the columns that it takes", () => {
    const { lines } = drawTable(named, [{ a: "\u30b5".repeat(60), b: 1 }], { style, width: 41 });
    expect(widthOf(lines[1] ?? "")).toBeLessThanOrEqual(41);
  });

  test.each([0, 1, 5])("%i columns lose no row, and only what is a name is cut", (width) => {
    const { lines } = drawTable(named, [{ a: LONG, b: 12_345_678 }], { style, width });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("\u2026");
  });

  test("every value is there in full, one line a row, whatever it holds", () => {
    const row = fc.record({ a: anyText, b: fc.integer() });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { lines } = drawTable(resource, rows, { style });
        expect(lines).toHaveLength(rows.length + 1);
        rows.forEach((it, index) => {
          expect(lines[index + 1]).toContain(plain(it.a));
          expect(lines[index + 1]).toContain(String(it.b));
        });
      }),
    );
  });
});

test("an error for a person has what, why and what to do, and nothing a terminal acts on", () => {
  const error = new QuantsError("partial_failure", "1 of 2 failed.", {
    hint: "Repeat it.\nOr undo it.",
    requestId: "id\u001b[31m",
    docs: "https://example.com",
    errors: [new QuantsError("not_found", "No such \u001b]0;x\u0007 instance.", { hint: "Look." })],
  });
  expect(errorText(error, style, false)).toBe(
    [
      "error: 1 of 2 failed.",
      "  - No such \\x1b]0;x\\x07 instance.",
      "    Look.",
      "  hint: Repeat it.",
      "        Or undo it.",
      "  docs: https://example.com",
      "  request id: id\\x1b[31m",
      "",
    ].join("\n"),
  );
});
