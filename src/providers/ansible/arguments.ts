import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { DeployRequest } from "../../core/contracts/ansible-control.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";

/**
 * Ansible's arguments that can't be passed on, and what to use instead. Flags without a value may
 * be bundled before another one: `-Dl web-1`.
 */
const REFUSED: readonly [pattern: RegExp, instead: string][] = [
  [/^(-[bCDhv]*i|--inv)/, "this command makes the inventory; see --source and --filter"],
  [/^(-[bCDhv]*l|--lim|--subset)/, "use --limit"],
  [
    /^(-[bCDhv]*[kK]|--ask-(?!vault)|--step$)/,
    "Ansible can't ask here; give it a file, e.g. --become-password-file",
  ],
  [/^(-[bCDhv]*J|--ask-vault)/, "use --ask-vault-pass before the --"],
  [/^--(list-|syntax)/, "this command only deploys; see deploy --list"],
];

export function checkExtra(extra: readonly string[]): void {
  for (const word of extra) {
    const refused = REFUSED.find(([pattern]) => pattern.test(word));
    if (refused === undefined) continue;
    throw new UsageError(`${word} can't be passed on to Ansible: ${refused[1]}.`, {
      hint: "Remove it after the --.",
      resource: word,
    });
  }
}

/** ssh refuses a key that others can read, but much later and once for each host. */
export function checkPrivateKey(file: string, cwd: string): void {
  const { mode } = requireFile(file, cwd, "--private-key");
  if ((mode & 0o077) === 0) return;
  throw new QuantsError("config_invalid", `The private key ${file} can be read by others.`, {
    hint: `Run: chmod 600 ${file}`,
    resource: file,
  });
}

export function requireFile(file: string, cwd: string, flag: string): { mode: number } {
  const stat = statSync(resolve(cwd, file), { throwIfNoEntry: false });
  if (stat?.isFile() === true) return stat;
  throw new QuantsError("config_not_found", `There is no file ${file}.`, {
    hint: `Check the path given to ${flag}.`,
    resource: file,
  });
}

/** The command line without the program's name. */
export function playbookArguments(
  request: DeployRequest,
  files: { inventory: string; vaultPassword: string | undefined },
  cwd: string,
): string[] {
  const { privateKey, verbosity } = request;
  const vaultFile =
    files.vaultPassword ?? (request.vaultPasswordFile && resolve(cwd, request.vaultPasswordFile));
  const limit = limitOf(request.hosts, request.limit);
  return [
    ...["--inventory", files.inventory],
    ...(limit === undefined ? [] : ["--limit", limit]),
    ...(request.check ? ["--check"] : []),
    ...(request.diff ? ["--diff"] : []),
    ...(verbosity > 0 ? [`-${"v".repeat(verbosity)}`] : []),
    ...(privateKey === undefined ? [] : ["--private-key", resolve(cwd, privateKey)]),
    ...(vaultFile === undefined ? [] : ["--vault-password-file", vaultFile]),
    ...request.extra,
    ...request.services.map(({ file }) => file),
  ];
}

/**
 * One pattern for both. Ansible separates by `,` or by `:`, but never by both in one pattern, and
 * intersects with everything before it; so the names become one regular expression.
 */
function limitOf(hosts: readonly string[] | null, limit: string | undefined): string | undefined {
  if (hosts === null) return limit;
  if (limit === undefined) return hosts.join(",");
  const names = hosts.map((name) => name.replaceAll(".", "\\.")).join("|");
  return `${limit}${limit.includes(",") ? "," : ":"}&~(${names})$`;
}
