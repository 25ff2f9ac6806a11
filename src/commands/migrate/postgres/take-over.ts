import { QuantsError } from "../../../core/errors.ts";
import type { Migration } from "../../../core/migration/postgres/migration.ts";

/** From here on nobody else works on the target, not even what a killed run left behind. */
export async function takeOver(
  { servers, from, to }: Migration,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const { folder, target, run } = servers;
  const earlier = folder.state();
  await folder.takeOver();
  if (earlier !== null) await target.endSessions(earlier.run);
  if (!(await target.lock())) {
    throw new QuantsError("conflict", `Another migration into ${to} is running.`, {
      hint: "Wait for its end; where it runs, pg_stat_activity at the target tells.",
      resource: to,
    });
  }
  if (isNew) folder.removeDump();
  const began = !isNew && earlier?.began === true;
  folder.save({ from, to, run, began, completed_at: null });
}
