import { json, text } from "../answers.ts";
import { type Fill, perPlace, type Service } from "../call.ts";

type Fields = Record<string, unknown>;

/** Fields of a service that moto neither keeps nor shows, and what AWS shows unasked. */
const FORGOTTEN: Readonly<Fields> = {
  availabilityZoneRebalancing: "DISABLED",
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  healthCheckGracePeriodSeconds: undefined,
};

export function ecs(): Service {
  const services = perPlace(() => new Map<string, Fields>());
  const remembering: Fill = async (call, upstream) => {
    const asked = JSON.parse(call.body.toString()) as Fields;
    const found = await upstream();
    if (found.status !== 200) return found;
    const answer = JSON.parse(text(found)) as { service?: Fields; services?: Fields[] };
    for (const service of [answer.service ?? [], answer.services ?? []].flat()) {
      const arn = String(service["serviceArn"]);
      const kept = { ...FORGOTTEN, ...services(call).get(arn) };
      if (call.operation !== "DescribeServices") {
        for (const name of Object.keys(FORGOTTEN)) {
          if (asked[name] !== undefined) kept[name] = asked[name];
        }
        services(call).set(arn, kept);
      }
      Object.assign(service, kept);
    }
    return json(answer);
  };
  return {
    name: "ecs",
    fills: {
      CreateService: remembering,
      UpdateService: remembering,
      DescribeServices: remembering,
    },
  };
}
