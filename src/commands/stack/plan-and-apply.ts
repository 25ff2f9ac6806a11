import type { AppliedRecord } from "../../core/records/stacks.ts";
import type { Context } from "../../core/context.ts";
import { type QuantsError, toQuantsError } from "../../core/errors.ts";
import type { PlanMode, PlanSummary, Stack } from "../../core/contracts/terraform-control.ts";
import type { CommandResult } from "../../core/result.ts";
import { outdate } from "../inventory/cache-folder.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { warnOfFirewalls } from "./firewall-gap.ts";
import { outsideChangeLines, reportOutsideChanges } from "./state-changes.ts";
import { described, orphansAfter, orphansOf, withOrphans } from "./orphans.ts";
import { type StackOptions, stackRequest } from "./request.ts";

export interface PlanOptions extends StackOptions {
  yes?: boolean;
}

/** Plans, shows, asks, and applies what was shown: the common course of all three. */
export async function planAndApply(
  options: PlanOptions,
  context: Context,
  verb: PlanMode,
): Promise<CommandResult<AppliedRecord>> {
  const asks = options.yes !== true;
  if (asks) requireTerminal(context.host, verb);
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const saved = await stack.plan(verb);
    const { mode, summary, stale, setWithoutClosing } = saved;
    if (saved.refusal !== null) throw saved.refusal;
    const before = mode === "destroy" ? await orphansOf(stack, context) : [];
    context.signal.throwIfAborted();
    const refreshes = mode === "refresh" ? stale : summary.drift.length > 0;
    // A state that is brought up to date on the way is no question, as it is none of Terraform's.
    if (asks && (summary.changed || (refreshes && mode === "refresh"))) {
      await confirmByTyping(context, {
        facts: [
          ...confirmationFacts(stack, mode, summary, context),
          ...(before ?? []).map((it) => `  not in the state, so it stays: ${described(it)}`),
        ],
        question: `Type ${stack.name} to ${mode} it`,
        expected: stack.name,
      });
    }
    reportOutsideChanges(summary.drift, summary.changed ? "apply" : "refresh", context);
    warnOfFirewalls(setWithoutClosing, "apply", context);
    const failure = summary.changed || refreshes ? await failureOf(saved.apply, context) : null;
    const orphans =
      failure === null || mode !== "apply"
        ? before
        : await orphansAfter(stack, saved.creates, context);
    const error = withOrphans(failure, orphans ?? [], stack, context);
    const record: AppliedRecord = {
      stack: stack.name,
      workspace: stack.workspace,
      ...summary,
      complete: failure === null,
      refreshed: refreshes && failure === null,
      orphans,
      instances: await instancesOf(stack, context),
      inventory: verb === "destroy" ? null : await inventoryOf(stack, context),
    };
    return { kind: "report", data: record, names: [stack.name], error };
  });
}

async function failureOf(
  apply: () => Promise<void>,
  { host, narrator }: Context,
): Promise<QuantsError | null> {
  outdate(host, narrator.warn);
  const tell = (): void =>
    narrator.step("Terraform was asked to stop; it is given the time to end in order");
  host.signal.addEventListener("abort", tell, { once: true });
  try {
    await apply();
    return null;
  } catch (error) {
    return toQuantsError(error);
  } finally {
    host.signal.removeEventListener("abort", tell);
    outdate(host, narrator.warn);
  }
}

/** Whatever happened: the state is there, and says what exists. */
async function instancesOf(stack: Stack, context: Context): Promise<string[] | null> {
  try {
    const { instances, warnings } = await stack.instances();
    for (const warning of warnings) context.narrator.warn(warning);
    return instances.map((it) => it.name);
  } catch (error) {
    context.narrator.warn(`what exists now is not known: ${toQuantsError(error).message}`);
    return null;
  }
}

/** Terraform writes the file when its content changes, and not because it is not there. */
async function inventoryOf(stack: Stack, context: Context): Promise<string | null> {
  const file = await stack.inventory();
  if (file === null || file.exists) return file?.path ?? null;
  context.narrator.warn(
    `the inventory ${file.path} is not there, though the state says that it was written; ` +
      "apply again with -- -replace=ADDRESS of the resource that writes it",
  );
  return null;
}

function confirmationFacts(
  stack: Stack,
  mode: PlanMode,
  summary: PlanSummary,
  { provider }: Context,
): string[] {
  const where = provider.isEmbedded ? `on ${provider.called}` : `workspace ${stack.workspace}`;
  if (mode === "refresh") {
    return [
      `Stack ${stack.name} (${where}): only the state changes; it takes over what is there now.`,
      ...outsideChangeLines(summary.drift),
    ];
  }
  const { add, change, replace, destroy } = summary;
  const lost = summary.resources.filter((it) => it.actions.includes("delete"));
  return [
    `Stack ${stack.name} (${where}): ${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy.`,
    ...lost.map(
      (it) => `  ${it.actions.includes("create") ? "replaced" : "destroyed"}: ${it.address}`,
    ),
  ];
}
