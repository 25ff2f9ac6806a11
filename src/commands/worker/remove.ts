import { QuantsError } from "../../core/errors.ts";
import { workerTarget } from "../../core/journal/target.ts";
import { nodesOf } from "../../core/tenants/placing.ts";
import { nodeNamed, type Work } from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command, CommandContext } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { openWork } from "../tenant/open.ts";
import type { spec } from "./remove.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, "remove a worker");
  const work = await openWork(options, context);
  if (await isRemoved(options.argument, work, context)) return done(options.argument);
  const node = nodeNamed(work.nodes, options.argument);
  const { id, name } = node;
  if (node.is_manager) {
    throw new QuantsError("protected", `${name} is a manager of the Swarm.`, {
      hint: `Make another one manager first, and this one a worker: docker node demote ${name}`,
      resource: name,
    });
  }
  await requireEmpty(id, name, work);
  if (options.dryRun === true) {
    return planned([
      {
        action: "remove",
        kind: "worker",
        name,
        region: "-",
        detail: "from the Swarm; the server stays",
      },
    ]);
  }
  if (asks) {
    await confirmByTyping(context, {
      facts: [`${name} (pool ${node.pool ?? "none"}) leaves the Swarm.`],
      question: `Type ${name} to remove it`,
      expected: name,
    });
  }
  context.journal.remember({ pool: node.pool });
  context.journal.recordTargets([workerTarget(name)]);
  return context.journal.about(workerTarget(name), async () => {
    // Nothing is placed there between this look and the end.
    await work.engine.setTaking(id, false);
    await requireEmpty(id, name, work);
    await work.engine.removeNode(id);
    context.narrator.step(`${name}: removed from the Swarm; the server stays`);
    return done(name);
  });
};

function done(name: string) {
  const data = { action: "remove" as const, worker: name, moved: [], left: [], changed: true };
  return { kind: "report" as const, data, names: [name] };
}

/** An interrupted run was about to remove it, and that it is not there is no mistake. */
async function isRemoved(
  name: string,
  { nodes }: Work,
  { journal }: CommandContext<typeof spec>,
): Promise<boolean> {
  if (nodes.some((it) => it.name === name || it.id === name)) return false;
  return (await journal.unfinished()).some(
    ({ command: path, options }) => path === "worker remove" && options["argument"] === name,
  );
}

async function requireEmpty(id: string, name: string, { engine }: Work): Promise<void> {
  const there = (await engine.tenants()).filter((it) => nodesOf(it).includes(id));
  if (there.length === 0) return;
  const names = there.slice(0, 5).map((it) => it.name);
  throw new QuantsError(
    "protected",
    `${name} has ${there.length} ${there.length === 1 ? "tenant" : "tenants"}: ${names.join(", ")}${there.length > 5 ? ", …" : ""}.`,
    { hint: advice`Move them first: ${toRun("worker drain", { argument: name })}`, resource: name },
  );
}
