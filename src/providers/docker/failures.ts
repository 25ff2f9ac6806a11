import { type ErrorCode, QuantsError } from "../../core/errors.ts";

interface Known {
  pattern: RegExp;
  code: ErrorCode;
  message: string;
  hint: string;
  retryable?: boolean;
}

const KNOWN: readonly Known[] = [
  {
    pattern: /permission denied.*(docker daemon|sock)|ssh.*permission denied/is,
    code: "access_denied",
    message: "The engine refuses this user",
    hint: "Use a user of the group docker, or over SSH a key that it knows.",
  },
  {
    pattern:
      /cannot connect to the docker daemon|connection refused|no such host|i\/o timeout|error during connect|no route to host|connection reset|ssh:|context deadline exceeded/i,
    code: "endpoint_unreachable",
    message: "The engine does not answer",
    hint: "Is dockerd running there, and is the address right? See --host and DOCKER_HOST.",
    retryable: true,
  },
  {
    pattern: /not a swarm manager|not part of a swarm/i,
    code: "invalid_state",
    message: "The engine is no manager of a Swarm",
    hint: "Give --host of a manager; a new Swarm begins with `docker swarm init` there.",
  },
  {
    pattern: /declared as external, but could not be found/i,
    code: "not_found",
    message: "The network of the entry is not there",
    hint: "The role traefik makes it: deploy traefik, and repeat the command. Its name is engine.entry.network in the platform's file, and traefik_tenants_network in Ansible.",
  },
  {
    pattern: /does not have a leader|too few managers/i,
    code: "service_unavailable",
    message: "The Swarm has no leader",
    hint: "Most of its managers must be up. Bring them back first: what runs goes on meanwhile.",
    retryable: true,
  },
  {
    pattern: /AlreadyExists|already exists/i,
    code: "name_in_use",
    message: "The engine has something of that name already",
    hint: "See what it is before you go on.",
  },
  {
    pattern: /update out of sequence/i,
    code: "conflict",
    message: "Someone else changed the same thing at that moment",
    hint: "Repeat the command.",
    retryable: true,
  },
  {
    pattern: /not found|no such|nothing found in stack/i,
    code: "not_found",
    message: "The engine does not have it",
    hint: "It may have been removed meanwhile.",
  },
];

/** What a failed call means. The client's own words are shown, without what the call was given. */
export function dockerFailure(args: readonly string[], stderr: string, where: string): QuantsError {
  const said = stderr.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr));
  const call = args.slice(0, 2).join(" ");
  const { code = "operation_failed", message = `docker ${call} failed`, hint } = known ?? {};
  return new QuantsError(code, `${message} (${where}): ${said}`, {
    ...(hint !== undefined && { hint }),
    resource: where,
    retryable: known?.retryable ?? false,
  });
}
