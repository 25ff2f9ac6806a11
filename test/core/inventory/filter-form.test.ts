import { expect, test } from "vitest";
import { parseFilter } from "../../../src/core/inventory/filter.ts";
import { parseSelector } from "../../../src/core/instances/selector.ts";

test.each([
  "Environment = dev",
  "Environment= dev",
  "Environment ==dev",
  'Environment=="dev"',
  'Environment="dev"',
  "Environment='dev'",
  "Environment=~dev",
  "Environment",
  "=dev",
])("%s is no filter, and the right form is shown (#11.30)", (text) => {
  expect(() => parseFilter(text)).toThrow(`"${text}" is not a filter.`);
  expect(() => parseSelector(`name=a,${text}`)).toThrow("is not a filter");
});

test.each(["Environment=dev", "Environment!=dev", "Team name=a b", "Empty=", "Url=a=b"])(
  "%s is one",
  (text) => {
    expect(parseFilter(text).key).toBe(text.split(/!?=/)[0]);
  },
);
