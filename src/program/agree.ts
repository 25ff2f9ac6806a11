import { type CommandResult, type RerunResult } from "../core/result.ts";
import { type PlannedChange } from "../core/records/planned.ts";
import { confirmByTyping, requireTerminal } from "../commands/shared/prompt.ts";
import { showDifference } from "../core/fields/field.ts";
import { plain } from "../core/text/safe-text.ts";
import type { Context } from "../core/context.ts";
import { YES } from "../commands/definition/options.ts";
import { type CommandSpec } from "../commands/definition/command.ts";

interface Next {
  spec: CommandSpec;
  options: Readonly<Record<string, unknown>>;
}

/**
 * Shows what finishing or undoing an operation would change, and asks for confirmation, unless
 * the command asks by itself: it knows what the user has to type. Throws if the user declines or
 * nobody can be asked.
 */
export async function agree(
  { operation, options: given }: Pick<RerunResult, "operation" | "options">,
  { spec, options }: Next,
  run: (options: Record<string, unknown>) => Promise<CommandResult<unknown>>,
  context: Context,
): Promise<void> {
  // Stdin can be read only once: leave it to the run itself.
  const { userData, ...planned } = options;
  const script = userData === "-" ? {} : { userData };
  const result = await run({ ...planned, ...script, dryRun: true });
  const changes = changesOf(result);
  for (const line of changes.map(textOf)) context.narrator.fact(plain(line));
  if (changes.length === 0) {
    context.narrator.step("nothing left to change");
    return;
  }
  if (given["yes"] === true) return;
  const what = `go on with ${operation.command} of ${operation.started_at}`;
  requireTerminal(context.host, what);
  if (asksItself(spec)) return;
  await confirmByTyping(context, {
    facts: ["These changes will be made."],
    question: "Type yes to continue",
    expected: "yes",
  });
}

function changesOf(result: CommandResult<unknown>): readonly PlannedChange[] {
  return result.kind === "planned" ? result.data.changes : [];
}

function textOf({ action, kind, name, region, detail, monthly_usd: usd }: PlannedChange): string {
  const where = region === "-" ? "" : ` (${region})`;
  const what = `  ${action} ${kind.replaceAll("_", " ")} ${name}${where}`;
  const price = usd === 0 ? "" : `, ${showDifference(usd)} a month`;
  return `${detail === "" ? what : `${what}: ${detail}`}${price}`;
}

/** Commands with the common --yes ask; others have their own --yes for scripts, or none. */
function asksItself({ options }: CommandSpec): boolean {
  return options.includes(YES);
}
