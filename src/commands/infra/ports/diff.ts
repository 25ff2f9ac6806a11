import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./diff.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { QuantsError } from "../../../core/errors.ts";
import {
  type RuleDifference,
  differencesOf,
  ruleDifferenceResource,
} from "../../../core/fields/firewall.ts";
import { collection } from "../../../core/result.ts";
import { checkListOptions } from "../../shared/list-options.ts";
import { selectedInstances } from "./selected.ts";
import { readWanted } from "./rules-file.ts";

export type PortsDiffOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(ruleDifferenceResource, options, context.settings.output);
  const wanted = await readWanted(options, context);
  const { instances, error } = await selectedInstances(options, context);
  const items = instances.flatMap((it) => differencesOf(it, it.firewall_rules, wanted));
  return collection({
    resource: ruleDifferenceResource,
    items,
    emptyNote:
      error === null
        ? `No difference: ${instances.length} ${instances.length === 1 ? "firewall is" : "firewalls are"} as wanted.`
        : undefined,
    error: error ?? (options.failOnDrift === true ? changedOutside(items) : null),
  });
};

function changedOutside(items: readonly RuleDifference[]): QuantsError | null {
  if (items.length === 0) return null;
  return new QuantsError(
    "conflict",
    `${items.length} ${items.length === 1 ? "rule is" : "rules are"} not as wanted.`,
    { hint: advice`To make them so: ${toRun("infra ports set")}, with the same rules.` },
  );
}
