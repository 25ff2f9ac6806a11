import type { Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { shellQuote } from "../../core/shell-quote.ts";
import type { PlanSummary, Stack, StackRequest } from "../../core/terraform-control.ts";
import { applyArguments, variableArguments } from "./arguments.ts";
import { failure } from "./failure.ts";
import { findInventory } from "./inventory.ts";
import type { Located } from "./locate.ts";
import { readOutputs } from "./outputs.ts";
import type { Place } from "./place.ts";
import { checkSamePlan, firewallsToForget } from "./firewalls.ts";
import { readPlan, summarise } from "./plan-json.ts";
import { type Finished, run } from "./run.ts";
import { PlanFile } from "./saved-plan.ts";
import { readInstances } from "./state/instances.ts";
import { noWorkspace, parseWorkspaces, selectedWorkspace } from "./workspaces.ts";

export interface StackSetup {
  located: Located;
  request: StackRequest;
  binary: string;
  place: Place;
  host: Host;
  /** `--provider sandbox`, for the commands that hints give. */
  flags: string;
}

const NOT_STARTED_AGAIN =
  "Mend what Terraform names and repeat the command; nothing was changed by this one.";

/** One folder of Terraform files, worked on by child processes. `close` removes what they leave. */
export function openStack(setup: StackSetup): Stack & { close(): void } {
  const { located, request, binary, place, host } = setup;
  const extra = request.extra ?? [];
  const plans: PlanFile[] = [];
  const words = stackWords(setup);
  let workspace = request.workspace;

  const call = async (
    args: readonly string[],
    options: { live?: boolean; always?: boolean; anyWorkspace?: boolean } = {},
  ): Promise<Finished> => {
    const env = place.environment();
    if (workspace !== undefined && options.anyWorkspace !== true) env["TF_WORKSPACE"] = workspace;
    return run(binary, args, {
      cwd: place.directory,
      env,
      signal: options.always === true ? undefined : host.signal,
      live: options.live === true ? host.stderr : undefined,
    });
  };

  /** Throws unless it went well; `unknownHint` is for what Terraform alone can explain. */
  const succeed = (verb: string, ended: Finished, unknownHint = NOT_STARTED_AGAIN): Finished => {
    if (ended.status === 0) return ended;
    if (ended.stopped) throw interrupted(host.signal.reason, verb, located.name, words);
    throw failure(
      {
        verb,
        stack: located.name,
        words,
        directory: place.directory,
        binary,
        stderr: ended.stderr,
      },
      unknownHint,
    );
  };

  const live = async (
    verb: string,
    args: readonly string[],
    options: { unknownHint?: string; anyWorkspace?: boolean } = {},
  ): Promise<void> => {
    const ended = await call(
      [...args.slice(0, 1), "-input=false", ...colour(host), ...args.slice(1)],
      {
        live: true,
        anyWorkspace: options.anyWorkspace ?? false,
      },
    );
    succeed(verb, ended, options.unknownHint);
    // Warnings: of what failed, they stand in the error.
    if (ended.stderr !== "") host.stderr.write(ended.stderr);
  };

  const newPlanFile = (): PlanFile => {
    const file = new PlanFile();
    plans.push(file);
    return file;
  };

  const shownPlan = async (file: PlanFile): Promise<Record<string, unknown>> => {
    file.protect();
    const shown = await call(["show", "-json", "-no-color", file.path]);
    return readPlan(succeed("show", shown).stdout);
  };

  /** Makes the plan that was shown once more, with firewalls that are set and not replaced. */
  const planAfterForgetting = async (
    firewalls: readonly string[],
    shown: PlanSummary,
    planArguments: readonly string[],
  ): Promise<PlanFile> => {
    succeed("state rm", await call(["state", "rm", "-no-color", ...firewalls]));
    const file = newPlanFile();
    const args = ["plan", "-input=false", "-no-color", `-out=${file.path}`, ...planArguments];
    succeed("plan", await call(args));
    checkSamePlan(shown, summarise(await shownPlan(file)), firewalls, words);
    return file;
  };

  const listWorkspaces = async (): Promise<string[]> => {
    const ended = await call(["workspace", "list", "-no-color"], { anyWorkspace: true });
    return parseWorkspaces(succeed("workspace list", ended).stdout);
  };

  let checked: Promise<void> | undefined;
  /** Terraform makes a workspace of any name that it is given, so the name is looked up before. */
  const checkWorkspace = (): Promise<void> =>
    (checked ??= (async () => {
      if (workspace === undefined || workspace === "default") return;
      const known = await listWorkspaces();
      if (!known.includes(workspace)) {
        throw noWorkspace(located.name, stackWords(setup, false), workspace, known);
      }
    })());

  return {
    name: located.name,
    directory: located.directory,
    binary,
    get workspace() {
      return workspace ?? selectedWorkspace(place.dataDir);
    },

    async init({ createWorkspace }) {
      // Without the workspace: it would be made up, and the backend is not there to be asked yet.
      await live("init", ["init", ...extra], { anyWorkspace: true });
      if (createWorkspace && workspace !== undefined && workspace !== "default") {
        if (!(await listWorkspaces()).includes(workspace)) {
          const made = await call(["workspace", "new", "-no-color", workspace], {
            anyWorkspace: true,
          });
          succeed("workspace new", made);
          return;
        }
      }
      await checkWorkspace();
    },

    async plan({ destroy }) {
      const variables = variableArguments(request, host.cwd);
      await checkWorkspace();
      await place.ready();
      const file = newPlanFile();
      const mode = destroy ? ["-destroy"] : [];
      await live("plan", ["plan", ...mode, `-out=${file.path}`, ...variables, ...extra]);
      const plan = await shownPlan(file);
      const summary = summarise(plan);
      const setWithoutClosing = destroy ? [] : firewallsToForget(plan);
      return {
        summary,
        setWithoutClosing,
        apply: async () => {
          const toApply =
            setWithoutClosing.length === 0
              ? file
              : await planAfterForgetting(setWithoutClosing, summary, [...variables, ...extra]);
          await live(
            destroy ? "destroy" : "apply",
            ["apply", ...applyArguments(extra), toApply.path],
            {
              unknownHint:
                `A part of it may be done. What exists now: quants-ctl stack instances ${words}\n` +
                "Mend what Terraform names and repeat the command: it goes on from there.",
            },
          );
        },
      };
    },

    async outputs({ sensitive }) {
      await checkWorkspace();
      const ended = await call(["output", "-json", "-no-color"], { always: true });
      return readOutputs(succeed("output", ended).stdout, sensitive);
    },

    async instances() {
      await checkWorkspace();
      const ended = await call(["state", "pull"], { always: true });
      const { stdout } = succeed("state pull", ended);
      const name = workspace ?? selectedWorkspace(place.dataDir);
      return readInstances(stdout, `The state of stack ${located.name}`, name);
    },

    async inventory() {
      const ended = await call(["output", "-json", "-no-color"], { always: true });
      const outputs = ended.status === 0 ? readOutputs(ended.stdout, false) : new Map();
      return findInventory(located.name, place.directory, outputs);
    },

    close() {
      for (const file of plans) file.remove();
    },
  };
}

/** How this stack is named on a command line again. */
function stackWords({ located, request, flags }: StackSetup, withWorkspace = true): string {
  const which = request.dir === undefined ? located.name : `--dir ${shellQuote(request.dir)}`;
  const workspace =
    request.workspace === undefined || !withWorkspace
      ? ""
      : ` --workspace ${shellQuote(request.workspace)}`;
  return `${which}${workspace}${flags}`;
}

/** Terraform colours whatever it writes to unless told not to. */
function colour({ stderr, env }: Host): string[] {
  const isPlain = stderr.isTTY !== true || Boolean(env["NO_COLOR"]) || env["TERM"] === "dumb";
  return isPlain ? ["-no-color"] : [];
}

function interrupted(reason: unknown, verb: string, stack: string, words: string): QuantsError {
  const code = reason instanceof QuantsError ? reason.code : "interrupted";
  return new QuantsError(
    code,
    `Stopped during ${verb} of stack ${stack}; Terraform ended in order.`,
    {
      hint: `What exists now: quants-ctl stack instances ${words}`,
      resource: stack,
      cause: reason,
    },
  );
}
