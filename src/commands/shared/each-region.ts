import type { Context } from "../../core/context.ts";
import { type QuantsError, toQuantsError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";

export interface Answers<T> {
  found: T[];
  errors: QuantsError[];
  /** The regions that the errors are of. */
  unanswered: string[];
}

/**
 * What each of several regions answers, all being asked at once, and the failures of those
 * that gave no answer. A region that the account has not opted in to refuses credentials that
 * are good elsewhere: with `--region all` nobody asked for it by name, so it is only told.
 */
export async function askEachRegion<T>(
  regions: readonly string[],
  context: Context,
  ask: (manager: BaseInfraManager) => Promise<readonly T[]>,
): Promise<Answers<T>> {
  const answers = await Promise.all(
    regions.map(async (region) => {
      try {
        return { region, items: await ask(await context.manager(region)) };
      } catch (error) {
        return { region, error: toQuantsError(error) };
      }
    }),
  );
  const found = answers.flatMap((answer) => answer.items ?? []);
  const failed = answers.flatMap(({ region, error }) =>
    error === undefined ? [] : [{ region, error }],
  );
  const everywhere = context.settings.region === "all" && failed.length < answers.length;
  const disabled = failed.filter(({ error }) => everywhere && error.code === "credentials_invalid");
  if (disabled.length > 0) {
    const names = disabled.map(({ region }) => region).join(", ");
    context.narrator.warn(`not enabled for this account, so not listed: ${names}`);
  }
  const counted = failed.filter((it) => !disabled.includes(it));
  return {
    found,
    errors: counted.map(({ error }) => error),
    unanswered: counted.map(({ region }) => region),
  };
}
