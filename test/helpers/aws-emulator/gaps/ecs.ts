import type { Client } from "../client.ts";
import type { Gap } from "./gap.ts";

const VERSION = "AmazonEC2ContainerServiceV20141113";

interface Service {
  enableECSManagedTags?: boolean;
  enableExecuteCommand?: boolean;
  availabilityZoneRebalancing?: string;
  healthCheckGracePeriodSeconds?: number;
  runningCount?: number;
}

/** A service that was made with `input`, as it is shown. */
async function service(client: Client, input: object): Promise<Service> {
  const ask = (operation: string, body: object) =>
    client.ask("ecs", { target: `${VERSION}.${operation}`, input: body });
  await ask("CreateCluster", { clusterName: "c" });
  await ask("RegisterTaskDefinition", {
    family: "f",
    containerDefinitions: [{ name: "a", image: "a", memory: 1 }],
  });
  await ask("CreateService", { cluster: "c", serviceName: "s", taskDefinition: "f", ...input });
  const { text } = await ask("DescribeServices", { cluster: "c", services: ["s"] });
  return (JSON.parse(text) as { services: Service[] }).services[0] ?? {};
}

export const ecs: readonly Gap[] = [
  {
    title: "ECS forgets enableExecuteCommand",
    filled: true,
    look: async (client) =>
      (await service(client, { enableExecuteCommand: true })).enableExecuteCommand,
  },
  {
    title: "ECS forgets enableECSManagedTags",
    filled: true,
    look: async (client) =>
      (await service(client, { enableECSManagedTags: true })).enableECSManagedTags,
  },
  {
    title: "ECS forgets healthCheckGracePeriodSeconds",
    filled: 60,
    look: async (client) =>
      (await service(client, { healthCheckGracePeriodSeconds: 60 })).healthCheckGracePeriodSeconds,
  },
  {
    title: "ECS runs no tasks",
    filled: { runningCount: 2, zones: ["us-east-1a", "us-east-1b"] },
    async look(client) {
      const { runningCount } = await service(client, { desiredCount: 2 });
      const ask = async (operation: string, input: object): Promise<unknown> =>
        JSON.parse((await client.ask("ecs", { target: `${VERSION}.${operation}`, input })).text);
      const at = { cluster: "c", serviceName: "s" };
      const { taskArns: tasks } = (await ask("ListTasks", at)) as { taskArns: string[] };
      const found = (await ask("DescribeTasks", { cluster: "c", tasks })) as {
        tasks?: { availabilityZone: string }[];
      };
      return { runningCount, zones: found.tasks?.map((it) => it.availabilityZone) };
    },
  },
  {
    title: "ECS shows no availabilityZoneRebalancing",
    filled: "DISABLED",
    look: async (client) => (await service(client, {})).availabilityZoneRebalancing,
  },
];
