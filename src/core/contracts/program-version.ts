/** A program on this machine. */
export interface ProgramVersion {
  path: string;
  /** `1.9.2`; null if it does not say. */
  version: string | null;
}

/** Whether `version` is `least` or newer; both are numbers joined by dots. */
export function isAtLeast(version: string, least: string): boolean {
  const [given, wanted] = [version, least].map((it) =>
    it.split(".").map((part) => parseInt(part, 10)),
  );
  for (const [index, number] of (wanted ?? []).entries()) {
    const difference = (given?.[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
