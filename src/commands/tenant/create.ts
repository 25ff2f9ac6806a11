import { randomBytes } from "node:crypto";
import type { EngineTenant, PendingTenant } from "../../core/contracts/tenant-engine.ts";
import { amended, QuantsError } from "../../core/errors.ts";
import type { Stage } from "../../core/hibernation/stage.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import { createSteps } from "../../core/tenants/create.ts";
import { partsFor } from "../../core/tenants/parts.ts";
import { needOf, nodeOf, placementNodes, placeTenant } from "../../core/tenants/placing.ts";
import {
  nodeNamed,
  requireStaying,
  requireStill,
  requireUp,
  type Work,
} from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { changeRecord } from "./change.ts";
import type { spec } from "./create.spec.ts";
import { noRoom, whatHelps } from "./no-room.ts";
import { aboutTenant, openWork, tierNamed } from "./open.ts";
import { tenantName } from "./options.ts";

const PASSWORD_BYTES = 24;

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const work = await openWork(options, context);
  const { engine, platform } = work;
  const waiting = (await engine.pending()).find((it) => it.name === name);
  const tier = options.tier ?? (await engine.tenant(name))?.tier ?? waiting?.tier ?? "";
  const { pool } = tierNamed(tier === "" ? undefined : tier, platform);
  const parts = partsFor(platform, tierNamed(tier, platform));
  if (parts.length === 0) {
    throw new QuantsError("config_invalid", "No component of the platform has an image.", {
      hint: "Give the components that run for each tenant their `image`.",
    });
  }
  const wanted = {
    ...{ name, tier, stage: "awake" as const },
    bots_by_exchange:
      options.bots === undefined
        ? (waiting?.bots_by_exchange ?? {})
        : Object.fromEntries(options.bots),
  };
  const stepsNow = async () => {
    // Looked at again under the lock: somebody may have made it meanwhile.
    const present = await engine.tenant(name);
    const node =
      present === null ? await nodeFor(wanted, work, context) : earlier(present, wanted.tier, work);
    const random = (): string => randomBytes(PASSWORD_BYTES).toString("hex");
    return { present, node, steps: createSteps({ ...wanted, node }, parts, present, work, random) };
  };
  if (options.dryRun === true) return planned(await foresee((await stepsNow()).steps));
  return aboutTenant(name, "tenant create", work, options, context, async () => {
    const { present, node, steps } = await stepsNow().catch(async (error: unknown) => {
      throw await leftPending(error, { ...wanted, pool }, waiting !== undefined, options, work);
    });
    const progress = await execute(steps);
    return {
      kind: "report" as const,
      data: changeRecord("create", name, work, {
        ...{ ...progress, tier: wanted.tier, node, stage: "awake" },
        changed: present === null || present.parts.some((it) => !it.wanted),
      }),
      names: [name],
      error: progress.error,
    };
  });
};

async function nodeFor(
  wanted: Parameters<typeof needOf>[0],
  work: Work,
  context: CommandContext<typeof spec>,
): Promise<string> {
  const { engine, platform, nodes } = work;
  const need = needOf(wanted, platform);
  if (need === null) throw new TypeError("The tier was checked.");
  const there = placementNodes(nodes, await engine.tenants(), platform);
  const placement = placeTenant(need, there, platform);
  if (placement.node !== null) return nodeNamed(nodes, placement.node).id;
  const helps = await whatHelps(need, there, platform, context);
  throw noRoom({ placement, need, nodes: there, helps });
}

interface Wanted extends Omit<PendingTenant, "since"> {
  stage: Stage;
}

/** Without room it may wait, so that autoscaling knows of it. */
async function leftPending(
  error: unknown,
  { name, tier, pool, bots_by_exchange }: Wanted,
  wasWaiting: boolean,
  { allowPending }: Pick<OptionsFor<typeof spec>, "allowPending">,
  { engine }: Work,
): Promise<unknown> {
  if (!(error instanceof QuantsError) || error.code !== "capacity") return error;
  if (allowPending === true) await engine.setPending({ name, tier, pool, bots_by_exchange });
  const again = toRun("tenant create", { argument: name, tier });
  if (allowPending !== true && !wasWaiting) {
    const wait = toRun("tenant create", { argument: name, tier, allowPending: true });
    return amended(error, {
      hint: advice`Nothing was made. ${error.advice}. To let it wait, and autoscale run count it: ${wait}`,
    });
  }
  return amended(error, {
    message: `There is no room for ${name} in pool ${pool}: it is pending.`,
    hint: advice`${error.advice}. Once there is room: ${again}; to give it up: ${toRun("tenant destroy", { argument: name })}`,
  });
}

/** The node of a tenant that an earlier run began; throws when it is another one's. */
function earlier(present: EngineTenant, tier: string, work: Work): string {
  const { name } = present;
  requireStaying(present);
  requireStill(present);
  if (present.tier !== tier) {
    throw new QuantsError("name_in_use", `There is a tenant ${name}, of tier ${present.tier}.`, {
      hint: "Choose another name.",
      resource: name,
    });
  }
  return requireUp(work, nodeOf(present), name).id;
}
