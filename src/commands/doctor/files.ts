import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  readdirSync,
  statSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Context, Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import {
  type Finding,
  type Verdict,
  examine,
  ok,
  problem,
  skipped,
  warning,
} from "../../core/doctor/finding.ts";
import { journalFolder } from "../../core/journal/folder.ts";
import { type JournalOperation, isUnfinished } from "../../core/journal/operation.ts";
import { shellQuote } from "../../core/text/shell-quote.ts";
import { homeFolder } from "../../core/files/user-folders.ts";
import { cacheFolder } from "../inventory/cache-folder.ts";

/** Files of a folder that are looked at; one with more is no folder of keys or journals. */
const MOST_FILES = 2_000;
const OTHERS = 0o077;

/** Who can read what, and whether a journal can be kept. */
export async function examineFiles(context: Context): Promise<Finding[]> {
  const { host } = context;
  const home = homeFolder(host.env);
  const aws = join(home, ".aws");
  return Promise.all([
    examineReadable("private_keys", () => keysVerdict(join(home, ".ssh"))),
    examineReadable("credential_files", () =>
      modesVerdict(
        [
          host.env["AWS_SHARED_CREDENTIALS_FILE"] || join(aws, "credentials"),
          host.env["AWS_CONFIG_FILE"] || join(aws, "config"),
        ],
        "no credential files",
      ),
    ),
    examineReadable("private_files", () => privateVerdict(host)),
    examine("state_folder", () => writableVerdict(dirname(journalFolder(host.env)))),
    examineReadable("unfinished", () => unfinishedVerdict(context)),
  ]);
}

/** What can't be looked at, as by another user, is a finding too, and no fault of this program. */
function examineReadable(check: string, look: () => Promise<Verdict> | Verdict): Promise<Finding> {
  return examine(check, async () => {
    try {
      return await look();
    } catch (error) {
      const { code, path } = error as NodeJS.ErrnoException;
      if (code === undefined || path === undefined) throw error;
      return warning(
        `${path} can't be read (${code})`,
        "Run this as the user who owns the files, with HOME set to that user's folder.",
      );
    }
  });
}

function keysVerdict(folder: string): Verdict {
  const keys = filesIn(folder).filter(isPrivateKey);
  if (keys.length === 0) return skipped(`no private keys in ${folder}`);
  const open = keys.filter(isOpenToOthers);
  if (open.length === 0)
    return ok(`${counted(keys.length, "key")} in ${folder}, readable by you alone`);
  return problem(
    `others can read ${open.join(", ")}, so ssh refuses ${open.length === 1 ? "it" : "them"}`,
    `Run: chmod 600 ${open.map(shellQuote).join(" ")}`,
  );
}

function modesVerdict(paths: readonly string[], none: string): Verdict {
  const there = paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (there.length === 0) return skipped(none);
  const open = there.filter(isOpenToOthers);
  if (open.length === 0) return ok(`${there.join(", ")}: readable by you alone`);
  return warning(
    `others can read ${open.join(", ")}`,
    `Run: chmod 600 ${open.map(shellQuote).join(" ")}`,
  );
}

/** Journals, answers kept and the sandbox: addresses and keys are in them. */
function privateVerdict({ env, cwd }: Host): Verdict {
  const journal = journalFolder(env);
  const sandbox = env["QUANTS_CTL_SANDBOX_DIR"] || join(dirname(journal), "sandbox");
  const folders = [journal, cacheFolder({ env, cwd }), resolve(cwd, sandbox)].filter(isFolder);
  if (folders.length === 0) return ok("nothing is kept yet");
  const open = folders.flatMap((folder) => [folder, ...filesIn(folder)].filter(isOpenToOthers));
  if (open.length === 0) return ok(`${folders.join(", ")}: readable by you alone`);
  const shown = open.slice(0, 3).join(", ");
  const more = open.length > 3 ? ` and ${open.length - 3} more` : "";
  return warning(
    `others can read ${shown}${more}`,
    `Run: chmod -R go= ${folders.map(shellQuote).join(" ")}`,
  );
}

function writableVerdict(folder: string): Verdict {
  let nearest = folder;
  try {
    while (!isFolder(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
    accessSync(nearest, constants.W_OK);
    return ok(`${folder} can be written`);
  } catch {
    return problem(
      `${nearest} is not writable, so no journal is kept and infra resume has nothing to go by`,
      "Make it writable, or set QUANTS_CTL_STATE_DIR to a folder that is.",
    );
  }
}

async function unfinishedVerdict({ journal }: Context): Promise<Verdict> {
  let reading: Awaited<ReturnType<typeof journal.read>>;
  try {
    reading = await journal.read();
  } catch (error) {
    if (!(error instanceof QuantsError)) throw error;
    return warning(error.message, error.advice ?? "Make the folder readable.");
  }
  const { operations, damaged } = reading;
  const open = operations.filter(isUnfinished);
  // One that `infra resume` takes up here, where there is one.
  const last = open.findLast((it) => journal.isOurs(it)) ?? open.at(-1);
  if (last !== undefined) {
    return warning(
      `${counted(open.length, "operation")} ${open.length === 1 ? "is" : "are"} unfinished, the last one ${last.command} (${last.id})`,
      advice`See: ${toRun("infra log", { unfinished: true })}. ${cureOf(last, journal.isOurs(last))}`,
    );
  }
  if (damaged.length > 0) {
    return warning(
      `${counted(damaged.length, "file")} in the journal can't be read`,
      `Remove: ${damaged.slice(0, 3).join(", ")}`,
    );
  }
  return ok("every operation is finished");
}

/** What is another account's is not this one's to finish. */
function cureOf({ id }: JournalOperation, isOurs: boolean): Wording {
  const dismiss = toRun("infra resume", { dismiss: true, id });
  return isOurs
    ? advice`To finish it: ${toRun("infra resume", { id })}, or, if nothing is left to do: ${dismiss}`
    : advice`It is another account's; if nothing is left to do: ${dismiss}`;
}

function filesIn(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .slice(0, MOST_FILES)
    .map((entry) => join(folder, entry.name));
}

/** By its first line, which is the same text in every form that ssh reads. */
function isPrivateKey(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    // What this user can't read is no key of theirs.
    return false;
  }
  try {
    const start = Buffer.alloc(64);
    readSync(file, start, 0, start.length, 0);
    return /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(start.toString("latin1"));
  } finally {
    closeSync(file);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isOpenToOthers(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  // Windows has no such modes, and shows others in their place.
  return process.platform !== "win32" && stat !== undefined && (stat.mode & OTHERS) !== 0;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
