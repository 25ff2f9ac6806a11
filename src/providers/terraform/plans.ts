import type { StackOptions } from "../../core/contracts/terraform-control.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import type {
  PlanMode,
  PlanPreview,
  PlanSummary,
  SavedPlan,
} from "../../core/contracts/terraform-control.ts";
import {
  applyArguments,
  asksRefreshOnly,
  ephemeralArguments,
  variableArguments,
} from "./arguments.ts";
import { creationsIn, withoutKnown } from "./creations.ts";
import { changedSincePlan, digestOf, ephemeralVariables } from "./ephemeral.ts";
import { goneFromState, isStale } from "./state-changes.ts";
import { checkSamePlan, firewallsToForget } from "./firewalls.ts";
import { readPlan, replacementsIn, summarise } from "./plan-json.ts";
import { PlanFile } from "./saved-plan.ts";
import type { Session, StackSetup } from "./session.ts";

const MODES: Readonly<Record<PlanMode, readonly string[]>> = {
  apply: [],
  destroy: ["-destroy"],
  refresh: ["-refresh-only"],
};

const NO_RESOURCE_CHANGED =
  "Fix what Terraform reports and repeat the command; only the state would have changed.";

const partlyDone = (selection: StackOptions): Wording =>
  advice`Part of it may be done. What exists now: ${toRun("stack instances", { ...selection })}\nFix what Terraform reports and repeat the command: it continues from there.`;

/** The plans of one stack, each in a file that `close` removes. */
export function planMaker(
  session: Session,
  { request, place, host, located }: StackSetup,
): {
  plan(mode: PlanMode): Promise<SavedPlan>;
  preview(options: { refresh: boolean }): Promise<PlanPreview>;
  document(): Promise<Record<string, unknown>>;
  close(): void;
} {
  const extra = request.extra ?? [];
  const files: PlanFile[] = [];

  const newFile = (): PlanFile => {
    const file = new PlanFile();
    files.push(file);
    return file;
  };

  const read = async (file: PlanFile): Promise<Record<string, unknown>> => {
    file.protect();
    const shown = await session.call(["show", "-json", "-no-color", file.path]);
    return readPlan(session.succeed("show", shown).stdout);
  };

  /** Makes the plan that was shown again, so that it sets firewalls instead of replacing them. */
  const planAfterForgetting = async (
    firewalls: readonly string[],
    shown: PlanSummary,
    planArguments: readonly string[],
  ): Promise<PlanFile> => {
    session.succeed("state rm", await session.call(["state", "rm", "-no-color", ...firewalls]));
    const file = newFile();
    const args = ["plan", "-input=false", "-no-color", `-out=${file.path}`, ...planArguments];
    session.succeed("plan", await session.call(args));
    checkSamePlan(shown, summarise(await read(file)), firewalls, session.selection);
    return file;
  };

  /** A plan that nobody watches and that is never applied. */
  const planUnseen = async (given: readonly string[]): Promise<Record<string, unknown>> => {
    const variables = variableArguments(request, host.cwd);
    await session.checkWorkspace();
    await place.ready();
    const file = newFile();
    const more = extra.filter((word) => !asksRefreshOnly([word]));
    const words = [...given, `-out=${file.path}`, ...variables, ...more];
    session.succeed("plan", await session.call(["plan", "-input=false", "-no-color", ...words]));
    return read(file);
  };

  /** A destroy plan does not list what was gone before it. */
  const goneBefore = async (plan: Record<string, unknown>): Promise<PlanSummary["drift"]> => {
    const pulled = await session.call(["state", "pull"]);
    return goneFromState(session.succeed("state pull", pulled).stdout, plan);
  };

  return {
    async plan(asked) {
      const mode = asked === "apply" && asksRefreshOnly(extra) ? "refresh" : asked;
      const variables = variableArguments(request, host.cwd);
      await session.checkWorkspace();
      await place.ready();
      const file = newFile();
      const given = asked === mode ? MODES[mode] : [];
      const ephemeral = ephemeralVariables(place.directory);
      const planned = ephemeral.size === 0 ? "" : digestOf(request, host.cwd);
      await session.live("plan", ["plan", ...given, `-out=${file.path}`, ...variables, ...extra]);
      const plan = await read(file);
      const summary = summarise(plan);
      if (mode === "destroy" && !summary.changed) summary.drift = await goneBefore(plan);
      const setWithoutClosing = mode === "apply" ? firewallsToForget(plan) : [];
      return {
        mode,
        summary,
        creates: mode === "apply" ? creationsIn(plan) : [],
        stale: isStale(plan) || summary.drift.length > 0,
        setWithoutClosing,
        refusal: mode === "refresh" ? null : place.refusal(plan),
        apply: async () => {
          const toApply =
            setWithoutClosing.length === 0
              ? file
              : await planAfterForgetting(setWithoutClosing, summary, [...variables, ...extra]);
          const unknownHint =
            mode === "refresh" ? NO_RESOURCE_CHANGED : partlyDone(session.selection);
          if (ephemeral.size > 0 && digestOf(request, host.cwd) !== planned) {
            throw changedSincePlan(request.varFiles ?? []);
          }
          const again = ephemeralArguments(request, ephemeral, host.cwd);
          const args = ["apply", ...applyArguments(extra), ...again, toApply.path];
          await session.live(mode, args, { unknownHint });
        },
      };
    },

    async preview({ refresh }) {
      const plan = await planUnseen([`-refresh=${refresh}`]);
      const { stdout } = session.succeed("state pull", await session.call(["state", "pull"]));
      const source = `The state of stack ${located.name}`;
      return {
        creates: withoutKnown(creationsIn(plan), stdout, source),
        replaces: replacementsIn(plan),
      };
    },

    document: () => planUnseen([]),

    close() {
      for (const file of files) file.remove();
    },
  };
}
