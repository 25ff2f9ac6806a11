import type { Context } from "../../core/context.ts";
import { toQuantsError } from "../../core/errors.ts";

/** A value that the result can do without: null and a warning when it can't be had. */
export async function orWarn<T>(
  value: Promise<T>,
  what: string,
  context: Context,
): Promise<T | null> {
  try {
    return await value;
  } catch (thrown) {
    const error = toQuantsError(thrown);
    if (error.code === "interrupted" || error.code === "terminated") throw error;
    context.narrator.warn(`${what}: ${error.message}`);
    return null;
  }
}
