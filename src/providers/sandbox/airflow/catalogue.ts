/** As the service's API model of 2026 lists them; a new environment gets the last. */
export const VERSIONS = ["2.7.2", "2.8.1", "2.9.2", "2.10.1", "2.10.3", "2.11.0", "3.0.6"] as const;
export const LATEST = VERSIONS[VERSIONS.length - 1] ?? "";

export const CLASSES = [
  "mw1.micro",
  "mw1.small",
  "mw1.medium",
  "mw1.large",
  "mw1.xlarge",
  "mw1.2xlarge",
] as const;

/** The smallest class has one scheduler and one web server. */
export const isMicro = (environmentClass: string): boolean => environmentClass === "mw1.micro";

/** From 2 to 3 there is a way from the last minor version alone, and back to it. */
const BRIDGE = /^2\.11\./;

export function canChange(from: string, to: string): boolean {
  if (majorOf(from) === majorOf(to)) return true;
  return majorOf(from) === "3" ? BRIDGE.test(to) : BRIDGE.test(from);
}

const majorOf = (version: string): string => version.split(".")[0] ?? "";
