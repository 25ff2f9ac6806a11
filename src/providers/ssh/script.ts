import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ScriptRun } from "../../core/contracts/ssh-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { abortReason } from "../../core/time/wait.ts";

interface Surroundings {
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** Of a key whose public half ssh has, its fingerprint; of another one, its file. The last one was let in. */
const LET_IN =
  /^debug1: (?:Server accepts key: .* (SHA256:[A-Za-z0-9+/]+)|Trying private key: (.*\S))/;
/** What -v adds. */
const TALK = /^(?:debug\d:|OpenSSH_|Authenticated to |Transferred: |Bytes per second: |$)/;

/** `args` end with the address. */
export async function runScript(
  program: string,
  args: readonly string[],
  script: string,
  { timeoutMs, cwd, env, signal }: Surroundings & { timeoutMs: number; cwd: string },
): Promise<ScriptRun> {
  const seconds = Math.max(1, Math.round(timeoutMs / 1_000));
  const { execa } = await import("execa");
  const { exitCode, stdout, stderr } = await execa(
    program,
    [
      // Only its own words tell which key was let in.
      ...["-v", "-T", "-o", "BatchMode=yes", "-o", `ConnectTimeout=${seconds}`],
      ...["-o", "PreferredAuthentications=publickey", ...args, "sh -s"],
    ],
    {
      ...{ cwd, env: { ...env }, extendEnv: false, input: script, reject: false },
      // A server that lets in and then falls silent.
      timeout: timeoutMs * 3,
      cancelSignal: signal,
    },
  );
  if (signal.aborted) throw abortReason(signal);
  const lines = stderr.split(/\r?\n/);
  const isIn = lines.some((line) => line.startsWith("Authenticated to "));
  const tried = lines.flatMap((line) => {
    const [, fingerprint, file] = LET_IN.exec(line) ?? [];
    return fingerprint ?? file ?? [];
  });
  const said = lines.filter((line) => !TALK.test(line));
  return {
    ...{ status: exitCode ?? 255, stdout, message: said.at(-1)?.trim() ?? "" },
    letIn: isIn ? (tried.at(-1) ?? null) : null,
  };
}

/** A key that has a passphrase needs its `.pub` beside it. */
export async function publicKeyOf(
  program: string,
  identity: string,
  { env, signal }: Surroundings,
): Promise<string> {
  const { execa } = await import("execa");
  const { exitCode, stdout } = await execa(program, ["-y", "-P", "", "-f", identity], {
    ...{ env: { ...env }, extendEnv: false, stdin: "ignore", reject: false, cancelSignal: signal },
  });
  if (signal.aborted) throw abortReason(signal);
  if (exitCode === 0) return stdout.trim();
  const beside = `${identity}.pub`;
  if (existsSync(beside)) return (await readFile(beside, "utf8")).trim();
  throw new QuantsError("config_invalid", `The file ${identity} has no private key to be read.`, {
    hint: `If it has a passphrase, put its public key beside it: ssh-keygen -y -f ${identity} >${beside}`,
    resource: identity,
  });
}
