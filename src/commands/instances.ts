import type { Context } from "../core/context.ts";
import { type QuantsError, toQuantsError } from "../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../core/infra-manager.ts";
import type { Instance } from "../core/model.ts";

/** The instances of several regions, asked for at once, and the failures of those that gave none. */
export async function listInstances(
  regions: readonly string[],
  context: Context,
): Promise<{ found: Instance[]; errors: QuantsError[] }> {
  return askRegions(regions, context, (manager, call) => manager.listInstances(call));
}

/** The same for whatever a region lists. */
export async function askRegions<T>(
  regions: readonly string[],
  context: Context,
  list: (manager: BaseInfraManager, call: CallOptions) => Promise<T[]>,
): Promise<{ found: T[]; errors: QuantsError[] }> {
  const answers = await Promise.all(
    regions.map(async (region) => {
      try {
        return await list(await context.manager(region), { signal: context.signal });
      } catch (error) {
        return toQuantsError(error);
      }
    }),
  );
  return {
    found: answers.flatMap((answer) => (Array.isArray(answer) ? answer : [])),
    errors: withoutDisabled(answers, regions, context),
  };
}

/**
 * The failures, less those of regions that the account has not opted in to: these refuse
 * credentials that are good elsewhere. With `--region all` nobody asked for them by name.
 */
function withoutDisabled<T>(
  answers: readonly (T[] | QuantsError)[],
  regions: readonly string[],
  context: Context,
): QuantsError[] {
  const everywhere = context.settings.region === "all" && answers.some(Array.isArray);
  const disabled: string[] = [];
  const errors = answers.filter((answer, index): answer is QuantsError => {
    if (Array.isArray(answer)) return false;
    const isDisabled = everywhere && answer.code === "credentials_invalid";
    if (isDisabled) disabled.push(regions[index] ?? "");
    return !isDisabled;
  });
  if (disabled.length > 0) {
    context.narrator.warn(`not enabled for this account, so not listed: ${disabled.join(", ")}`);
  }
  return errors;
}
