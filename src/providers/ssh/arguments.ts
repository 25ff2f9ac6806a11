import { resolve } from "node:path";
import type { SshTarget } from "../../core/contracts/ssh-control.ts";

/**
 * Options on the command line override the user's ~/.ssh/config, which still applies to everything
 * else. Nothing but the given file may vouch for a host.
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
          // Older versions lack this option and have nothing to turn off.
          "IgnoreUnknown=KnownHostsCommand",
          "KnownHostsCommand=none",
          // A connection that is already open was checked under other rules.
          "ControlPath=none",
        ];
  return [
    ...[...trust, "UpdateHostKeys=no"].flatMap((option) => ["-o", option]),
    ...["-p", String(port)],
    ...(identity === undefined ? [] : ["-i", resolve(cwd, identity), "-o", "IdentitiesOnly=yes"]),
    ...["-l", user],
  ];
}

/** In ssh's syntax, where a blank ends a path and a percent sign begins a token. */
function sshPath(path: string): string {
  return `"${path.replaceAll("%", "%%")}"`;
}
