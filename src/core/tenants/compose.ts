import type { StackDocument } from "../contracts/stack-document.ts";
import type { Stage } from "../hibernation/stage.ts";
import type { Platform } from "../platform/schema.ts";
import { botsText, LABEL } from "./labels.ts";
import { secretOf, volumeOf } from "./names.ts";
import type { Part } from "./parts.ts";
import { relayProgram } from "./relay.ts";

export interface NewTenant {
  name: string;
  tier: string;
  node: string;
  stage: Stage;
  bots_by_exchange: Readonly<Record<string, number>>;
}

const PROBE_SECONDS = 5;
const PROBES = 12;

/** The stack of a new tenant, of which nothing runs yet. */
export function composeTenant(
  tenant: NewTenant,
  parts: readonly Part[],
  { engine, placement }: Pick<Platform, "engine" | "placement">,
): StackDocument {
  const secrets = parts.flatMap(({ component }) => Object.keys(component.secrets ?? {}));
  const mode = engine?.endpoint_mode ?? "vip";
  return {
    version: "3.8",
    services: Object.fromEntries(
      parts.map((part) => [
        part.name,
        {
          ...service(tenant, part, engine),
          deploy: {
            // A virtual address would be taken from the shared network even while it sleeps.
            ...{
              endpoint_mode: part.leads_to === undefined ? mode : "dnsrr",
              replicas: 0,
              labels: labelsOf(tenant, part),
            },
            placement: { constraints: [`node.id==${tenant.node}`] },
            resources: resourcesOf(part, placement?.cpu_overcommit ?? 1),
            restart_policy: { condition: "any", delay: "5s" },
            update_config: { order: "stop-first" },
          },
        },
      ]),
    ),
    networks: {
      own: {
        driver: "overlay",
        // Jobs that copy volumes join it.
        attachable: true,
        driver_opts: engine?.encrypted === false ? {} : { encrypted: "" },
        labels: { [LABEL.tenant]: tenant.name },
      },
      ...(parts.some((it) => it.leads_to) && {
        entry: { external: true, name: engine?.entry?.network },
      }),
    },
    secrets: Object.fromEntries(
      secrets.map((name) => [name, { external: true, name: secretOf(tenant.name, name) }]),
    ),
  };
}

function service(
  tenant: NewTenant,
  { name, component, leads_to: leadsTo }: Part,
  engine: Platform["engine"],
): { image: string } & Record<string, unknown> {
  const { image, command, environment, user, scratch = [], probe, capabilities } = component;
  const root = engine?.volumes ?? "";
  const kept = Object.entries(component.volumes ?? {}).map(([volume, target]) => ({
    ...{ type: "bind", target },
    source: `${root}/${tenant.name}/${volumeOf(name, volume)}`,
  }));
  return {
    image,
    ...(command && { command: command.map(literal) }),
    ...(environment && {
      environment: Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, literal(value)]),
      ),
    }),
    ...(user !== undefined && { user }),
    // Passes signals on, and buries what a bot leaves behind.
    init: true,
    read_only: component.writable_root !== true,
    cap_drop: ["ALL"],
    ...(capabilities && { cap_add: capabilities }),
    networks: { own: { aliases: [name] }, ...(leadsTo && { entry: {} }) },
    ...(leadsTo && {
      entrypoint: relayProgram(tenant.name, leadsTo),
      // Nothing is routed from one network into the other, whoever asks.
      sysctls: { "net.ipv4.ip_forward": "0" },
    }),
    // By source, then target, as Docker's client sorts them: another order would be a change, and any
    // update of a label would start the part anew.
    volumes: [
      ...scratch.toSorted().map((target) => ({ type: "tmpfs", target })),
      ...kept.toSorted((one, other) => (one.source < other.source ? -1 : 1)),
    ],
    secrets: Object.keys(component.secrets ?? {}).map((source) => ({
      ...{ source, target: source, mode: 0o400 },
      ...(user !== undefined && { uid: user.split(":")[0], gid: user.split(":")[1] }),
    })),
    ...(probe && {
      healthcheck: {
        test: ["CMD", ...probe.map(literal)],
        interval: `${engine?.probe_seconds ?? PROBE_SECONDS}s`,
        timeout: "10s",
        retries: PROBES,
      },
    }),
    logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "3" } },
  };
}

/** Compose would put variables of the operator's environment in the place of `$NAME`. */
const literal = (text: string): string => text.replaceAll("$", "$$$$");

function labelsOf(tenant: NewTenant, { name, component }: Part): Record<string, string> {
  const volumes = Object.keys(component.volumes ?? {}).map((it) => volumeOf(name, it));
  return {
    [LABEL.tenant]: tenant.name,
    [LABEL.part]: name,
    [LABEL.tier]: tenant.tier,
    [LABEL.stage]: tenant.stage,
    [LABEL.isNew]: "true",
    [LABEL.bots]: botsText(tenant.bots_by_exchange),
    [LABEL.volumes]: volumes.join(","),
  };
}

function resourcesOf({ cpu, memory_mb: memory }: Part, overcommit: number): object {
  const reserved = Math.max(0.001, Math.floor((1_000 * cpu) / overcommit) / 1_000);
  return {
    limits: { cpus: String(cpu), memory: `${memory}M` },
    // Memory is never promised twice.
    reservations: { cpus: String(reserved), memory: `${memory}M` },
  };
}
