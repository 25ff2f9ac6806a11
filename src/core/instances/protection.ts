import { QuantsError } from "../errors.ts";
import type { Instance } from "../model.ts";

const YES = ["true", "yes", "1"];

/** The tag that protects the instance, as `KEY=VALUE`; null if none does. */
export function protectedBy({ tags }: Pick<Instance, "tags">): string | null {
  for (const [key, value] of Object.entries(tags)) {
    const protects =
      (key === "Protected" && YES.includes(value.toLowerCase())) ||
      (key === "CriticalLevel" && value.toLowerCase() === "critical");
    if (protects) return `${key}=${value}`;
  }
  return null;
}

/** Why an instance that a pattern or selector matched is left as it is. */
export function protectedError(
  instance: Pick<Instance, "name" | "tags">,
  what: string,
): QuantsError {
  const tag = protectedBy(instance);
  return new QuantsError("protected", `${instance.name} is protected by ${tag}: not ${what}.`, {
    hint: `To include it, name it: --name ${instance.name}`,
    resource: instance.name,
  });
}
