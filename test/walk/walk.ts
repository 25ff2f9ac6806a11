import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCli } from "../helpers/cli.ts";
import { type Step, nextStep } from "./commands.ts";
import { observe } from "./observe.ts";
import { type Random, seeded } from "./random.ts";
import { type World, emptyWorld, textOf } from "./world.ts";

/** Statuses after which nothing is to be left for a resume. */
const DONE = new Set([0, 2, 3, 5]);
/** Statuses of a command that a fault kept from its work. */
const DISTURBED = new Set([1, 6, 7, 8]);

export interface Walk {
  commands: number;
  faults: number;
  divergences: string[];
}

/**
 * So many commands, drawn at random, on one sandbox, some of them disturbed; after each one the
 * account is compared with what the model says. A disturbed command that failed is repeated or
 * resumed, and must then have come to the same end. The same for the same seed.
 */
export async function walk(seed: number, count: number): Promise<Walk> {
  const random = seeded(seed);
  const cli = makeCli({ env: { QUANTS_CTL_SANDBOX_PACE: "instant" } });
  const divergences: string[] = [];
  let world = emptyWorld();
  let faults = 0;
  let commands = 0;
  try {
    while (commands < count) {
      const step = nextStep(world, random);
      const plan = random.chance(35) ? faultPlan(random) : null;
      const way = random.pick(["repeat", "resume"] as const);
      commands += 1;
      const told: string[] = [];
      const run = async (argv: readonly string[], env: Record<string, string> = {}) => {
        const ended = await cli.with({ env })(...argv);
        told.push(`$ quants-ctl ${argv.join(" ")} → ${ended.status}\n${ended.stderr.trimEnd()}`);
        return ended.status;
      };
      let status: number;
      if (plan === null) status = await run(step.argv);
      else {
        faults += 1;
        const file = join(cli.directory, "faults.json");
        writeFileSync(file, JSON.stringify(plan));
        told.push(JSON.stringify(plan));
        status = await run(step.argv, { QUANTS_CTL_SANDBOX_FAULTS: file });
        if (status !== step.status && DISTURBED.has(status)) {
          // Where nothing was begun, there is nothing to resume.
          const resumed = way === "resume" ? await run(["infra", "resume", "--yes"]) : 3;
          status =
            resumed === 3
              ? mended(step, await run(step.status === 0 ? step.repeat : step.argv))
              : resumed;
        }
      }
      const seen = await observe(cli);
      const left = (await cli("infra log --unfinished -o json")).json() as unknown[];
      const why =
        judge(step, status, world, seen) ??
        (left.length > 0 && DONE.has(status) ? `left unfinished: ${JSON.stringify(left)}` : null);
      if (why !== null) {
        divergences.push(
          [`#${commands} of seed ${seed}: ${why}`, ...told, "before:", textOf(world)]
            .concat("expected:", textOf(step.after), "found:", textOf(seen))
            .join("\n"),
        );
      }
      world = seen;
    }
    return { commands, faults, divergences };
  } finally {
    cli.dispose();
  }
}

/** One of the calls that a command makes fails in one of the ways that happen. */
function faultPlan(random: Random): object {
  const fault = random.pick(["throttle", "server_error", "reset_before", "reset_after"] as const);
  const first = 1 + random.below(4);
  // More than a call's own tries, or fewer.
  const calls = Array.from({ length: random.pick([1, 2, 12]) }, (_, index) => first + index);
  return { rules: [{ operation: "*", fault, calls }] };
}

/** What was done already counts as done when it is repeated; resume finds nothing to do. */
function mended(step: Step, status: number): number {
  return status === 0 || status === 3 ? step.status : status;
}

function judge(step: Step, status: number, before: World, seen: World): string | null {
  if (status !== step.status) return `status ${status}, not ${step.status}`;
  const found = textOf(seen);
  if (found === textOf(step.after)) return null;
  return found === textOf(before) ? "nothing was changed" : "the account is not as it should be";
}
