import type { EngineTenant, Move } from "../contracts/tenant-engine.ts";
import { amended, QuantsError } from "../errors.ts";
import { runningIn } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { advice, toRun } from "../text/advice.ts";
import { isDown } from "./lost.ts";
import { untilHealthy, untilStopped } from "./waiting.ts";
import { nodeName, theTenant, type Work } from "./work.ts";

export type MoveStep = "stop" | "copy" | "verify" | "switch" | "start" | "delete";

/**
 * Moves a tenant with its data. Its parts are pinned to the new node only after the copy has proved
 * equal, and the old data goes only after they are well there: until then there is one whole set at
 * any time, and never two of which parts may run. How far an earlier try got follows from the
 * engine alone.
 */
export function moveSteps(
  tenant: EngineTenant,
  move: Move,
  lost: string | null,
  work: Work,
): Step<MoveStep>[] {
  const { engine, platform, say } = work;
  const { name } = tenant;
  const { from, to } = move;
  const [old, next] = [nodeName(work, from), nodeName(work, to)];
  // The copy was good before the first part was pinned there.
  const isCopied = tenant.parts.some(({ node }) => node === to);
  const unlessCopied = (carryOut: () => Promise<void>): (() => Promise<void>) =>
    isCopied ? () => Promise.resolve() : carryOut;
  return [
    {
      name: "stop",
      changes: () => [
        {
          ...{ action: "move", kind: "tenant", name, region: "-" },
          detail: `${old} to ${next}: stopped, copied, compared, started there`,
        },
      ],
      carryOut: unlessCopied(async () => {
        await engine.mark(tenant, { move });
        await engine.scale(tenant, []);
        say(`${name}: stopping on ${old}`);
        await untilStopped(name, work);
      }),
    },
    unseen(
      "copy",
      unlessCopied(async () => {
        say(`${name}: copying to ${next}`);
        await engine.copyVolumes(name, move);
      }),
    ),
    unseen(
      "verify",
      unlessCopied(async () => {
        const source = await engine.sumVolumes(name, { node: from, set: "own" });
        const copy = await engine.sumVolumes(name, { node: to, set: "incoming" });
        if (source !== copy) throw differs(name, old, next);
        await engine.adoptVolumes(name, to);
        say(`${name}: the copy on ${next} is equal`);
      }),
    ),
    unseen("switch", async () => {
      await engine.pin(await theTenant(engine, name), to);
    }),
    unseen("start", async () => {
      const moved = await theTenant(engine, name);
      await engine.scale(moved, runningIn(moved.stage, platform.components));
      await untilHealthy(name, work).catch((error: unknown) => {
        throw notWell(error, name, old);
      });
      say(`${name}: well on ${next}`);
    }),
    unseen("delete", async () => {
      // Down it is only when it is lost.
      if (!isDown(work, from)) await engine.removeVolumes(name, from);
      await engine.mark(await theTenant(engine, name), { move: null, lost });
      say(`${name}: ${lost === null ? "deleted from" : "given up on"} ${old}`);
    }),
  ];
}

function differs(name: string, from: string, to: string): QuantsError {
  return new QuantsError("operation_failed", `The copy of ${name} on ${to} is not equal.`, {
    hint: `Its data on ${from} is untouched, and nothing of it runs. Run the move again: it copies anew.`,
    resource: name,
  });
}

/** Both ways are open, and which is right depends on what it says. */
function notWell(error: unknown, name: string, old: string): unknown {
  if (!(error instanceof QuantsError) || error.code !== "wait_timeout") return error;
  const goOn = toRun("tenant move", { argument: name });
  const undo = toRun("tenant move", { argument: name, undo: true });
  return amended(error, {
    hint: advice`Its data on ${old} is untouched. What its parts say: ${toRun("tenant info", { argument: name })}. To go on: ${goOn}; to go back: ${undo}`,
  });
}
