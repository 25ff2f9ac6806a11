import type { Host, Narrator } from "../core/context.ts";
import { journalFolder } from "../core/journal/folder.ts";
import type { Journal } from "../core/journal/journal.ts";
import { type Asked, JournalWriter } from "../core/journal/writer.ts";
import type { Settings } from "../core/settings.ts";

export interface CommandJournal extends Journal, Pick<JournalWriter, "observe" | "step" | "end"> {
  folder: string;
  /** Null as long as nothing was changed. */
  readonly id: string | null;
  /** Where its first call went; null before it. */
  readonly region: string | null;
}

/** The journal of one command, begun with the first call that changes something. */
export function openJournal(
  command: string,
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
  { host, version, warn }: { host: Host; version: string; warn: Narrator["warn"] },
): CommandJournal {
  const folder = journalFolder(host.env);
  const account = accountOf(settings, host.env);
  let region: string | null = null;
  const writer = new JournalWriter({
    folder,
    clock: host.clock,
    asked: {
      command,
      options: JSON.parse(JSON.stringify(options)) as Asked["options"],
      ...account,
      region: settings.region ?? settings.homeRegion ?? null,
      version,
      cwd: host.cwd,
    },
    onFailure: (why) =>
      warn(`the journal can't be written, so infra resume will not know of this: ${why}`),
  });
  return {
    folder,
    account,
    get id() {
      return writer.id;
    },
    get region() {
      return region;
    },
    observe: (call) => {
      region ??= call.region;
      return writer.observe(call);
    },
    step: (text) => writer.step(text),
    end: (error) => writer.end(error),
    remember: (facts) => writer.remember(facts),
    settle: (id) => writer.settle(id),
    unfinished: async () => {
      const { readUnfinished } = await import("../core/journal/unfinished.ts");
      return (await readUnfinished(folder)).filter((it) => isOf(account, it));
    },
    read: async () => {
      const { readJournal } = await import("../core/journal/read.ts");
      return readJournal(folder);
    },
  };
}

function isOf(account: Journal["account"], other: Journal["account"]): boolean {
  const { provider, profile, endpoint } = account;
  return other.provider === provider && other.profile === profile && other.endpoint === endpoint;
}

function accountOf(settings: Settings, env: Host["env"]): Journal["account"] {
  const { provider, profile, endpointUrl } = settings;
  if (provider === "sandbox") {
    // Each folder of the sandbox is an account of its own.
    return { provider, profile: null, endpoint: env["QUANTS_CTL_SANDBOX_DIR"] || null };
  }
  return {
    provider,
    profile: profile ?? (env["AWS_PROFILE"] || null),
    endpoint: endpointUrl ?? (env["AWS_ENDPOINT_URL_LIGHTSAIL"] || env["AWS_ENDPOINT_URL"] || null),
  };
}

/** What the user is told while a command works is noted as well. */
export function noting(narrator: Narrator, journal: CommandJournal): Narrator {
  return {
    ...narrator,
    step: (text) => {
      journal.step(text);
      narrator.step(text);
    },
  };
}
