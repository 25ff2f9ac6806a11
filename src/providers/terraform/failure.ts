import type { StackOptions } from "../../core/contracts/terraform-control.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import { startUpstream } from "./sandbox/missing-upstream.ts";
import { type ErrorCode, QuantsError } from "../../core/errors.ts";
import { shellQuote } from "../../core/text/shell-quote.ts";

/** Longer than any diagnostic worth reading: beyond it, messages repeat. */
const MOST = 8_000;

export interface Failed {
  /** The attempted command, e.g. `plan`. */
  verb: string;
  stack: string;
  /** The options that select this stack on a command line: `dev`, `--dir ../x`. */
  selection: StackOptions;
  /** The folder that Terraform ran in. */
  directory: string;
  binary: string;
  /** Terraform's stderr. */
  stderr: string;
}

interface Known {
  pattern: RegExp;
  code: ErrorCode;
  hint: (failed: Failed) => Wording;
  retryable?: boolean;
}

const KNOWN: readonly Known[] = [
  {
    // Also reported as a failed lock: Terraform reads the state when it locks it.
    pattern: /Unsupported state file format/,
    code: "config_invalid",
    hint: () =>
      "The state is truncated, encrypted, or of a version that this program can't read; it was not overwritten. " +
      "Restore it from a backup, or name the program that wrote it with --binary.",
  },
  {
    // Without a holder it is another failure, e.g. of credentials, that happened while locking.
    pattern: /Error acquiring the state lock.*Lock Info:/,
    code: "conflict",
    hint: lockHint,
    retryable: true,
  },
  {
    // Of what a plan reads: it asks the service for it while it is made.
    pattern: /The sandbox does not build \w+:/,
    code: "config_invalid",
    hint: () => startUpstream,
  },
  {
    pattern: /Backend configuration changed/,
    code: "config_invalid",
    hint: ({ selection }) =>
      advice`Keep the state as it is: ${toRun("stack init", { ...selection })} -- -reconfigure\nor copy it to the new place: ${toRun("stack init", { ...selection })} -- -migrate-state -force-copy`,
  },
  {
    pattern:
      /Backend initialization required|Module not installed|Inconsistent dependency lock file|Required plugins are not installed|Missing required provider|Initialization required|please run "?(?:terraform|tofu) init/i,
    code: "config_invalid",
    hint: ({ selection }) => advice`Run: ${toRun("stack init", { ...selection })}`,
  },
  {
    pattern: /No value for required variable|Invalid value for variable|undeclared variable/,
    code: "config_invalid",
    hint: () =>
      "Set variables with --var, --var-file or a terraform.tfvars; this command changed nothing.",
  },
  {
    pattern: /No valid credential sources found|no EC2 IMDS role found/,
    code: "credentials_missing",
    hint: () =>
      "Provide AWS credentials through the environment or --profile, or rehearse with --provider sandbox.",
  },
  {
    pattern: /ExpiredToken|token has expired/i,
    code: "credentials_expired",
    hint: () => "Get fresh credentials, e.g. aws sso login.",
  },
  {
    pattern: /could not connect to registry|Failed to query available provider packages/i,
    code: "endpoint_unreachable",
    hint: () =>
      "Check the network, or give Terraform a mirror of its providers (TF_CLI_CONFIG_FILE).",
    retryable: true,
  },
];

/** Terraform's own message below one sentence of ours, with what to do. */
export function failure(failed: Failed, unknownHint: Wording): QuantsError {
  const words = diagnostics(failed.stderr);
  // Terraform wraps its messages at the terminal's width.
  const unfolded = words.replaceAll(/\s+/g, " ");
  const known = KNOWN.find(({ pattern }) => pattern.test(unfolded));
  const text = words === "" ? "" : `\n${words.slice(0, MOST)}`;
  return new QuantsError(
    known?.code ?? "operation_failed",
    `Terraform's ${failed.verb} of stack ${failed.stack} failed.${text}`,
    {
      hint: known?.hint(failed) ?? unknownHint,
      resource: failed.stack,
      retryable: known?.retryable,
    },
  );
}

/** Terraform's messages without colours and frames. */
function diagnostics(stderr: string): string {
  return stderr
    .replaceAll(/\u001b\[[0-9;]*m/g, "")
    .replaceAll(/^[╷╵│] ?/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function lockHint({ stderr, binary, directory }: Failed): string {
  const text = diagnostics(stderr);
  const field = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}:[ \\t]*(\\S.*?)\\s*$`, "m").exec(text)?.[1];
  const [id, who, since] = [field("ID"), field("Who"), field("Created")];
  const holder = `${who ?? "Somebody"} holds the lock${since === undefined ? "" : ` since ${since}`}`;
  if (id === undefined) return `${holder}: try again when that run has ended.`;
  const unlock = [binary, `-chdir=${directory}`, "force-unlock", id].map(shellQuote).join(" ");
  return (
    `${holder} (id ${id}): try again when that run has ended.\n` +
    `Only if you know that it is dead, since two runs at once destroy a state: ${unlock}`
  );
}
