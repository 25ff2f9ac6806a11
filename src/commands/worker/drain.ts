import { hostname } from "node:os";
import type { EngineNode, EngineTenant } from "../../core/contracts/tenant-engine.ts";
import { combineErrors, type QuantsError, toQuantsError } from "../../core/errors.ts";
import { tenantTarget, workerTarget } from "../../core/journal/target.ts";
import type { StepChange } from "../../core/plan/step.ts";
import type { WorkerChangeRecord } from "../../core/records/tenant.ts";
import { clearEndedLocks } from "../../core/tenants/lock.ts";
import { nodesOf } from "../../core/tenants/placing.ts";
import { nodeNamed, theTenant, type Work } from "../../core/tenants/work.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { carryOutMove, planMove } from "../tenant/moving.ts";
import { aboutTenant, openWork } from "../tenant/open.ts";
import type { spec } from "./drain.spec.ts";

type Options = OptionsFor<typeof spec>;
type DrainContext = CommandContext<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const asks = options.yes !== true && options.dryRun !== true && options.undo !== true;
  if (asks) requireTerminal(context.host, "empty a worker");
  const work = await openWork(options, context);
  const node = nodeNamed(work.nodes, options.argument);
  const there = await tenantsOf(node, work);
  if (options.dryRun === true) return planned(changesOf(node, there, options));
  if (asks && there.length > 0) {
    await confirmByTyping(context, {
      facts: [`${node.name} has ${there.length} tenants; each is down while it is moved.`],
      question: `Type ${node.name} to empty it`,
      expected: node.name,
    });
  }
  context.journal.recordTargets([
    workerTarget(node.name),
    ...(options.undo === true ? [] : there.map(({ name }) => tenantTarget(name))),
  ]);
  if (options.undo === true) {
    return context.journal.about(workerTarget(node.name), async () => {
      await work.engine.setTaking(node.id, true);
      return report(node, "undo drain", [], there, null, node.state !== "ready");
    });
  }
  return context.journal.about(workerTarget(node.name), async () => {
    await work.engine.setTaking(node.id, false);
    return moveAll(node, there, work, options, context);
  });
};

const tenantsOf = async (node: EngineNode, { engine }: Work): Promise<EngineTenant[]> =>
  (await engine.tenants()).filter((it) => nodesOf(it).includes(node.id));

function changesOf(
  { name }: EngineNode,
  there: readonly EngineTenant[],
  { undo }: Options,
): StepChange[] {
  const worker = { kind: "worker", name, region: "-" };
  if (undo === true) return [{ ...worker, action: "undo drain", detail: "takes tenants again" }];
  return [
    { ...worker, action: "drain", detail: "takes no more tenants" },
    ...there.map((it) => ({
      ...{ action: "move", kind: "tenant", name: it.name, region: "-" },
      detail: `away from ${name}`,
    })),
  ];
}

async function moveAll(
  node: EngineNode,
  there: readonly EngineTenant[],
  work: Work,
  options: Options,
  context: DrainContext,
) {
  const moved: { tenant: string; to: string }[] = [];
  const errors: QuantsError[] = [];
  for (const { name } of there) {
    try {
      const { record, error } = await aboutTenant(
        name,
        "worker drain",
        work,
        options,
        context,
        async () => {
          // The servers as they are after the moves before this one.
          const now = { ...work, nodes: await work.engine.nodes() };
          const plan = await planMove(await theTenant(work.engine, name), {}, now, context);
          return carryOutMove(plan, now);
        },
      );
      if (error === null) moved.push({ tenant: name, to: record.worker ?? "" });
      else errors.push(error);
    } catch (thrown) {
      errors.push(toQuantsError(thrown));
    }
    if (context.signal.aborted) break;
  }
  // One that was moved by a run that ended right then is no tenant of this worker any more.
  if (!context.signal.aborted) await clearEndedLocks(work.engine, hostname());
  const error = combineErrors(errors, there.length, "tenants");
  return report(node, "drain", moved, await tenantsOf(node, work), error, true);
}

function report(
  node: EngineNode,
  action: WorkerChangeRecord["action"],
  moved: WorkerChangeRecord["moved"],
  left: readonly EngineTenant[],
  error: QuantsError | null,
  changed: boolean,
) {
  const data = { action, worker: node.name, moved, left: left.map(({ name }) => name), changed };
  return { kind: "report" as const, data, names: [node.name], error };
}
