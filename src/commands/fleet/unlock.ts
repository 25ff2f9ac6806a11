import { nullIfMissing } from "../../core/errors.ts";
import { locksOf, whoText } from "../../core/fleet/lock.ts";
import { keyPairTarget } from "../../core/journal/target.ts";
import type { FleetUnlockedRecord } from "../../core/records/fleet-unlocked.ts";
import { checkName } from "../../core/instances/names.ts";
import type { Command } from "../definition/command.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import type { spec } from "./unlock.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = checkName(options.argument, "fleet name");
  const asks = options.yes !== true;
  if (asks) requireTerminal(context.host, `unlock ${fleet}`);
  const { keyPairs, region } = await oneRegion(context);
  const call = { signal: context.signal };
  const locks = await locksOf(keyPairs, fleet, call);
  if (asks && locks.length > 0) {
    await confirmByTyping(context, {
      facts: locks.map(
        (it) => `Locked by ${whoText(it)}, until ${new Date(it.until).toISOString()}.`,
      ),
      question: `Type ${fleet} to remove the lock`,
      expected: fleet,
    });
  }
  context.journal.recordTargets(locks.map(({ name }) => keyPairTarget({ region, name })));
  for (const { name } of locks) {
    await context.journal.about(keyPairTarget({ region, name }), async () => {
      await nullIfMissing(keyPairs.delete(name, call));
      return {};
    });
  }
  const data: FleetUnlockedRecord = {
    ...{ fleet, region, changed: locks.length > 0 },
    removed: locks.map((it) => ({
      name: it.name,
      holder: it.holder === null ? null : whoText(it),
      until: new Date(it.until).toISOString(),
    })),
  };
  return { kind: "report", data, names: locks.map(({ name }) => name) };
};
