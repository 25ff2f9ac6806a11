import { QuantsError } from "../../core/errors.ts";
import { AREAS } from "../../core/policy/operations.ts";
import type { RecordObject } from "../../core/policy/policy.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "policy",
  summary: "print the IAM policy that commands need, and nothing more",
  about:
    "The operations that the commands of an area really call, as a policy for a role or a user. It makes no " +
    "request. The resource is *, because Lightsail's ARNs end in an id that is known only once the resource " +
    "exists. fleet-plan is for what only reads: fleet plan, drift and export, and cost budget.",
  examples: [
    "quants-ctl policy --for fleet > policy.json",
    "quants-ctl policy --for fleet-plan --record s3://ops-records/fleets/quants.json",
  ],
  options: [
    {
      flags: "--for <area>",
      help: "fleet, fleet-plan, infra, backup, dns or alarm; repeat it for several",
      choices: AREAS,
      repeat: true,
      required: true,
      flagOnly: true,
    },
    {
      flags: "--record <object>",
      help: "the fleet's record, s3://BUCKET/KEY, as fleet.record says",
      flagOnly: true,
      parse: recordObject,
    },
  ],
  load: () => import("./policy.ts"),
});

function recordObject(text: string): RecordObject {
  // What is special in ARNs would stand for more than one object.
  const [, bucket, key] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([^*?$\s]+)$/.exec(text) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw new QuantsError("invalid_input", `"${text}" is no object in S3.`, {
    hint: "Write s3://BUCKET/KEY, as fleet.record does.",
    resource: text,
  });
}
