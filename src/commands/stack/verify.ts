import { QuantsError } from "../../core/errors.ts";
import type { CheckStatus, VerifiedRecord } from "../../core/records/verified.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { verify } from "../../core/verify/run.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { regionIn } from "./region-in.ts";
import { stackRequest } from "./request.ts";
import type { spec } from "./verify.spec.ts";
import { markdown } from "./verify/markdown.ts";

export const command: Command<typeof spec> = async (options, context) => {
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
    const region = regionIn(resources) ?? (await oneRegionName(context));
    const reader = await context.aws().facts(region);
    const checks = await verify(resources, reader, { now, signal });
    const count = (status: CheckStatus): number =>
      checks.filter((it) => it.status === status).length;
    const data: VerifiedRecord = {
      stack: stack.name,
      workspace: stack.workspace,
      region,
      at: new Date(now).toISOString(),
      ...{ good: count("good"), bad: count("bad"), unknown: count("unknown") },
      checks,
    };
    const error = notGood(data);
    if (options.format === "markdown") return { kind: "text", text: markdown(data), error };
    return { kind: "report", data, names: [stack.name], error };
  });
};

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
