import { createHash } from "node:crypto";

/** Leaves room within Lightsail's 255 characters for a suffix. */
const LONGEST_STEM = 180;

/** The name of a snapshot: the instance, and a suffix. */
export function snapshotName(instance: string, what: string): string {
  return `${stem(instance)}-${what}`;
}

/** `20261121-112233`, in UTC. */
export function timeStamp(ms: number): string {
  const [day = "", time = ""] = new Date(ms).toISOString().split("T");
  return `${day.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}`;
}

/** The last part of an ARN: tells an instance from an earlier one of the same name. */
export function uniqueId(arn: string | null): string | null {
  const id = arn?.split("/").at(-1) ?? "";
  return id === "" ? null : id;
}

function stem(instance: string): string {
  if (instance.length <= LONGEST_STEM) return instance;
  const hash = createHash("sha256").update(instance).digest("hex").slice(0, 8);
  return `${instance.slice(0, LONGEST_STEM)}-${hash}`;
}
