import type { Wording } from "../text/advice.ts";
import { QuantsError, toQuantsError } from "../errors.ts";

export type FindingStatus = "ok" | "warning" | "problem" | "skipped";

/** What one check of `doctor` found; the keys are those of its JSON. */
export interface Finding {
  check: string;
  status: FindingStatus;
  /** The finding, for people. */
  message: string;
  /** The cure; null if none is needed. */
  hint: Wording | null;
}

/** The verdict of a check; whoever runs the check adds its name. */
export type Verdict = Omit<Finding, "check">;

export const ok = (message: string): Verdict => ({ status: "ok", message, hint: null });
export const skipped = (message: string, hint: Wording | null = null): Verdict => ({
  status: "skipped",
  message,
  hint,
});
export const warning = (message: string, hint: Wording): Verdict => ({
  status: "warning",
  message,
  hint,
});
export const problem = (message: string, hint: Wording): Verdict => ({
  status: "problem",
  message,
  hint,
});

/** Runs a check; if it throws, that is a problem found, and other checks still run. */
export async function examine(
  check: string,
  look: () => Promise<Verdict> | Verdict,
): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (thrown) {
    const error = toQuantsError(thrown);
    if (error.code === "interrupted" || error.code === "terminated") throw error;
    return { check, ...problem(error.message, error.advice ?? "Fix it and check again.") };
  }
}

/** Null when no check found a problem. */
export function problemsError(findings: readonly Finding[]): QuantsError | null {
  const found = findings.filter(({ status }) => status === "problem");
  if (found.length === 0) return null;
  const names = found.map(({ check }) => check).join(", ");
  return new QuantsError(
    "failed",
    `${found.length === 1 ? "A problem was" : `${found.length} problems were`} found: ${names}.`,
    { hint: "Each is shown with its cure." },
  );
}
