import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Instance } from "../../../src/core/model.ts";
import { isSelected, parseSelector } from "../../../src/core/instances/selector.ts";

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,6}$/);
/** Keys that an object has without being given them are among the likely ones. */
const key = fc.oneof(
  word,
  fc.constantFrom("__proto__", "constructor", "toString", "Environment", "tag:name", "status"),
);
const tags = fc.uniqueArray(fc.tuple(fc.oneof(word, fc.constant("__proto__")), word), {
  maxLength: 4,
  selector: ([it]) => it,
});
const instances = fc.record({
  name: word,
  status: fc.constantFrom("pending", "running", "stopping", "stopped"),
  region: fc.constantFrom("eu-west-1", "ap-northeast-1"),
  tags: tags.map((entries) => {
    const record: Record<string, string> = {};
    for (const [name, value] of entries) {
      Object.defineProperty(record, name, { value, enumerable: true });
    }
    return record;
  }),
});
const part = fc
  .tuple(key, fc.constantFrom("=", "!="), fc.oneof(word, fc.constantFrom("*", "a*", "?", "")))
  .map(([name, operator, pattern]) => `${name}${operator}${pattern}`);

const selects = (instance: unknown, selector: string): boolean =>
  isSelected(instance as Instance, { filters: parseSelector(selector) });

describe("a selector", () => {
  test("is the conjunction of its parts, in any order", () => {
    fc.assert(
      fc.property(instances, fc.array(part, { minLength: 1, maxLength: 4 }), (instance, parts) => {
        const each = parts.every((it) => selects(instance, it));
        expect(selects(instance, parts.join(","))).toBe(each);
        expect(selects(instance, parts.toReversed().join(" , "))).toBe(each);
      }),
    );
  });

  test("and its negation split all instances between them", () => {
    fc.assert(
      fc.property(instances, key, word, (instance, name, value) => {
        expect(selects(instance, `${name}=${value}`)).toBe(!selects(instance, `${name}!=${value}`));
      }),
    );
  });

  test("of an instance's own tags selects it; tag: means the tag whatever it is called", () => {
    fc.assert(
      fc.property(instances, (instance) => {
        for (const [name, value] of Object.entries(instance.tags)) {
          expect(selects(instance, `tag:${name}=${value}`)).toBe(true);
          expect(selects(instance, `tag:${name}=${value}x`)).toBe(false);
        }
      }),
    );
  });

  test("never meets a tag that is not there", () => {
    fc.assert(
      fc.property(instances, key, (instance, name) => {
        const plainKey = name.replace(/^tag:/, "");
        fc.pre(!Object.hasOwn(instance.tags, plainKey));
        expect(selects(instance, `tag:${plainKey}=*`)).toBe(false);
        expect(selects(instance, `tag:${plainKey}!=*`)).toBe(true);
      }),
    );
  });

  test("that can't be read is refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseSelector(text).length).toBe(text.split(",").length);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid_input" });
        }
      }),
    );
  });
});

describe("names and states", () => {
  test("more of them never select less; none is all", () => {
    fc.assert(
      fc.property(instances, fc.array(word), word, (given, names, more) => {
        const instance = given as unknown as Instance;
        expect(isSelected(instance, {})).toBe(true);
        if (isSelected(instance, { names })) {
          expect(isSelected(instance, { names: [...names, more] })).toBe(true);
        }
        expect(isSelected(instance, { names: [...names, instance.name] })).toBe(true);
        expect(isSelected(instance, { names: [] })).toBe(false);
      }),
    );
  });

  test("restrict what filters leave, and nothing else", () => {
    fc.assert(
      fc.property(instances, part, word, (given, selector, name) => {
        const instance = given as unknown as Instance;
        const filters = parseSelector(selector);
        const statuses = ["running"];
        expect(isSelected(instance, { names: [`${name}*`], filters, statuses })).toBe(
          isSelected(instance, { names: [`${name}*`] }) &&
            isSelected(instance, { filters }) &&
            isSelected(instance, { statuses }),
        );
      }),
    );
  });
});
