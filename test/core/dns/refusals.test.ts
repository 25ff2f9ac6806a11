import { expect, test } from "vitest";
import { checkBeside, checkNotOwn, isOwn } from "../../../src/core/dns/refusals.ts";

const ZONE = "example.com";
const entry = (name: string, type: string) => ({ name, type, target: "x", is_alias: false });

test.each([
  [ZONE, "NS", true],
  ["example.com.", "SOA", true],
  [ZONE, "A", false],
  ["part.example.com", "NS", false],
])("%s %s is the zone's own: %s", (name, type, expected) => {
  expect(isOwn({ name, type }, ZONE)).toBe(expected);
});

test("what is the zone's own is protected", () => {
  expect(() => checkNotOwn({ name: ZONE, type: "SOA" }, ZONE)).toThrow("belong to Lightsail");
  expect(() => checkNotOwn({ name: "part.example.com", type: "NS" }, ZONE)).not.toThrow();
});

test.each([
  ["www.example.com", "CNAME", "A", "has an entry of type A"],
  ["www.example.com", "A", "CNAME", "has an entry of type CNAME"],
  [ZONE, "CNAME", "A", "itself can't have a CNAME"],
])("%s %s can't be beside %s", (name, type, other, message) => {
  expect(() => checkBeside({ name, type }, [entry(`${name}.`, other)], ZONE)).toThrow(message);
});

test("others are in nobody's way", () => {
  const others = [entry("www.example.com", "TXT"), entry("api.example.com", "CNAME")];
  expect(() => checkBeside({ name: "www.example.com", type: "A" }, others, ZONE)).not.toThrow();
});
