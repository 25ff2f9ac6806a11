import type { Context } from "../../core/context.ts";
import { type QuantsError, combineErrors, toQuantsError } from "../../core/errors.ts";
import { KNOWN_REGIONS } from "../../core/account/known-regions.ts";
import type { CallOptions } from "../../core/contracts/call-options.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { selectRegions } from "./regions.ts";

export interface Answers<T> {
  found: T[];
  errors: QuantsError[];
  /** The regions that the errors are of. */
  unanswered: string[];
}

type Ask<T> = (manager: BaseInfraManager, call: CallOptions) => Promise<readonly T[]>;

interface Answer<T> {
  region: string;
  items?: readonly T[];
  error?: QuantsError;
}

/**
 * What each of the regions that are asked for answers. With `--region all`, those that are known
 * are asked beside the list of all regions, not after it: what that list has not is passed over, and
 * what it has besides is asked then.
 */
export async function askRegions<T>(
  context: Context,
  ask: Ask<T>,
): Promise<Answers<T> & { regions: readonly string[] }> {
  const needless = new AbortController();
  const signal = AbortSignal.any([context.signal, needless.signal]);
  const known = context.settings.region === "all" ? KNOWN_REGIONS : [];
  const early = new Map(
    known.map((region) => [region, answerOf(region, context, (it) => ask(it, { signal }))]),
  );
  try {
    const regions = await selectRegions(context);
    const answers = await Promise.all(
      regions.map((region) => early.get(region) ?? answerOf(region, context, ask)),
    );
    return { regions, ...gathered(answers, context) };
  } finally {
    needless.abort();
  }
}

/** What each of several regions answers, all being asked at once. */
export async function askEachRegion<T>(
  regions: readonly string[],
  context: Context,
  ask: Ask<T>,
): Promise<Answers<T>> {
  const answers = await Promise.all(regions.map((region) => answerOf(region, context, ask)));
  return gathered(answers, context);
}

async function answerOf<T>(region: string, context: Context, ask: Ask<T>): Promise<Answer<T>> {
  try {
    return { region, items: await ask(await context.manager(region), { signal: context.signal }) };
  } catch (error) {
    return { region, error: toQuantsError(error) };
  }
}

/**
 * What was found, and the failures of regions that gave no answer. A region that the account has
 * not opted in to refuses credentials that are good elsewhere: with `--region all` nobody asked for
 * it by name, so it is only told.
 */
function gathered<T>(answers: readonly Answer<T>[], context: Context): Answers<T> {
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

/**
 * What is said of regions that gave no answer where others did; null if all did. Throws it where
 * none did: an empty list must mean that there is nothing, not that nothing could be asked.
 */
export function errorOfSome(
  errors: readonly QuantsError[],
  regions: readonly string[],
): QuantsError | null {
  const error = combineErrors(errors, regions.length, "regions");
  if (error !== null && errors.length === regions.length) throw error;
  return error;
}
