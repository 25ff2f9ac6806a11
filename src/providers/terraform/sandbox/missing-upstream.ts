import { QuantsError } from "../../../core/errors.ts";
import { type Wording, advice, toRun } from "../../../core/text/advice.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../../core/text/json.ts";

/** What the sandbox builds, and what the provider works out by itself or from who calls. */
const SERVED =
  /^aws_(lightsail_|mwaa_environment$|availability_zones?$|arn$|billing_service_account$|caller_identity$|default_tags$|iam_policy_document$|partition$|regions?$|service$|service_principal$)/;
/** Kinds beyond these are counted. */
const NAMED = 3;

/** How to have other services answered as well. */
export const startUpstream: Wording = advice`Start an emulator of AWS, moto for one, and the sandbox beside it: ${toRun("sandbox start", { upstream: "http://127.0.0.1:5000" })}`;

/** Refuses a plan with what the sandbox does not build; null when it can be applied. */
export function missingUpstream(
  plan: Readonly<Record<string, unknown>>,
  stack: string,
): QuantsError | null {
  const kinds = new Set(
    objectsOf(plan["resource_changes"])
      .filter(({ change }) => textsOf(objectOf(change)["actions"]).some((it) => it !== "no-op"))
      .map(({ type }) => textOf(type) ?? "")
      .filter((type) => type.startsWith("aws_") && !SERVED.test(type)),
  );
  if (kinds.size === 0) return null;
  const named = [...kinds].toSorted().slice(0, NAMED);
  const more = kinds.size - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more kinds`] : [])].join(", ");
  return new QuantsError(
    "config_invalid",
    `Stack ${stack} needs an upstream, as the sandbox does not build ${list}.`,
    { hint: startUpstream, resource: stack },
  );
}
