import { findBlueprint } from "./catalogue/blueprints.ts";
import type { ReadContext, WriteContext } from "./context.ts";
import { plainName } from "./domains.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { InstanceRecord } from "./state/records.ts";
import { publicIp } from "./views/instance.ts";

/** As many as GetSetupHistory tells. */
export const SETUPS_KEPT = 5;

const DNS_REGION = "us-east-1";
const SHORT_NAME = 63;

/** Certificates are set up in the web servers of application blueprints. */
export function assertHasWebServer(instance: InstanceRecord): void {
  const blueprint = findBlueprint(instance.blueprintId);
  if (blueprint?.type === "app" && blueprint.platform === "LINUX_UNIX") return;
  throw invalidInput(
    `The blueprint ${instance.blueprintId} of ${instance.name} has no web server to set up HTTPS on.`,
  );
}

/** The authority puts one of the names into a field that holds no longer one. */
export function assertShortName(names: readonly string[]): void {
  if (names.some((name) => name.length <= SHORT_NAME)) return;
  throw invalidInput(`At least one domain name must have ${SHORT_NAME} characters or fewer.`);
}

/**
 * The first name that the authority could not reach the instance by: its zone is not here, or
 * names another address. Undefined when all names lead to the instance.
 */
export function unreachableName(
  names: readonly string[],
  instance: InstanceRecord,
  context: WriteContext,
): string | undefined {
  if (context.issuesCertificates) return undefined;
  const address = publicIp(instance, context);
  const entries = context
    .stateOf(DNS_REGION)
    .list("Domain")
    .flatMap((domain) => domain.entries);
  return names.find(
    (name) =>
      !entries.some(
        (entry) => entry.type === "A" && entry.target === address && entry.name === plainName(name),
      ),
  );
}

export const setupStatus = (
  { until, failedName }: { until: number; failedName?: string },
  { now }: Pick<ReadContext, "now">,
): "inProgress" | "failed" | "succeeded" => {
  if (now < until) return "inProgress";
  return failedName === undefined ? "succeeded" : "failed";
};
