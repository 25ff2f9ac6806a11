import { expect, test } from "vitest";
import { walk } from "./walk.ts";

/** `npm run walk -- SEED COUNT` sets them. */
const { WALK_SEED: seed = "20261128", WALK_COUNT: count = "100" } = process.env;

/** Generous: a command with the looks after it takes a tenth of a second. */
const timeout = 60_000 + Number(count) * 1_500;

test(
  `${count} commands at random, some disturbed, do what a small model says (seed ${seed})`,
  { timeout },
  async () => {
    const { commands, faults, divergences } = await walk(Number(seed), Number(count));
    if (process.env["WALK_COUNT"] !== undefined) {
      process.stderr.write(
        `${commands} commands, ${faults} disturbed, ${divergences.length} divergences\n`,
      );
    }
    expect(divergences.slice(0, 5).join("\n\n")).toBe("");
  },
);
