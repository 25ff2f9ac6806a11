import { resolve } from "node:path";
import type { SshTarget } from "../../core/contracts/ssh-control.ts";

/**
 * Options on the command line win over the user's ~/.ssh/config, which still counts for all
 * else. What could vouch for a host beside the file is turned off.
 */
export function sshArguments(target: SshTarget, knownHosts: string | null, cwd: string): string[] {
  const { name, port, user, identity } = target;
  const trust =
    knownHosts === null
      ? ["StrictHostKeyChecking=accept-new"]
      : [
          "StrictHostKeyChecking=yes",
          `UserKnownHostsFile=${sshPath(knownHosts)}`,
          "GlobalKnownHostsFile=/dev/null",
          `HostKeyAlias=${name}`,
          "VerifyHostKeyDNS=no",
          // Older ones have no such option, and nothing to turn off.
          "IgnoreUnknown=KnownHostsCommand",
          "KnownHostsCommand=none",
          // A connection that is open already was checked by other rules.
          "ControlPath=none",
        ];
  return [
    ...[...trust, "UpdateHostKeys=no"].flatMap((option) => ["-o", option]),
    ...["-p", String(port)],
    ...(identity === undefined ? [] : ["-i", resolve(cwd, identity), "-o", "IdentitiesOnly=yes"]),
    ...["-l", user],
  ];
}

/** In ssh's own syntax: a blank ends a path, a percent sign begins a token. */
function sshPath(path: string): string {
  return `"${path.replaceAll("%", "%%")}"`;
}
