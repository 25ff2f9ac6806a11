import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import type { DeployOutcome, HostSummary, Service } from "../../core/contracts/ansible-control.ts";
import { type ErrorCode, QuantsError } from "../../core/errors.ts";
import { shellQuote } from "../../core/text/shell-quote.ts";
import { withoutHosts } from "./hosts.ts";

/** What of a run was no success; null when all of it was. */
export function outcomeError(
  outcome: DeployOutcome,
  services: readonly Service[],
  signal: AbortSignal,
): QuantsError | null {
  if (outcome.stopped) return stopped(outcome, signal.reason);
  const failed = outcome.hosts.filter(hasFailed);
  if (failed.length > 0) return hostsFailed(failed, outcome);
  const empty = services.find(({ name }) => outcome.withoutHosts.includes(name));
  if (empty !== undefined) return withoutHosts(empty, true);
  return outcome.status === 0 && outcome.counted ? null : runFailed(outcome);
}

function hasFailed({ status }: HostSummary): boolean {
  return status === "failed" || status === "unreachable";
}

function hostsFailed(failed: readonly HostSummary[], outcome: DeployOutcome): QuantsError {
  const errors = failed.map((summary) => hostFailed(summary, outcome));
  const left = outcome.hosts.filter(({ status }) => status === "not_reached");
  const played = outcome.hosts.filter(({ status }) => status !== "not_targeted").length;
  const { notBegun } = outcome;
  const rest =
    listed(
      "Not finished",
      left.map(({ host }) => host),
    ) + listed("Not started", notBegun);
  const [first] = errors;
  if (played === 1 && first !== undefined) {
    return new QuantsError(first.code, `${first.message}${rest}`, {
      hint: first.advice,
      resource: first.resource,
      retryable: first.retryable,
    });
  }
  return new QuantsError(
    codeOf(errors, played),
    `${failed.length} of ${played} hosts failed.${rest}`,
    {
      hint: `Fix them, then ${again(failed, left, notBegun)}`,
      retryable: errors.every(({ retryable }) => retryable),
      errors,
    },
  );
}

function listed(what: string, names: readonly string[]): string {
  return names.length === 0 ? "" : ` ${what}: ${names.join(", ")}.`;
}

function codeOf(errors: readonly QuantsError[], played: number): ErrorCode {
  if (errors.length < played) return "partial_failure";
  const areUnreachable = errors.every(({ code }) => code === "endpoint_unreachable");
  return areUnreachable ? "endpoint_unreachable" : "operation_failed";
}

function hostFailed(
  { host, status, failed }: HostSummary,
  { reasons }: DeployOutcome,
): QuantsError {
  const reason = (reasons.get(host) ?? "").trim();
  if (status === "unreachable") return hostUnreachable(host, reason);
  const tasks = failed === 1 ? "a task failed" : `${failed} tasks failed`;
  return new QuantsError(
    "operation_failed",
    `${host}: ${tasks}${reason === "" ? "." : `, the last one ${reason}`}`,
    { hint: "Ansible's own message stands above.", resource: host },
  );
}

/** `reason` is what ssh said: many lines, for a host key. */
function hostUnreachable(host: string, reason: string): QuantsError {
  const code = "endpoint_unreachable";
  if (/host identification has changed/i.test(reason)) {
    return new QuantsError(code, `${host} shows a different host key from the one on record.`, {
      hint: "It is another machine, or someone is intercepting the connection. Find out before you connect.",
      resource: host,
    });
  }
  if (/host key verification failed/i.test(reason)) {
    return new QuantsError(code, `No host key is known for ${host}.`, {
      hint: "Compare its key with the one that its console shows, and add it to ~/.ssh/known_hosts.",
      resource: host,
    });
  }
  const last = reason.split("\n").at(-1) ?? "";
  return new QuantsError(code, `${host} can't be reached${last === "" ? "." : `: ${last}`}`, {
    hint: "Check that it runs, that its firewall lets you in, and --private-key and --user.",
    resource: host,
    retryable: true,
  });
}

/**
 * How to do the rest. Not as a whole command: without a `--config` that it was given, it would set
 * up other things. Services that did not start did so on no host.
 */
function again(
  failed: readonly HostSummary[],
  left: readonly HostSummary[],
  notBegun: readonly string[],
): string {
  if (notBegun.length > 0) {
    const without = shellQuote(failed.map(({ host }) => `!${host}`).join(","));
    return `repeat the command, as ${notBegun.join(", ")} did not start on any host. To continue without them: --limit ${without}`;
  }
  const hosts = [...failed, ...left].map(({ host }) => `--host ${shellQuote(host)}`).join(" ");
  return `repeat the command for them alone, with ${hosts}`;
}

function stopped({ status }: DeployOutcome, reason: unknown): QuantsError {
  const code = reason instanceof QuantsError ? reason.code : "interrupted";
  const how = status === null ? "Ansible had to be killed" : "Ansible ended in order";
  return new QuantsError(code, `Stopped; ${how}.`, {
    hint: "A task may be half done. Repeat the command; it leaves alone what is already done.",
    cause: reason,
  });
}

interface Known {
  pattern: RegExp;
  code: ErrorCode;
  message: (match: RegExpExecArray) => string;
  hint: Wording;
}

const KNOWN: readonly Known[] = [
  {
    pattern: /leaves us with no hosts to target|--limit does not match any hosts/,
    code: "not_found",
    message: () => "No host matches --limit and --host; nothing was run.",
    hint: advice`See the hosts and groups: ${toRun("inventory", { list: true })}`,
  },
  {
    pattern: /Could not match supplied host pattern, ignoring: (\S+)/,
    code: "not_found",
    message: ([, name = ""]) => `There is no host and no group "${name}".`,
    hint: "Check --limit and the `hosts` of the playbook; groups by region, environment or tag are there with --group-by.",
  },
  {
    pattern: /no vault secrets found|Decryption failed/,
    code: "credentials_missing",
    message: () =>
      "A file is encrypted with Ansible's vault, and the password is missing or wrong.",
    hint: "Give --vault-password-file or --ask-vault-pass.",
  },
];

/** It ended by itself, before or beside what it did on hosts. */
function runFailed({ status, lastWords, counted }: DeployOutcome): QuantsError {
  const unfolded = lastWords.replaceAll(/\s+/g, " ");
  for (const { pattern, code, message, hint } of KNOWN) {
    const match = pattern.exec(unfolded);
    if (match !== null) return new QuantsError(code, message(match), { hint });
  }
  const how = status === null ? "was killed" : `ended with status ${status}`;
  const what = counted ? "" : " without reporting any host";
  return new QuantsError("operation_failed", `ansible-playbook ${how}${what}.`, {
    hint: "Its own message is above.",
  });
}
