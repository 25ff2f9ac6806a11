import type { EngineTenant, Move } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import { runningIn } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { advice, toRun } from "../text/advice.ts";
import { isDown } from "./lost.ts";
import { untilHealthy, untilStopped } from "./waiting.ts";
import { nodeName, theTenant, type Work } from "./work.ts";

export type MoveBackStep = "verify" | "stop" | "switch" | "start" | "delete";

/**
 * Takes an unfinished move back. The data where the tenant came from is whole until the move is
 * finished; what was written since on the other worker goes.
 */
export function moveBackSteps(
  tenant: EngineTenant,
  { from, to }: Move,
  lost: string | null,
  work: Work,
): Step<MoveBackStep>[] {
  const { engine, platform, say } = work;
  const { name, parts } = tenant;
  const [old, next] = [nodeName(work, from), nodeName(work, to)];
  return [
    {
      name: "verify",
      async changes() {
        await verify();
        const ran = parts.some(({ node }) => node === to);
        return [
          {
            ...{ action: "undo move", kind: "tenant", name, region: "-" },
            detail: `back on ${old}${ran ? `; what it wrote on ${next} is lost` : ""}`,
          },
        ];
      },
      async carryOut() {
        await verify();
        await engine.mark(tenant, { lost });
      },
    },
    unseen("stop", async () => {
      await engine.scale(tenant, []);
      await untilStopped(name, work);
    }),
    unseen("switch", async () => {
      await engine.pin(await theTenant(engine, name), from);
    }),
    unseen("start", async () => {
      const back = await theTenant(engine, name);
      await engine.scale(back, runningIn(back.stage, platform.components));
      await untilHealthy(name, work);
      say(`${name}: well on ${old}`);
    }),
    unseen("delete", async () => {
      if (!isDown(work, to)) await engine.removeVolumes(name, to);
      await engine.mark(await theTenant(engine, name), { move: null });
    }),
  ];

  async function verify(): Promise<void> {
    const volumes = parts.flatMap((it) => it.volumes);
    const found = await engine.lookAtVolumes(name, { node: from, set: "own" });
    if (volumes.every((it) => found.some((one) => one.name === it))) return;
    throw new QuantsError(
      "invalid_state",
      `${name} is no longer on ${old}: its data went to ${next}.`,
      {
        hint: advice`Finish the move: ${toRun("tenant move", { argument: name })}`,
        resource: name,
      },
    );
  }
}
