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

/** Where tasks run, each in the next one. */
const ZONES = ["a", "b", "c"];

/** As AWS shows a service whose tasks all run. */
const asRunning = (service: Fields): Fields => ({
  runningCount: service["desiredCount"],
  pendingCount: 0,
  deployments: ((service["deployments"] ?? []) as Fields[]).map((deployment) => ({
    ...deployment,
    runningCount: deployment["desiredCount"],
    rolloutState: "COMPLETED",
  })),
});

const nameIn = (arn: string): string => arn.split("/").at(-1) ?? "";

/** moto forgets fields of services, and runs no tasks. */
export function ecs(): Service {
  const services = perPlace(() => new Map<string, Fields>());
  const desired = perPlace(() => new Map<string, number>());
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
      Object.assign(service, kept, asRunning(service));
      desired(call).set(nameIn(arn), Number(service["desiredCount"] ?? 0));
    }
    return json(answer);
  };
  return {
    name: "ecs",
    fills: {
      CreateService: remembering,
      UpdateService: remembering,
      DescribeServices: remembering,
      ListTasks: (call, upstream) => {
        const { serviceName: name = "", cluster = "" } = JSON.parse(call.body.toString()) as {
          serviceName?: string;
          cluster?: string;
        };
        const count = desired(call).get(nameIn(name));
        if (count === undefined) return upstream();
        const at = `arn:aws:ecs:${call.region}:${call.account}:task/${nameIn(cluster)}`;
        const taskArns = Array.from({ length: count }, (_, index) => `${at}/${index}`);
        return json({ taskArns });
      },
      DescribeTasks: (call) => {
        const { tasks: arns } = JSON.parse(call.body.toString()) as { tasks: string[] };
        const tasks = arns.map((taskArn) => {
          const zone = ZONES[Number(nameIn(taskArn)) % ZONES.length] ?? "a";
          const availabilityZone = `${call.region}${zone}`;
          return { taskArn, availabilityZone, lastStatus: "RUNNING", desiredStatus: "RUNNING" };
        });
        return json({ tasks, failures: [] });
      },
    },
  };
}
