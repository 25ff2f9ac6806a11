import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { findProgram } from "../../core/files/find-program.ts";
import type { SshControl } from "../../core/contracts/ssh-control.ts";
import { sshArguments } from "./arguments.ts";
import { withKnownHosts } from "./known-hosts-file.ts";
import { keysIn } from "./scan.ts";
import { publicKeyOf, runScript } from "./script.ts";
import { session } from "./session.ts";

/** The system's ssh as a child process. */
export function createSsh(host: Host): SshControl {
  const { cwd, signal } = host;
  const env = definedOf(host.env);
  return {
    isInstalled: () => findProgram("ssh", host) !== undefined,
    requireInstalled: () => void requireProgram("ssh", host),
    checkIdentity: (file) => checkIdentity(file, cwd),

    run: (target, remote) =>
      withKnownHosts(target.knownHosts, (path) =>
        session(
          requireProgram("ssh", host),
          [...sshArguments(target, path, cwd), "--", target.address, ...remote],
          { cwd, env, signal },
        ),
      ),

    tryLogin: (target, timeoutMs) =>
      withKnownHosts(target.knownHosts, async (path) => {
        const seconds = Math.max(1, Math.round(timeoutMs / 1_000));
        const { execa } = await import("execa");
        const { exitCode, stderr } = await execa(
          requireProgram("ssh", host),
          [
            ...["-o", "BatchMode=yes", "-o", `ConnectTimeout=${seconds}`, "-T"],
            ...sshArguments(target, path, cwd),
            ...["--", target.address, "true"],
          ],
          {
            cwd,
            env,
            extendEnv: false,
            stdin: "ignore",
            reject: false,
            // A server that accepts the login and then falls silent.
            timeout: timeoutMs * 2,
            cancelSignal: signal,
          },
        );
        return { ok: exitCode === 0, message: stderr.trim().split("\n").at(-1)?.trim() ?? "" };
      }),

    runScript: (target, script, timeoutMs) =>
      withKnownHosts(target.knownHosts, (path) =>
        runScript(
          requireProgram("ssh", host),
          [...sshArguments(target, path, cwd), "--", target.address],
          script,
          { timeoutMs, cwd, env, signal },
        ),
      ),

    publicKeyOf: (identity) =>
      publicKeyOf(requireProgram("ssh-keygen", host), resolve(cwd, identity), { env, signal }),

    async scan(address, port, timeoutMs) {
      const program = requireProgram("ssh-keyscan", host);
      const { execa } = await import("execa");
      const seconds = Math.max(1, Math.round(timeoutMs / 1_000));
      const { stdout } = await execa(
        program,
        ["-T", String(seconds), "-p", String(port), "--", address],
        {
          cwd,
          env,
          extendEnv: false,
          stdin: "ignore",
          reject: false,
          timeout: timeoutMs * 5,
          cancelSignal: signal,
        },
      );
      return keysIn(stdout);
    },
  };
}

function requireProgram(name: string, host: Host): string {
  const found = findProgram(name, host);
  if (found !== undefined) return found;
  throw new QuantsError("config_not_found", `${name} is not on the PATH.`, {
    hint: "Install OpenSSH's client, e.g. apt install openssh-client.",
    resource: name,
  });
}

/** ssh also refuses a key that others can read, but only after it has connected. */
function checkIdentity(file: string, cwd: string): void {
  const stat = statSync(resolve(cwd, file), { throwIfNoEntry: false });
  if (stat?.isFile() !== true) {
    throw new QuantsError("config_not_found", `There is no file ${file}.`, {
      hint: "Check the path given to --identity.",
      resource: file,
    });
  }
  if ((stat.mode & 0o077) === 0) return;
  throw new QuantsError("config_invalid", `The private key ${file} can be read by others.`, {
    hint: `Run: chmod 600 ${file}`,
    resource: file,
  });
}

function definedOf(env: Host["env"]): Record<string, string> {
  const pairs = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return Object.fromEntries(pairs);
}
