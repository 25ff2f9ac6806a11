import { QuantsError } from "../../core/errors.ts";
import { CREDENTIAL_FAILURES } from "./common-failures.ts";
import { NETWORK_FAILURES } from "./network-failures.ts";
import {
  type Failure,
  firstLine,
  type Occasion,
  type Row,
  sentence,
  type Thrown,
} from "./failure.ts";

/**
 * Turns anything that the SDK threw into an error that a user can act on, by the service's own
 * table.
 */
export function explain(error: unknown, occasion: Occasion, ofService: readonly Row[]): Failure {
  if (error instanceof QuantsError) return { error, effect: "none", repeat: "no" };
  const thrown = examine(error);
  const row = find(thrown, ofService);
  if (row === undefined) return unexplained(error, thrown, occasion);
  const isClockCorrected =
    row.as.startsWith("credentials_") && metadata(error)["clockSkewCorrected"] === true;
  return {
    error: new QuantsError(row.as, row.message?.(thrown, occasion) ?? sentence(thrown.message), {
      hint: row.hint?.(occasion, thrown) ?? thrown.tip,
      docs: thrown.docs,
      requestId: thrown.requestId,
      resource: occasion.resource,
      retryable: row.retryable ?? false,
      cause: harmless(error, thrown),
    }),
    effect: row.effect ?? "none",
    // The SDK has just learned how far the local clock is off, and signs correctly next time.
    repeat: isClockCorrected ? "soon" : (row.repeat ?? "no"),
  };
}

function find(thrown: Thrown, ofService: readonly Row[]): Row | undefined {
  const table = thrown.fromService
    ? ofService
    : /Credentials?ProviderError|TokenProviderError|^ProviderError/.test(thrown.name)
      ? CREDENTIAL_FAILURES
      : NETWORK_FAILURES;
  return table.find(
    (row) =>
      (row.name === undefined || row.name.test(thrown.name)) &&
      (row.code === undefined || row.code.test(thrown.code)) &&
      (row.text === undefined || row.text.test(thrown.message)) &&
      (row.status === undefined || (thrown.status !== undefined && row.status(thrown.status))),
  );
}

/** A refusal that no row recognises is shown verbatim; anything else is a bug here. */
function unexplained(error: unknown, thrown: Thrown, occasion: Occasion): Failure {
  const details = { resource: occasion.resource, requestId: thrown.requestId, cause: error };
  const failure = thrown.fromService
    ? new QuantsError("failed", sentence(`${thrown.name}: ${thrown.message}`), {
        ...details,
        hint:
          thrown.tip ??
          `${occasion.service.title} refused ${occasion.operation} in ${occasion.region}.`,
        docs: thrown.docs,
      })
    : new QuantsError("internal", `${occasion.operation} failed: ${sentence(thrown.message)}`, {
        ...details,
        hint: "This is a bug in quants-ctl. Run the command again with --debug and report what it prints.",
      });
  return { error: failure, effect: "unknown", repeat: "no" };
}

function examine(error: unknown): Thrown {
  const { httpStatusCode, requestId } = metadata(error);
  const member = (key: string): string | undefined => {
    const value = (error as Record<string, unknown> | null)?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const fault = member("$fault");
  return {
    name: member("name") ?? "",
    message: member("message") ?? firstCause(error)?.message ?? "no message",
    code: member("code") ?? member("Code") ?? firstCause(error)?.code ?? "",
    status: typeof httpStatusCode === "number" ? httpStatusCode : undefined,
    fromService: fault !== undefined,
    docs: webAddress(member("docs")),
    tip: member("tip"),
    requestId: typeof requestId === "string" ? requestId : undefined,
  };
}

/** Node tries IPv6 and IPv4 and reports both failures in one error without text. */
function firstCause(error: unknown): NodeJS.ErrnoException | undefined {
  return error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : undefined;
}

function metadata(error: unknown): Record<string, unknown> {
  const found = (error as { $metadata?: unknown } | null)?.$metadata;
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) ? text : undefined;
}

/**
 * A refused signature is reported with the request as the service saw it, session token included;
 * only its first line may be kept or shown.
 */
function harmless(error: unknown, thrown: Thrown): unknown {
  if (!/canonical string|string-to-sign/i.test(thrown.message)) return error;
  const replacement = new Error(firstLine(thrown.message));
  replacement.name = thrown.name;
  return replacement;
}
