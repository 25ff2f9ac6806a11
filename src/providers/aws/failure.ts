import type { Wording } from "../../core/text/advice.ts";
import type { ServiceFacts } from "./services.ts";
import { type ErrorCode, QuantsError } from "../../core/errors.ts";

/** The circumstances of a failed call. */
export interface Occasion {
  service: ServiceFacts;
  /** The service's name for the operation, e.g. `GetInstance`. */
  operation: string;
  resource?: string | undefined;
  region: string;
  endpoint: string;
  profile?: string | undefined;
}

export interface Failure {
  error: QuantsError;
  /** Whether the request may have been carried out although it failed. */
  effect: "none" | "unknown";
  /** Whether the same request is worth repeating within this call. */
  repeat: "no" | "soon" | "slower";
}

/** The form of an error, whatever threw it; every member may be missing. */
export interface Thrown {
  name: string;
  message: string;
  /** The service's code (`DoesNotExist`) or Node's (`ECONNRESET`). */
  code: string;
  status: number | undefined;
  /** True if the service itself sent it. */
  fromService: boolean;
  docs: string | undefined;
  tip: string | undefined;
  requestId: string | undefined;
}

/** One kind of failure: the first row whose conditions all hold wins. */
export interface Row {
  name?: RegExp;
  code?: RegExp;
  text?: RegExp;
  status?: (status: number) => boolean;
  as: ErrorCode;
  retryable?: true;
  effect?: "unknown";
  repeat?: "soon" | "slower";
  /** Default: the service's own message. */
  message?: (thrown: Thrown, occasion: Occasion) => string;
  hint?: (occasion: Occasion, thrown: Thrown) => Wording;
}

export function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}

export function sentence(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Why the guard of a change refuses it; null if it does not. */
export async function refusalOf(
  guard: (() => Promise<void>) | undefined,
): Promise<QuantsError | null> {
  try {
    await guard?.();
    return null;
  } catch (error) {
    if (error instanceof QuantsError) return error;
    throw error;
  }
}
