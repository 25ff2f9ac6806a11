import { ruleResource, rulesOf } from "../../../core/fields/firewall.ts";
import type { Command } from "../../command.ts";
import { collection } from "../../../core/result.ts";
import { type ListOptions, checkListOptions } from "../../shared/list-options.ts";
import type { TargetOptions } from "../../shared/targets.ts";
import { meantInstances } from "./meant.ts";

export const command: Command<TargetOptions & ListOptions> = async (options, context) => {
  checkListOptions(ruleResource, options, context.settings.output);
  const { instances, error } = await meantInstances(options, context);
  return collection({
    resource: ruleResource,
    items: instances.flatMap(rulesOf),
    emptyNote: error === null ? `No port is open on ${count(instances.length)}.` : undefined,
    error,
  });
};

function count(instances: number): string {
  return instances === 1 ? "the instance" : `any of ${instances} instances`;
}
