import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { convert } from "../../../../src/core/migration/graph/convert.ts";
import { csvRows } from "../../../../src/core/migration/graph/csv-rows.ts";
import type { Element } from "../../../../src/core/migration/graph/element.ts";
import {
  canonicalJson,
  type Json,
  NumberText,
} from "../../../../src/core/migration/graph/exact-json.ts";
import { inPartialFolder } from "../../../../src/core/migration/graph/conversion-folder.ts";
import type { KindRules } from "../../../../src/core/migration/graph/kind.ts";
import type { Manifest } from "../../../../src/core/migration/graph/manifest.ts";
import { readBack } from "../../../../src/core/migration/graph/read-back.ts";
import { readCsv } from "../../../../src/core/migration/graph/read-csv.ts";
import { readExport } from "../../../../src/core/migration/graph/read-export.ts";
import { survey } from "../../../../src/core/migration/graph/survey.ts";
import { writeGraph } from "../../../helpers/graph-export.ts";

const RULES: KindRules = { datetimes: ["when"], lists: "json" };
const { signal } = new AbortController();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quants-ctl-graph-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function converted(file: string, to: string, rules = RULES): Promise<Manifest> {
  const seen = await survey(file, rules, signal);
  return inPartialFolder(to, (partial) => convert(file, seen, rules, partial, signal));
}

/** Element by element, exactly: the digest is not asked. */
function elementsIn(csv: string, { files }: Manifest): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const file of files) readCsv(csv, file, (it) => void found.set(`${it.of} ${it.id}`, it));
  return found;
}

function comparable(element: Element): string {
  const properties = Object.entries(element.properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, canonicalJson(canonicalNumbers(value))])
    .toSorted();
  const { of, id, ...rest } = { ...element, properties: undefined };
  return JSON.stringify([of, id, Object.entries(rest).toSorted(), properties]);
}

/** `5.0` and `5.00` are the same number, `5` is another kind. */
function canonicalNumbers(value: Json): Json {
  if (!(value instanceof NumberText) || !/[.eE]/.test(value.text)) return value;
  const number = Number(value.text);
  return new NumberText(Number.isFinite(number) ? `${number} as fraction` : value.text);
}

test("a graph of 100,000 nodes and 300,000 relationships is the same in CSV", async () => {
  const file = join(folder, "large.json");
  await writeGraph(file, { nodes: 100_000, relationships: 300_000 });
  const csv = join(folder, "large");
  const manifest = await converted(file, csv);
  expect(manifest).toMatchObject({ nodes: 100_000, relationships: 300_000 });
  expect(manifest.notes.json).toEqual({});
  await readBack(csv, manifest, 10, signal);
  const there = elementsIn(csv, manifest);
  expect(there.size).toBe(400_000);
  let different = 0;
  await readExport(file, signal, (element) => {
    // All of them are compared by their digests; these one by one.
    if (Number(element.id) % 20 !== 0) return;
    const read = there.get(`${element.of} ${element.id}`);
    if (read === undefined || comparable(read) !== comparable(element)) different += 1;
  });
  expect(different).toBe(0);
  for (const name of readdirSync(csv)) expect(statSync(join(csv, name)).mode & 0o777).toBe(0o600);
  expect(statSync(csv).mode & 0o777).toBe(0o700);
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    '"',
    "a;b",
    "a,b",
    "a\r\nb",
    "\ud800",
    "2024-02-30",
    "true",
    "1",
    "\u0000",
    "'",
  ),
);
const number = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it.toExponential()),
  fc.constantFrom("5.0", "-0", "-0.0", "1e400", "9223372036854775807", "9223372036854775808"),
);
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    text.map((it) => JSON.stringify(it)),
    number,
    fc.constantFrom("true", "false", "null", '"2024-01-02T03:04:05+02:00"'),
    fc.array(tie("value"), { maxLength: 3 }).map((it) => `[${it.join(",")}]`),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }).map(
      (it) =>
        `{${Object.entries(it)
          .map(([k, v]) => `${JSON.stringify(k)}:${v}`)
          .join(",")}}`,
    ),
  ),
})).value;
const properties = fc
  .dictionary(
    fc.oneof(
      fc.constantFrom("a", "b", "when", "__proto__", "constructor", "x:Int", "x_Int", " ", ""),
      text,
    ),
    value,
    { maxKeys: 4 },
  )
  .map(
    (it) =>
      `{${Object.entries(it)
        .map(([k, v]) => `${JSON.stringify(k)}:${v}`)
        .join(",")}}`,
  );
const label = fc.oneof(
  fc.constantFrom("A", "B", "A;B", "A_B"),
  text.filter((it) => it !== ""),
);
const graph = fc
  .array(fc.record({ labels: fc.array(label, { maxLength: 3 }), properties }), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      rels: fc.array(
        fc.record({
          label,
          properties,
          start: fc.nat(nodes.length - 1),
          end: fc.nat(nodes.length - 1),
        }),
        { maxLength: 8 },
      ),
      form: fc.constantFrom("lines", "array", "keyed", "by id", "Memgraph"),
      lists: fc.constantFrom("json", "set"),
    }),
  );

test("the files are the CSV that others read", async () => {
  const file = join(folder, "small.json");
  await writeGraph(file, { nodes: 300, relationships: 300 });
  const csv = join(folder, "small");
  const { files } = await converted(file, csv);
  for (const { name } of files) {
    const content = readFileSync(join(csv, name), "utf8");
    const own = [...csvRows(content)].map((row) => row.map((cell) => cell ?? ""));
    expect(parse(content, { record_delimiter: "\n" })).toEqual(own);
  }
});

test("any graph in any form of export is the same in CSV", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(graph, async ({ nodes, rels, form, lists }) => {
      run += 1;
      const end = (id: number): string => (form === "Memgraph" ? String(id) : `{"id":"${id}"}`);
      const id = (it: number): string => (form === "Memgraph" ? String(it) : `"${it}"`);
      const own = nodes.map(
        (it, index) =>
          `{"type":"node","id":${id(index)},"labels":${JSON.stringify(it.labels)},"properties":${it.properties}}`,
      );
      const between = rels.map(
        (it, index) =>
          `{"id":${id(index)},"type":"relationship","label":${JSON.stringify(it.label)},"properties":${it.properties},"start":${end(it.start)},"end":${end(it.end)}}`,
      );
      const keyed = (list: string[]): string => list.map((it, at) => `"${at}": ${it}`).join(",");
      const whole = {
        lines: [...own, ...between].join("\n"),
        array: `[${[...own, ...between].join(",")}]`,
        keyed: `{"nodes":[${own.join(", ")}], "rels":[${between.join(",\n")}]}`,
        "by id": `{"nodes":{${keyed(own)}},"rels":{${keyed(between)}}}`,
        Memgraph: `[${[...between, ...own].join(", ")}]\n`,
      }[form];
      const file = join(folder, `${run}.json`);
      writeFileSync(file, whole as string);
      const rules = { ...RULES, lists: lists as KindRules["lists"] };
      const csv = join(folder, String(run));
      const manifest = await converted(file, csv, rules);
      expect(manifest).toMatchObject({ nodes: nodes.length, relationships: rels.length });
      await readBack(csv, manifest, 5, signal);
      if (lists === "set") return;
      const there = elementsIn(csv, manifest);
      await readExport(file, signal, (element) => {
        const read = there.get(`${element.of} ${element.id}`);
        expect(read && comparable(withTimes(read, element))).toEqual(
          comparable(withTimes(element, element)),
        );
      });
    }),
    { numRuns: 200 },
  );
});

/** A time may be written otherwise: it is compared as one. */
function withTimes(element: Element, like: Element): Element {
  const { when } = element.properties;
  const isTime =
    typeof like.properties["when"] === "string" &&
    !Number.isNaN(Date.parse(like.properties["when"]));
  if (!isTime || typeof when !== "string" || !/^\d{4}-\d\d-\d\dT/.test(when)) return element;
  return { ...element, properties: { ...element.properties, when: new Date(when).toJSON() } };
}
