import fc from "fast-check";
import { expect, test } from "vitest";
import { Framer } from "../../../../src/core/migration/graph/framer.ts";

function cut(text: string, at: readonly number[]): string[] {
  const framer = new Framer();
  const bytes = Buffer.from(text);
  const ends = [...new Set(at.map((it) => it % (bytes.length + 1)))].toSorted((a, b) => a - b);
  const found: string[] = [];
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    // A copy that is wiped, as streams use their memory again.
    const chunk = Buffer.from(bytes.subarray(from, end));
    found.push(...framer.push(chunk).map((it) => it.text));
    if (framer.form !== null) chunk.fill(0);
    from = end;
  }
  return [...found, ...framer.end().map((it) => it.text)];
}

test("objects are whole wherever the chunks end", () => {
  const object = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { maxKeys: 3 });
  fc.assert(
    fc.property(
      fc.array(object, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(2_000), { maxLength: 6 }),
      fc.constantFrom("lines", "array", "keyed"),
      (objects, at, form) => {
        const own = objects.map((it) => JSON.stringify(it));
        const text =
          form === "lines"
            ? own.join("\n")
            : form === "array"
              ? ` [${own.join(" ,\n")}] `
              : `{"nodes":[${own.join(",")}],"rels":{"1":{}}}`;
        expect(cut(text, at)).toEqual(form === "keyed" ? [...own, "{}"] : own);
      },
    ),
  );
});

test("a mark of byte order is passed over", () => {
  expect(cut('\u{feff}[{"a":1}]', [])).toEqual(['{"a":1}']);
});

test.each([
  ["[{}", "ends in the middle"],
  ['{"a', "ends in the middle"],
  ["[{}{}]", "nothing stands between"],
  ["{} {}", "nothing stands between"],
  ["[{}] x", "follows its end"],
  ["[1]", "something else"],
  ["{},{}", "something else"],
])("%s is refused", (text, why) => {
  expect(() => cut(text, [])).toThrow(why);
});
