import type { StackOptions } from "../../core/contracts/terraform-control.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import { stripVTControlCharacters } from "node:util";
import type { Host, Narrator } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { StackRequest } from "../../core/contracts/terraform-control.ts";
import { failure } from "./failure.ts";
import type { Located } from "./locate.ts";
import type { Place } from "./place.ts";
import { type Finished, run } from "./run.ts";
import { noWorkspace, parseWorkspaces, selectedWorkspace } from "./workspaces.ts";

export interface StackSetup {
  located: Located;
  request: StackRequest;
  binary: string;
  place: Place;
  host: Host;
  narrator: Narrator;
  /** Whether Terraform's own output is shown. */
  showsOutput: boolean;
  /** Such as `--provider sandbox`, for commands in hints. */
  flags: Pick<StackOptions, "provider">;
}

const NOT_STARTED_AGAIN =
  "Fix what Terraform reports and repeat the command; this one changed nothing.";

interface CallOptions {
  /** The user sees its output as it comes. */
  live?: boolean;
  /** A signal does not stop it: it is short, and says what exists. */
  always?: boolean;
  anyWorkspace?: boolean;
}

/** Runs Terraform for one stack: in its place, with its environment and its workspace. */
export interface Session {
  /** How this stack is named on a command line again. */
  readonly selection: StackOptions;
  /** The workspace asked for, or else the one selected in the folder. */
  readonly workspace: string;
  call(args: readonly string[], options?: CallOptions): Promise<Finished>;
  /** Throws unless it succeeded; `unknownHint` is for failures that only Terraform explains. */
  succeed(verb: string, ended: Finished, unknownHint?: Wording): Finished;
  /** A run that the user watches. */
  live(
    verb: string,
    args: readonly string[],
    options?: { unknownHint?: Wording; anyWorkspace?: boolean },
  ): Promise<void>;
  listWorkspaces(): Promise<string[]>;
  /** Terraform creates a workspace for any name it is given, so the name is checked first. */
  checkWorkspace(): Promise<void>;
}

export function openSession(setup: StackSetup): Session {
  const { located, request, binary, place, host } = setup;
  const selection = stackOptions(setup);
  const { workspace } = request;

  const call: Session["call"] = async (args, options = {}) => {
    const env = place.environment();
    if (workspace !== undefined && options.anyWorkspace !== true) env["TF_WORKSPACE"] = workspace;
    return run(binary, args, {
      cwd: place.directory,
      env,
      signal: options.always === true ? undefined : host.signal,
      live: options.live === true && setup.showsOutput ? host.stderr : undefined,
    });
  };

  const succeed: Session["succeed"] = (verb, ended, unknownHint = NOT_STARTED_AGAIN) => {
    if (ended.status === 0) return ended;
    if (ended.stopped) throw interrupted(host.signal.reason, verb, located.name, selection);
    throw failure(
      {
        verb,
        stack: located.name,
        selection,
        directory: place.directory,
        binary,
        stderr: ended.stderr,
      },
      unknownHint,
    );
  };

  const listWorkspaces = async (): Promise<string[]> => {
    const ended = await call(["workspace", "list", "-no-color"], { anyWorkspace: true });
    return parseWorkspaces(succeed("workspace list", ended).stdout);
  };

  let checked: Promise<void> | undefined;
  return {
    selection,
    get workspace() {
      return workspace ?? selectedWorkspace(place.dataDir);
    },
    call,
    succeed,
    async live(verb, args, options = {}) {
      const ended = await call(
        [...args.slice(0, 1), "-input=false", ...colour(host), ...args.slice(1)],
        {
          live: true,
          anyWorkspace: options.anyWorkspace ?? false,
        },
      );
      succeed(verb, ended, options.unknownHint);
      // Warnings; those of a failed run are part of its error.
      if (ended.stderr === "") return;
      if (setup.showsOutput) host.stderr.write(ended.stderr);
      else setup.narrator.warn(stripVTControlCharacters(ended.stderr).trim());
    },
    listWorkspaces,
    checkWorkspace: () =>
      (checked ??= (async () => {
        if (workspace === undefined || workspace === "default") return;
        const known = await listWorkspaces();
        if (!known.includes(workspace)) {
          throw noWorkspace(located.name, stackOptions(setup, false), workspace, known);
        }
      })()),
  };
}

/** How this stack is named on a command line again. */
function stackOptions({ located, request, flags }: StackSetup, withWorkspace = true): StackOptions {
  return {
    ...(request.dir === undefined ? { argument: located.name } : { dir: request.dir }),
    ...(withWorkspace && { workspace: request.workspace }),
    ...flags,
  };
}

/** Terraform colours its output unless told not to. */
function colour({ stderr, env }: Host): string[] {
  const isPlain = stderr.isTTY !== true || Boolean(env["NO_COLOR"]) || env["TERM"] === "dumb";
  return isPlain ? ["-no-color"] : [];
}

function interrupted(
  reason: unknown,
  verb: string,
  stack: string,
  selection: StackOptions,
): QuantsError {
  const code = reason instanceof QuantsError ? reason.code : "interrupted";
  return new QuantsError(
    code,
    `Stopped during ${verb} of stack ${stack}; Terraform ended in order.`,
    {
      hint: advice`What exists now: ${toRun("stack instances", { ...selection })}`,
      resource: stack,
      cause: reason,
    },
  );
}
