import type { Context } from "../../core/context.ts";
import type { PlanSummary } from "../../core/terraform-control.ts";

const PORTS = /(^|\.)aws_lightsail_instance_public_ports\./;

/**
 * The AWS provider has no update for the ports of an instance: it closes all of them, and then
 * opens those of the new rules. A plan does not show that SSH is shut out in between.
 */
export function warnOfClosing({ resources }: PlanSummary, context: Context): void {
  const replaced = resources
    .filter(({ address, actions }) => PORTS.test(address) && actions.join() === "delete,create")
    .map((it) => it.address);
  if (replaced.length === 0) return;
  context.narrator.warn(
    `to change ${replaced.join(", ")}, Terraform closes every port of the instance, SSH too, before ` +
      "it opens the new ones; if it is stopped in between, apply again",
  );
}
