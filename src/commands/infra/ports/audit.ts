import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./audit.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { QuantsError } from "../../../core/errors.ts";
import { placeKey } from "../../../core/instances/identity.ts";
import {
  type ExposedRule,
  exposedRuleResource,
  exposedRulesOf,
} from "../../../core/fields/firewall.ts";
import { collection } from "../../../core/result.ts";
import { checkListOptions } from "../../shared/list-options.ts";
import { selectedInstances } from "./selected.ts";

export type AuditOptions = OptionsFor<typeof spec>;

/** One call a region: the list of instances carries their firewalls. */
export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(exposedRuleResource, options, context.settings.output);
  const { settings } = context;
  const everywhere = { ...context, settings: { ...settings, region: settings.region ?? "all" } };
  const { instances, error } = await selectedInstances(options, everywhere);
  const wanted = options.severity;
  const items = instances
    .flatMap(exposedRulesOf)
    .filter(({ severity }) => wanted === undefined || wanted.includes(severity));
  return collection({
    resource: exposedRuleResource,
    items,
    emptyNote:
      error === null ? `Nothing is open to the world on ${count(instances.length)}.` : undefined,
    // What could not be asked matters more than what was found: the answer is not whole.
    error: error ?? (options.failOnOpen === true ? open(items) : null),
  });
};

function open(items: readonly ExposedRule[]): QuantsError | null {
  if (items.length === 0) return null;
  const { size } = new Set(items.map((it) => placeKey({ region: it.region, name: it.instance })));
  return new QuantsError(
    "conflict",
    `${items.length} ${items.length === 1 ? "rule is" : "rules are"} open to the world on ${count(size)}.`,
    {
      hint: advice`Narrow them, e.g.: ${toRun("infra ports set", { argument: ["ssh@203.0.113.0/24", "https@world"], name: "NAME" })}`,
    },
  );
}

function count(instances: number): string {
  return `${instances} ${instances === 1 ? "instance" : "instances"}`;
}
