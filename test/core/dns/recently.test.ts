import { expect, test } from "vitest";
import type { Domain, Domains } from "../../../src/core/contracts/domains.ts";
import { recently } from "../../../src/core/dns/recently.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

const reading = (asked: string[]): Domains => {
  const none = (): Promise<never> => Promise.reject(new Error("It is not called."));
  const get = (name: string): Promise<Domain> => {
    asked.push(name);
    return Promise.resolve({ name, tags: {}, entries: [] });
  };
  return {
    ...{ get, list: none, create: none, delete: none },
    ...{ createEntry: none, updateEntry: none, deleteEntry: none },
  };
};

test("a zone is read again after some seconds, and another one at once", async () => {
  const asked: string[] = [];
  const clock = fakeClock();
  const domains = recently(reading(asked), clock);
  await domains.get("example.com");
  await domains.get("example.com");
  expect(asked).toEqual(["example.com"]);
  await domains.get("example.org");
  await domains.get("example.com");
  expect(asked).toEqual(["example.com", "example.org", "example.com"]);
  await clock.advance(5_000);
  await domains.get("example.com");
  expect(asked).toHaveLength(4);
});
