import type { Wording } from "./text/advice.ts";

/**
 * Every failure a user can see has a code; every code has one exit status. Codes and statuses are a
 * public contract.
 */
export const EXIT_STATUS = {
  failed: 1,
  internal: 1,
  operation_failed: 1,
  quota_exceeded: 1,
  usage: 2,
  invalid_input: 2,
  confirmation_required: 2,
  not_found: 3,
  access_denied: 4,
  account_not_ready: 4,
  config_invalid: 4,
  config_not_found: 4,
  credentials_expired: 4,
  credentials_invalid: 4,
  credentials_missing: 4,
  profile_not_found: 4,
  region_not_enabled: 4,
  conflict: 5,
  invalid_state: 5,
  name_in_use: 5,
  protected: 5,
  partial_failure: 6,
  wait_timeout: 7,
  capacity: 8,
  endpoint_unreachable: 8,
  service_unavailable: 8,
  throttled: 8,
  interrupted: 130,
  terminated: 143,
} as const;

export type ErrorCode = keyof typeof EXIT_STATUS;

export interface ErrorDetails {
  /** What the user should do now: an imperative sentence or a command. */
  hint?: Wording | undefined;
  /** Address of a page that explains the failure. */
  docs?: string | undefined;
  /** The service's id of the failed request. */
  requestId?: string | undefined;
  /** What the error is about, e.g. an instance name or a file path. */
  resource?: string | undefined;
  /** True when the same call may succeed later, unchanged. */
  retryable?: boolean | undefined;
  cause?: unknown;
  /** The single failures behind a `partial_failure`. */
  errors?: readonly QuantsError[] | undefined;
}

/** The one error type that reaches a user. Anything else that is thrown is a bug. */
export class QuantsError extends Error {
  override readonly name: string = "QuantsError";
  readonly code: ErrorCode;
  /** What the user should do now; its commands stay data until they are shown. */
  readonly advice: Wording | undefined;
  readonly docs: string | undefined;
  readonly requestId: string | undefined;
  readonly resource: string | undefined;
  readonly retryable: boolean;
  readonly errors: readonly QuantsError[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.advice = details.hint;
    this.docs = details.docs;
    this.requestId = details.requestId;
    this.resource = details.resource;
    this.retryable = details.retryable ?? false;
    this.errors = details.errors ?? [];
  }

  /** The advice as text; its commands lack the options that select the account. */
  get hint(): string | undefined {
    return this.advice === undefined ? undefined : String(this.advice);
  }

  get exitStatus(): number {
    return EXIT_STATUS[this.code];
  }
}

/** The command line or an API argument is wrong; no call was made. */
export class UsageError extends QuantsError {
  override readonly name = "UsageError";

  constructor(message: string, details: ErrorDetails = {}) {
    super("usage", message, details);
  }
}

/**
 * The shape of an error in JSON output; its keys are pinned by a test.
 * `errors` is present only on a `partial_failure`.
 */
export interface ErrorJson {
  code: ErrorCode;
  message: string;
  /** Becomes text when it is printed. */
  hint: Wording | null;
  docs: string | null;
  request_id: string | null;
  resource: string | null;
  retryable: boolean;
  errors?: ErrorJson[];
}

export function errorToJson(error: QuantsError): ErrorJson {
  return {
    code: error.code,
    message: error.message,
    hint: error.advice ?? null,
    docs: error.docs ?? null,
    request_id: error.requestId ?? null,
    resource: error.resource ?? null,
    retryable: error.retryable,
    ...(error.errors.length > 0 && { errors: error.errors.map(errorToJson) }),
  };
}

/**
 * Turns anything thrown into a QuantsError: itself, or an `internal` one with the original as its
 * cause that asks for a report.
 */
export function toQuantsError(thrown: unknown): QuantsError {
  if (thrown instanceof QuantsError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new QuantsError("internal", `Unexpected failure: ${message}`, {
    hint: "This is a bug in quants-ctl. Run the command again with --debug and report what it prints.",
    cause: thrown,
  });
}

/** The result, or null when it does not exist (`not_found`); other errors are rethrown. */
export function nullIfMissing<T>(asked: Promise<T>): Promise<T | null> {
  return nullIf("not_found", asked);
}

/**
 * The result, or null when the account may not see it (`access_denied`); other errors are rethrown.
 */
export function nullIfDenied<T>(asked: Promise<T>): Promise<T | null> {
  return nullIf("access_denied", asked);
}

async function nullIf<T>(code: ErrorCode, asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof QuantsError && error.code === code) return null;
    throw error;
  }
}

/** The same failure with some words or details replaced. */
export function amended(
  error: QuantsError,
  { message = error.message, ...details }: ErrorDetails & { message?: string },
): QuantsError {
  return new QuantsError(error.code, message, {
    hint: error.advice,
    docs: error.docs,
    requestId: error.requestId,
    resource: error.resource,
    retryable: error.retryable,
    cause: error.cause ?? error,
    errors: error.errors,
    ...details,
  });
}

/**
 * One error for many targets: null when none failed; the failure itself if there was only one
 * target, or if all failed the same way; otherwise a `partial_failure`.
 */
export function combineErrors(
  errors: readonly QuantsError[],
  targets: number,
  what: string,
  hint: Wording = whatNow(errors.length === targets, what),
): QuantsError | null {
  const [first] = errors;
  if (first === undefined) return null;
  if (targets === 1) return first;
  const interrupted = errors.find(
    (error) => error.code === "interrupted" || error.code === "terminated",
  );
  if (interrupted !== undefined) return interrupted;
  const same = errors.length === targets && errors.every((error) => error.code === first.code);
  return new QuantsError(
    same ? first.code : "partial_failure",
    `${errors.length} of ${targets} ${what} failed.`,
    {
      hint,
      retryable: errors.every((error) => error.retryable),
      errors,
    },
  );
}

function whatNow(isAll: boolean, what: string): string {
  if (isAll) return "Each failure is listed. Repeat the command once their causes are gone.";
  return what === "regions"
    ? "Each failure is listed; the other regions are shown. Repeat the command when those answer."
    : "Each failure is listed; the others are done. Repeat the command for those that failed.";
}
