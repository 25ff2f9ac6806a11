import { expect, test } from "vitest";
import { askRegions } from "../../../src/commands/shared/each-region.ts";
import { KNOWN_REGIONS } from "../../../src/core/account/known-regions.ts";
import type { Context } from "../../../src/core/context.ts";
import { QuantsError } from "../../../src/core/errors.ts";

interface Asked {
  region: string;
  signal: AbortSignal | undefined;
}

/** A context of which no more is there than is asked for. */
function place(region: string | undefined, listRegions: () => Promise<string[]>) {
  const asked: Asked[] = [];
  const controller = new AbortController();
  const context = {
    settings: { region },
    signal: controller.signal,
    narrator: { warn: () => undefined },
    homeRegion: async () => "eu-west-1",
    manager: async (name: string) => ({
      region: name,
      listRegions: async () => (await listRegions()).map((it) => ({ name: it })),
    }),
  } as unknown as Context;
  const found = askRegions(context, async (manager, { signal }) => {
    asked.push({ region: manager.region, signal });
    if (manager.region === "us-west-1") throw new QuantsError("failed", "no answer");
    return [manager.region];
  });
  return { asked, found, controller };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("with all, the known regions are asked before their list has come (#16.5)", async () => {
  let answer: (names: string[]) => void = () => undefined;
  const listed = new Promise<string[]>((resolve) => (answer = resolve));
  const { asked, found } = place("all", () => listed);
  await turn();
  expect(asked.map((it) => it.region)).toEqual(KNOWN_REGIONS);
  answer(["us-east-1", "us-west-1", "xx-new-1"]);
  expect(await found).toEqual({
    regions: ["us-east-1", "us-west-1", "xx-new-1"],
    found: ["us-east-1", "xx-new-1"],
    errors: [new QuantsError("failed", "no answer")],
    unanswered: ["us-west-1"],
  });
  expect(asked.slice(KNOWN_REGIONS.length).map((it) => it.region)).toEqual(["xx-new-1"]);
  // What is not waited for does not go on.
  expect(asked[0]?.signal?.aborted).toBe(true);
});

test("without the list of regions there is no answer (#16.5)", async () => {
  const refused = new QuantsError("access_denied", "not allowed");
  const { found, asked } = place("all", () => Promise.reject(refused));
  await expect(found).rejects.toBe(refused);
  expect(asked.every((it) => it.signal?.aborted)).toBe(true);
});

test("regions that are named are asked alone, and an interrupt reaches each (#16.5)", async () => {
  const never = () => Promise.reject(new Error("nobody asks for the list"));
  const { found, asked, controller } = place("eu-west-1,eu-west-2", never);
  expect(await found).toMatchObject({ regions: ["eu-west-1", "eu-west-2"], unanswered: [] });
  controller.abort();
  expect(asked.map((it) => [it.region, it.signal?.aborted])).toEqual([
    ["eu-west-1", true],
    ["eu-west-2", true],
  ]);
});
