import { nodesOf } from "../../core/tenants/placing.ts";
import { nodeNamed } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import { openWork } from "../tenant/open.ts";
import type { spec } from "./info.spec.ts";
import { workerRecords } from "./records.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const work = await openWork(options, context);
  const node = nodeNamed(work.nodes, options.argument);
  const tenants = await work.engine.tenants();
  const [record] = workerRecords({ ...work, nodes: [node] }, tenants);
  if (record === undefined) throw new TypeError("There is a record for each node.");
  const names = tenants.filter((it) => nodesOf(it).includes(node.id)).map((it) => it.name);
  return { kind: "report", data: { ...record, names }, names: [record.worker] };
};
