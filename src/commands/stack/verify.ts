import { QuantsError } from "../../core/errors.ts";
import type { CheckStatus, VerifiedRecord } from "../../core/records/verified.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { verify } from "../../core/verify/run.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { stackRequest } from "./request.ts";
import type { spec } from "./verify.spec.ts";
import { markdown } from "./verify/markdown.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const region = await oneRegionName(context);
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const resources = await stack.resources();
    if (resources.length === 0) {
      throw new QuantsError(
        "not_found",
        `Stack ${stack.name} has no resource of AWS in its state.`,
        {
          hint: advice`Apply it first: ${toRun("stack apply", { argument: stack.name })}`,
          resource: stack.name,
        },
      );
    }
    const { signal, clock } = context;
    const now = clock.now();
    const reader = await context.aws().facts(regionIn(resources) ?? region);
    const checks = await verify(resources, reader, { now, signal });
    const count = (status: CheckStatus): number =>
      checks.filter((it) => it.status === status).length;
    const data: VerifiedRecord = {
      stack: stack.name,
      workspace: stack.workspace,
      region: regionIn(resources) ?? region,
      at: new Date(now).toISOString(),
      ...{ good: count("good"), bad: count("bad"), unknown: count("unknown") },
      checks,
    };
    const error = notGood(data);
    if (options.format === "markdown") return { kind: "text", text: markdown(data), error };
    return { kind: "report", data, names: [stack.name], error };
  });
};

/** The region that most of its resources are in, by their ARNs. */
function regionIn(resources: readonly { identifiers: Readonly<Record<string, string>> }[]) {
  const counts = new Map<string, number>();
  for (const { identifiers } of resources) {
    const region = /^arn:[\w-]+:[\w-]+:([a-z0-9-]+):\d{12}:/.exec(identifiers["arn"] ?? "")?.[1];
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function notGood({ stack, bad, unknown, checks }: VerifiedRecord): QuantsError | null {
  if (bad === 0 && unknown === 0 && checks.length > 0) return null;
  const parts = [
    ...(bad > 0 ? [`${bad} of ${checks.length} checks failed`] : []),
    ...(unknown > 0 ? [`${unknown} could not be made`] : []),
  ];
  const text = parts.length === 0 ? "no check fits its resources" : parts.join(", ");
  return new QuantsError("conflict", `Stack ${stack} is not verified: ${text}.`, {
    hint: "Each is listed with what was found and what to do.",
    resource: stack,
  });
}
