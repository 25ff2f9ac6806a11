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
 * Shows what the command would change that finishes or undoes an operation, and asks. One that
 * asks by itself is left to, as it knows what there is to be typed. Throws when it is not
 * agreed to, or nobody can be asked.
 */
export async function agree(
  { operation, options: given }: Pick<RerunResult, "operation" | "options">,
  { spec, options }: Next,
  run: (options: Record<string, unknown>) => Promise<CommandResult<unknown>>,
  context: Context,
): Promise<void> {
  // What is read from stdin can be read once: that is left to the run itself.
  const { userData, ...planned } = options;
  const script = userData === "-" ? {} : { userData };
  const result = await run({ ...planned, ...script, dryRun: true });
  const changes = changesOf(result);
  for (const line of changes.map(textOf)) context.narrator.fact(plain(line));
  if (changes.length === 0) {
    context.narrator.step("nothing is left to be changed");
    return;
  }
  if (given["yes"] === true) return;
  const what = `go on with ${operation.command} of ${operation.started_at}`;
  requireTerminal(context.host, what);
  if (asksItself(spec)) return;
  await confirmByTyping(context, {
    facts: ["This is what will change."],
    question: "Type yes to continue",
    expected: "yes",
  });
}

function changesOf(result: CommandResult<unknown>): readonly PlannedChange[] {
  return result.kind === "planned" ? result.data.changes : [];
}

function textOf({ action, kind, name, region, detail, monthly_usd: usd }: PlannedChange): string {
  const what = `  ${action} ${kind.replaceAll("_", " ")} ${name} (${region})`;
  const price = usd === 0 ? "" : `, ${showDifference(usd)} a month`;
  return `${detail === "" ? what : `${what}: ${detail}`}${price}`;
}

/** Those that take the common --yes do; others accept one for scripts, or have none. */
function asksItself({ options }: CommandSpec): boolean {
  return options.includes(YES);
}
