import type { Context } from "../../core/context.ts";
import { type EntryChange, targetText } from "../../core/dns/entry-plan.ts";
import { plain } from "../../core/text/safe-text.ts";
import { confirmByTyping } from "../shared/prompt.ts";
import type { ImportWork } from "./import-steps.ts";

/** Shows all that will be changed, and lets the zone's name be typed. */
export async function confirmImport(
  { zone, there, plan: { kept } }: ImportWork,
  changes: readonly EntryChange[],
  context: Context,
): Promise<void> {
  await confirmByTyping(context, {
    facts: [
      there === null ? `The zone ${zone} will be made, with:` : `In ${zone} will be changed:`,
      ...changes.map((it) => plain(`  ${lineOf(it)}`)),
      ...(kept.length === 0 ? [] : [`${kept.length} that the file does not have stay.`]),
    ],
    question: `Type ${zone} to go on`,
    expected: zone,
  });
}

function lineOf(change: EntryChange): string {
  const { name, type } = change.entry;
  const was = change.action === "change" ? `${targetText(change.before)} -> ` : "";
  return `${change.action} ${name} ${type} ${was}${targetText(change.entry)}`;
}
