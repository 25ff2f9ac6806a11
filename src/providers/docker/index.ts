import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type {
  EngineAddress,
  EngineTenant,
  TenantEngine,
} from "../../core/contracts/tenant-engine.ts";
import type { Host } from "../../core/context.ts";
import { nullIfMissing } from "../../core/errors.ts";
import { LABEL, labelChanges, NODE_LABEL } from "../../core/tenants/labels.ts";
import { networkOf, secretOf, serviceOf, stackOf } from "../../core/tenants/names.ts";
import { DockerCli } from "./cli.ts";
import { Jobs } from "./jobs.ts";
import { lockCalls } from "./locks.ts";
import { pendingCalls } from "./pending.ts";
import { observed } from "./observed.ts";
import { nodeFrom, taskFrom, tenantsFrom } from "./read.ts";
import type { NodeAnswer, ServiceAnswer, ServiceLine, TaskLine } from "./shapes.ts";
import { steady } from "./steady.ts";
import { volumeCalls } from "./volumes.ts";

/** The tenants' stacks on Docker Swarm, by its own client. */
export function createDockerEngine(
  host: Host,
  observe: CallObserver,
  { host: address, volumes: root, helper_image: image }: EngineAddress,
): TenantEngine {
  const cli = new DockerCli(host, address);
  const { clock, signal } = host;
  const jobs = new Jobs({ cli, clock, signal, image, root });
  return observed(observe, {
    ...volumeCalls(jobs),
    ...lockCalls(cli),
    ...pendingCalls(cli),

    async nodes() {
      const ids = await cli.lines<{ ID: string }>(["node", "ls"]);
      const args = ids.map(({ ID }) => ID);
      const found = await cli.inspect<NodeAnswer>(["node", "inspect", ...args]);
      return found.map(nodeFrom).toSorted((one, other) => (one.name < other.name ? -1 : 1));
    },

    tenants: () => steady(() => tenantsBy(cli, `label=${LABEL.tenant}`)),
    async tenant(name) {
      const [found] = await steady(() => tenantsBy(cli, `label=${LABEL.tenant}=${name}`));
      return found ?? null;
    },

    async tasks(tenant) {
      const services = await servicesBy(cli, `label=${LABEL.tenant}=${tenant}`);
      const all = await Promise.all(
        services.map(async ({ Name }) => {
          const part = Name.slice(stackOf(tenant).length + 1);
          const lines = await cli.lines<TaskLine>([
            "service",
            "ps",
            "--no-trunc",
            "--no-resolve",
            Name,
          ]);
          return lines.map((it) => taskFrom(it, part));
        }),
      );
      return all.flat();
    },

    async remains(tenant) {
      const filter = ["--filter", `label=${LABEL.tenant}=${tenant}`];
      const secrets = await cli.lines<{ Name: string }>(["secret", "ls", ...filter]);
      const networks = await cli.lines<object>(["network", "ls", ...filter]);
      const waits = ["config", "ls", "--filter", `label=${LABEL.pending}=${tenant}`];
      const pending = await cli.lines<object>(waits);
      return [
        ...secrets.map(({ Name }) => `secret ${Name.slice(secretOf(tenant, "").length)}`),
        ...networks.map(() => "network"),
        ...pending.map(() => "pending"),
      ];
    },
    async makeSecret(tenant, name, value) {
      const label = `${LABEL.tenant}=${tenant}`;
      const args = ["secret", "create", "--label", label, secretOf(tenant, name), "-"];
      await cli.run(args, value);
    },

    async deploy(tenant, document) {
      const args = ["stack", "deploy", "--with-registry-auth", "--compose-file", "-"];
      await cli.run([...args, stackOf(tenant)], JSON.stringify(document));
    },

    async mark(tenant, marks) {
      const changes = Object.entries(labelChanges(tenant, marks)).flatMap(([key, value]) =>
        value === undefined ? ["--label-rm", key] : ["--label-add", `${key}=${value}`],
      );
      await update(cli, tenant, () => changes);
    },

    pin: (tenant, node) =>
      update(cli, tenant, (part) =>
        part.node === node
          ? []
          : [
              ...["--constraint-rm", `node.id==${part.node}`],
              ...["--constraint-add", `node.id==${node}`],
            ],
      ),

    async scale({ name, parts }, running) {
      const wanted = parts.map(
        (it) => `${serviceOf(name, it.name)}=${running.includes(it.name) ? 1 : 0}`,
      );
      await cli.run(["service", "scale", "--detach", ...wanted]);
    },

    async removeParts(tenant) {
      const filters = [`label=${LABEL.tenant}=${tenant}`, `label=${LABEL.job}=${tenant}`];
      for (const filter of filters) {
        const services = await servicesBy(cli, filter);
        if (services.length > 0) {
          await cli.run(["service", "rm", ...services.map(({ Name }) => Name)]);
        }
      }
    },

    async removeSecrets(tenant) {
      const found = await cli.lines<{ Name: string }>([
        ...["secret", "ls", "--filter", `label=${LABEL.tenant}=${tenant}`],
      ]);
      if (found.length > 0) await cli.run(["secret", "rm", ...found.map(({ Name }) => Name)]);
    },

    async removeNetwork(tenant) {
      await nullIfMissing(cli.run(["network", "rm", networkOf(tenant)]));
    },

    async setTaking(node, taking) {
      // A label, since a paused node would not run the jobs that move its tenants either.
      const [answer] = await cli.inspect<NodeAnswer>(["node", "inspect", node]);
      const isDrained = answer?.Spec?.Labels?.[NODE_LABEL.drained] !== undefined;
      if (taking !== isDrained) return;
      const change = taking
        ? ["--label-rm", NODE_LABEL.drained]
        : ["--label-add", `${NODE_LABEL.drained}=true`];
      await cli.run(["node", "update", ...change, node]);
    },
    async removeNode(node) {
      await nullIfMissing(cli.run(["node", "rm", "--force", node]));
    },
  });
}

const servicesBy = (cli: DockerCli, filter: string): Promise<ServiceLine[]> =>
  cli.lines<ServiceLine>(["service", "ls", "--filter", filter]);

/** Ids in one call: arguments have a limit. */
const AT_ONCE = 500;

async function tenantsBy(cli: DockerCli, filter: string): Promise<EngineTenant[]> {
  const lines = await servicesBy(cli, filter);
  // Lists have the beginning of an id, all of one length.
  const healthy = new Set(
    lines.filter(({ Replicas }) => /^([1-9]\d*)\/\1(?!\d)/.test(Replicas)).map(({ ID }) => ID),
  );
  const shown = lines[0]?.ID.length;
  const services: ServiceAnswer[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const ids = lines.slice(from, from + AT_ONCE).map(({ ID }) => ID);
    services.push(...(await cli.inspect<ServiceAnswer>(["service", "inspect", ...ids])));
  }
  const full = new Set(
    services.filter(({ ID }) => healthy.has(ID.slice(0, shown))).map(({ ID }) => ID),
  );
  return tenantsFrom(services, full);
}

/** Each part of a tenant, in the order of their names. */
async function update(
  cli: DockerCli,
  { name, parts }: EngineTenant,
  changesOf: (part: EngineTenant["parts"][number]) => readonly string[],
): Promise<void> {
  for (const part of parts) {
    const changes = changesOf(part);
    if (changes.length === 0) continue;
    const args = ["service", "update", "--detach", "--quiet", "--no-resolve-image"];
    await cli.run([...args, ...changes, serviceOf(name, part.name)]);
  }
}
