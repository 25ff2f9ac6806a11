import type { spec } from "./list.spec.ts";
import type { Command } from "../../definition/command.ts";
import { ruleResource, rulesOf } from "../../../core/fields/firewall.ts";
import { collection } from "../../../core/result.ts";
import { checkListOptions } from "../../shared/list-options.ts";
import { selectedInstances } from "./selected.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(ruleResource, options, context.settings.output);
  const { instances, error } = await selectedInstances(options, context);
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
