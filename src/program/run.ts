import { OUT_OF_TIME } from "./out-of-time.ts";
import type { Registry } from "../context.ts";
import { createNarrator } from "../render/narrator.ts";
import type { CommandModule } from "../commands/definition/command.ts";
import type { CommonResuming, Context, Host, Narrator } from "../core/context.ts";
import { noAnswer, withDeadline } from "../core/time/deadline.ts";
import { type QuantsError, toQuantsError } from "../core/errors.ts";
import { pruneJournal } from "../core/journal/prune.ts";
import type { CommandResult } from "../core/result.ts";
import type { Settings } from "../core/settings.ts";
import { type ConfigFile, configFileOf, readConfigFile } from "./config-file.ts";
import { KIND_OF_LIST } from "./completion/kinds.ts";
import { type CommandJournal, noting, openJournal } from "./journal.ts";
import { type ConfigValues, resolveOptions } from "./resolve.ts";
import { printError } from "./print-error.ts";
import { renderOptions } from "./render-options.ts";
import { settingsFrom } from "./settings.ts";
import { watchCalls } from "./slow-calls.ts";
import { accountOptions } from "./account-options.ts";
import { type Spell, spellFor, spelledError, spelledResult } from "./spelling.ts";
import { type CommandSpec } from "../commands/definition/command.ts";
import { type Invocation } from "./tree.ts";
import { findCommand } from "./registry.ts";

/** Runs one command: resolves its options, calls it, prints its result. Returns the exit status. */
export async function runCommand(
  invocation: Invocation,
  host: Host,
  version: string,
  registry?: Registry,
): Promise<number> {
  const found =
    invocation.spec.readsNoConfig === true ? null : configFileOf(invocation.flags, host);
  const config = await readConfig(found, invocation, host);
  const { runs } = invocation.spec;
  const options = { ...resolveOptions(invocation, host.env, config), ...runs?.with };
  // Commands read machines only from a file that the user chose, not from one found in the folder.
  options["config"] = found === null || found.origin === "folder" ? undefined : found.file;
  if (invocation.spec.takesFlags === true) options["flags"] = invocation.flags;
  const settings = settingsFrom(options, config, host, found);
  const { path, spec, flags } = called(invocation);
  const spell = spellFor(accountOptions(flags, settings, { found, config, host }));
  const narrator = createNarrator(host, settings, spell);
  if (found?.origin === "folder")
    narrator.step(`using the settings in ${found.file} from this folder`);
  let error: QuantsError | null;
  let status = 0;
  try {
    ({ error, status } = await carryOut({
      ...{ registry, path, spec, options, resuming: {}, settings, host, version, spell, narrator },
      waitingForCalls: narrator.waitingForCalls,
    }));
  } catch (thrown) {
    error = toQuantsError(thrown);
  } finally {
    narrator.idle();
  }
  const { warnings } = narrator;
  if (error !== null) {
    await printError(spelledError(error, spell), host, settings, warnings);
    return error.exitStatus;
  }
  if (warnings.length > 0) {
    const { warningsDocument } = await import("../render/errors.ts");
    host.stderr.write(warningsDocument(warnings));
  }
  return status;
}

type Resuming = CommonResuming & Readonly<Record<string, unknown>>;

interface Run {
  path: string;
  spec: CommandSpec;
  options: Record<string, unknown>;
  /** Facts from the journal, when it finishes or undoes an earlier operation. */
  resuming: Resuming;
  settings: Settings;
  host: Host;
  version: string;
  /** Replaces the providers in tests. */
  registry?: Registry | undefined;
  spell: Spell;
  narrator: Narrator;
  /** Called while calls take long. */
  waitingForCalls: (text: string) => void;
  /** The earlier operation that this run finishes or undoes. */
  finishes?: string;
}

/** A command that only calls another one is journaled, finished and undone as that one. */
function called({ path, spec, flags }: Invocation): Pick<Invocation, "path" | "spec" | "flags"> {
  const target = spec.runs && findCommand(spec.runs.path);
  return target === undefined
    ? { path, spec, flags }
    : { path: spec.runs?.path ?? path, spec: target, flags };
}

/** How a command ended once its result was printed: with an error, or with its own status. */
interface Ending {
  error: QuantsError | null;
  status: number;
}

/** Ends a command at its timeout, unless it enforces the timeout itself because it waits. */
async function carryOut(run: Run): Promise<Ending> {
  const timeout = run.options["timeout"] as number | undefined;
  // With --watch, the timeout applies to each refresh.
  const isWatch = run.options["watch"] !== undefined;
  const ends = isWatch ? undefined : run.spec.options.find((it) => it.ends !== undefined)?.ends;
  if (timeout === undefined || ends === undefined) return perform(run);
  const { signal, clear } = withDeadline(run.host.signal, timeout, () =>
    noAnswer(timeout, OUT_OF_TIME[ends]),
  );
  try {
    return await perform({ ...run, host: changed(run.host, { signal }) });
  } finally {
    clear();
  }
}

/** Not a copy, which would open stdin. */
function changed(host: Host, more: Partial<Host>): Host {
  return Object.create(
    host,
    Object.fromEntries(Object.entries(more).map(([key, value]) => [key, { value }])),
  ) as Host;
}

async function perform(run: Run): Promise<Ending> {
  const { path, options, resuming, settings, host, version, spell, narrator, registry } = run;
  const { createContext, journalFacts } = await import("../context.ts");
  const calls = watchCalls(run.waitingForCalls);
  const journal = openJournal({ path, options, resuming }, settings, {
    ...{ host, version, warn: narrator.warn, watch: calls },
    ...(await journalFacts(settings, host, registry)),
  });
  const made = createContext(host, settings, noting(narrator, journal), version, journal, registry);
  const context: Context = { ...made, resuming };
  const result = await journaled(run, context, journal).finally(calls.end);
  narrator.idle();
  if (result.kind === "rerun") {
    const { rerun } = await import("./rerun.ts");
    const again = rerun(result, settings, version);
    const { id, cwd } = result.operation;
    const next: Run = {
      ...run,
      ...{ ...again, host: changed(host, { cwd }), finishes: id },
    };
    if (next.options["dryRun"] !== true) {
      const { agree } = await import("./agree.ts");
      await agree(result, next, (given) => outcomeOf({ ...next, options: given }), context);
    }
    return carryOut(next);
  }
  const shown = { ...renderOptions(options, settings), spell, view: run.spec.view };
  if (result.kind === "watch") {
    const { renderWatch } = await import("../render/watch.ts");
    const status = await renderWatch(result, host, shown, narrator);
    return { error: null, status };
  }
  const { renderResult } = await import("../render/result.ts");
  await renderResult(spelledResult(result, spell), host, shown);
  const error = errorOf(result);
  if (result.kind === "collection" && Object.hasOwn(KIND_OF_LIST, path)) {
    const { rememberNames } = await import("./completion/names.ts");
    await rememberNames({ path, options, result, isWhole: error === null }, context);
  }
  if (run.spec.resume !== undefined || run.finishes !== undefined) {
    await settle(run, error === null, journal, narrator);
  }
  return { error, status: result.kind === "silent" ? (result.status ?? 0) : 0 };
}

/** The work is done: a problem with an older journal entry must not make it a failure. */
async function settle(
  run: Run,
  isDone: boolean,
  journal: CommandJournal,
  { warn }: Narrator,
): Promise<void> {
  try {
    const { settleEarlier } = await import("./settle.ts");
    await settleEarlier({ ...run, isDone }, journal, warn);
  } catch (error) {
    warn(`could not check what earlier commands left unfinished: ${toQuantsError(error).message}`);
  }
}

/** Runs a command that changes nothing, silently, for its result. */
async function outcomeOf(run: Run): Promise<CommandResult<unknown>> {
  const { options, resuming, settings, host, version, registry } = run;
  const { createContext, journalFacts } = await import("../context.ts");
  const silent: Narrator = {
    ...{ step: ignore, fact: ignore, warn: ignore, waiting: ignore, idle: ignore },
  };
  const journal = openJournal(run, settings, {
    ...{ host, version, warn: ignore },
    ...(await journalFacts(settings, host, registry)),
  });
  const { command } = await loaded(run);
  const made = createContext(host, settings, silent, version, journal, registry);
  return command(options, { ...made, resuming });
}

function ignore(): void {}

/** Writes the command's end to its journal before anything is printed. */
async function journaled(
  run: Run,
  context: Context,
  journal: CommandJournal,
): Promise<CommandResult<unknown>> {
  const { host, options } = run;
  const { command } = await loaded(run);
  try {
    const result = await command(options, context);
    journal.end(errorOf(result));
    if (journal.id !== null) await pruneJournal(journal.folder, undefined, host.clock.now());
    return result;
  } catch (error) {
    journal.end(toQuantsError(error));
    throw error;
  }
}

/** The cast is safe: a test checks that each definition loads the module beside it. */
function loaded({ spec }: Run): Promise<CommandModule> {
  return spec.load() as Promise<CommandModule>;
}

function errorOf(result: CommandResult<unknown>): QuantsError | null {
  return ("error" in result ? result.error : null) ?? null;
}

async function readConfig(
  found: ConfigFile | null,
  { path, spec }: Invocation,
  host: Host,
): Promise<ConfigValues> {
  if (found === null) return {};
  const { valuesFor } = await import("../commands/config-file/values.ts");
  return valuesFor(await readConfigFile(found, host), spec.runs?.path ?? path);
}
