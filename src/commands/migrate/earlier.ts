import { isUnfinished } from "../../core/journal/operation.ts";
import { readNoted, stringByKey } from "../../core/journal/shapes.ts";
import type { Mark } from "../../core/migration/redis/copy.ts";
import { marksFrom } from "../../core/migration/redis/marks.ts";
import type { CommandContext, OptionsFor } from "../definition/command.ts";
import type { spec } from "./redis.spec.ts";

const NOTED = { marks: stringByKey };

/**
 * How far an earlier run between the same two got: the one that this finishes, or the last one that
 * the journal tells of. Null: there was none, or it came to its end.
 */
export async function earlierMarks(
  { from, to, match, onConflict = "fail" }: OptionsFor<typeof spec>,
  { resuming, journal }: CommandContext<typeof spec>,
): Promise<Map<string, Mark> | null> {
  if (resuming.marks !== undefined) return marksFrom(resuming.marks);
  const { operations } = await journal.read();
  const last = operations.findLast(
    ({ command, options }) =>
      command === "migrate redis" &&
      options["from"] === from &&
      options["to"] === to &&
      options["match"] === match,
  );
  if (last === undefined || !isUnfinished(last)) return null;
  // What that run skipped, this one may be told to replace.
  const before = last.options["onConflict"] ?? "fail";
  if (before !== "fail" && before !== onConflict) return new Map();
  const { marks } = readNoted(NOTED, { ...last.resuming, ...last.remembered });
  return marks === undefined ? null : marksFrom(marks);
}
