import type { ActionOf } from "../core/contracts/service-action.ts";
import type { CallObserver } from "../core/contracts/call-observer.ts";
import { userInfo } from "node:os";
import { outdate } from "../commands/inventory/cache-folder.ts";
import type { Host, Narrator } from "../core/context.ts";
import { journalFolder } from "../core/journal/folder.ts";
import type { AccountOf, Journal } from "../core/journal/journal.ts";
import { type Asked, JournalWriter } from "../core/journal/writer.ts";
import type { Settings } from "../core/settings.ts";

export interface CommandJournal
  extends Journal, Pick<JournalWriter, "observe" | "step" | "end" | "own"> {
  folder: string;
  /** Null until something is changed. */
  readonly id: string | null;
  /** The region of its first call; null before it. */
  readonly region: string | null;
}

interface Opening {
  host: Host;
  account: AccountOf;
  actionOf: ActionOf;
  version: string;
  warn: Narrator["warn"];
  /** Observes every call as well. */
  watch?: CallObserver;
}

/** The run that a journal records. */
interface Begun {
  path: string;
  options: Readonly<Record<string, unknown>>;
  resuming: Readonly<Record<string, unknown>>;
}

/** The journal of one command, begun with the first call that changes something. */
export function openJournal(
  { path, options, resuming }: Begun,
  settings: Settings,
  { host, account, actionOf, version, warn, watch }: Opening,
): CommandJournal {
  const folder = journalFolder(host.env);
  let region: string | null = null;
  const writer = new JournalWriter({
    folder,
    clock: host.clock,
    asked: {
      command: path,
      options: plainJson(options),
      resuming: plainJson(resuming),
      ...account,
      region: settings.region ?? settings.homeRegion ?? null,
      version,
      user: userName(host.env),
      cwd: host.cwd,
    },
    onFailure: (why) =>
      warn(`the journal can't be written, so infra resume will not know of this: ${why}`),
  });
  return {
    folder,
    isOurs: (operation) => isSame(account, operation),
    get id() {
      return writer.id;
    },
    get region() {
      return region;
    },
    observe: (call) => {
      region ??= call.region;
      if (call.isChange) outdate(host, warn);
      const answered = [writer.observe(call), watch?.(call)];
      return (answer) => {
        for (const tell of answered) tell?.(answer);
      };
    },
    step: (text) => writer.step(text),
    own: () => writer.own(),
    end: (error) => {
      if (writer.id !== null) outdate(host, warn);
      writer.end(error);
    },
    remember: (facts) => writer.remember(facts),
    settle: (id, why) => writer.settle(id, why),
    settleTarget: (id, target, why) => writer.settleTarget(id, target, why),
    recordTargets: (targets) => writer.recordTargets(targets),
    about: (target, work) => writer.about(target, work),
    unfinished: async () => {
      const { readUnfinished } = await import("../core/journal/unfinished.ts");
      return (await readUnfinished(folder, host.clock.now(), actionOf)).filter((it) =>
        isSame(account, it),
      );
    },
    read: async () => {
      const { readJournal } = await import("../core/journal/read.ts");
      return readJournal(folder, host.clock.now(), actionOf);
    },
  };
}

function plainJson(values: Begun["options"]): Asked["options"] {
  return JSON.parse(JSON.stringify(values)) as Asked["options"];
}

/** Null if the system has no name for the user, as in a bare container. */
function userName(env: Host["env"]): string | null {
  try {
    return userInfo().username;
  } catch {
    return env["USER"] || env["LOGNAME"] || null;
  }
}

const ACCOUNT_KEYS = ["provider", "profile", "account", "endpoint"] as const;

function isSame(one: AccountOf, other: AccountOf): boolean {
  return ACCOUNT_KEYS.every((key) => one[key] === other[key]);
}

/** Also records in the journal the steps shown to the user. */
export function noting(narrator: Narrator, journal: CommandJournal): Narrator {
  return {
    ...narrator,
    step: (text) => {
      journal.step(String(text));
      narrator.step(text);
    },
  };
}
