import type { ScaleChange } from "../../core/autoscale/choose.ts";
import type { EngineNode } from "../../core/contracts/tenant-engine.ts";
import { nullIfMissing, QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { identityOf } from "../../core/instances/identity.ts";
import { protectedBy, protectedError } from "../../core/instances/protection.ts";
import type { Instance } from "../../core/model.ts";
import { nodesOf } from "../../core/tenants/placing.ts";
import type { Work } from "../../core/tenants/work.ts";
import type { RunContext } from "./run-options.ts";

/** The server that is to go; null: it is gone. Throws for another one of its name, and a protected one. */
export async function serverOf(
  { worker: name, identity }: ScaleChange,
  manager: BaseInfraManager,
  { signal }: RunContext,
): Promise<Instance | null> {
  const found = await nullIfMissing(manager.getInstance(name, { signal }));
  if (found === null) return null;
  if (identity === null || identityOf(found) !== identity) {
    throw new QuantsError("conflict", `${name} is another server now.`, {
      hint: "It stays. Somebody has made it since this was decided.",
      resource: name,
    });
  }
  if (protectedBy(found) !== null) throw protectedError(found, "given up");
  return found;
}

/** A node of that name that is not the one to go would lose its server. */
export function refuseOthers(
  { worker }: ScaleChange,
  node: EngineNode | undefined,
  { nodes }: Work,
): void {
  const other = nodes.find((it) => it.name === worker && it.id !== node?.id);
  if (other === undefined) return;
  throw new QuantsError("conflict", `${worker} has joined the Swarm anew since.`, {
    hint: "It stays. Remove the node that is down, if there is one.",
    resource: worker,
  });
}

/** Their volumes would go with the server. */
export async function requireNoTenants(
  { worker, node }: ScaleChange,
  { engine }: Work,
): Promise<void> {
  const tenants = await engine.tenants();
  const first = tenants.find((it) => node !== null && nodesOf(it).includes(node));
  if (first === undefined) return;
  throw new QuantsError("protected", `${worker} has the data of ${first.name}.`, {
    hint: "Its node is gone, and its server stays. See to its tenants first.",
    resource: worker,
  });
}
