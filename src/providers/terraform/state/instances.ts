import type {
  StateInstance,
  StateReading,
  UnreadType,
} from "../../../core/contracts/terraform-control.ts";
import { choose, groupBy, regionOf } from "./joins.ts";
import { textOf } from "../../../core/text/json.ts";
import { parseState } from "./parse.ts";
import { toRecord } from "./record.ts";
import type { StateResource } from "./resource.ts";

const NOT_READ = "not read: only aws_lightsail_* of the provider hashicorp/aws is";

/**
 * The instances of a state, each with the static IP and the ports that other resources attach to
 * it.
 */
export function readInstances(
  text: string,
  source: string,
  workspace: string | null = null,
): StateReading {
  const { exists, resources, warnings, unread: foreign } = parseState(text, source);
  const unread = [...foreign].map(([type, count]) => ({ type, count }));
  if (unread.length > 0) warnings.push(`${namesOf(unread)}: ${NOT_READ}`);
  const byName = groupBy(resources, "aws_lightsail_instance", "name");
  const staticIps = attachedAddresses(resources, byName, warnings);
  const publicPorts = portsOf(resources, byName);

  const instances: StateInstance[] = [];
  const seen = new Map<string, string>();
  for (const resource of resources) {
    if (resource.type !== "aws_lightsail_instance") continue;
    const name = textOf(resource.attribute("name"));
    if (name === null) {
      warnings.push(`${resource.address} has no name that may be shown, so it is skipped`);
      continue;
    }
    const identity = `${regionOf(resource) ?? ""}/${name}`;
    const twin = seen.get(identity);
    if (twin !== undefined) {
      warnings.push(`${resource.address} is the same instance as ${twin}: listed once`);
      continue;
    }
    seen.set(identity, resource.address);
    instances.push(
      toRecord(name, resource, {
        staticIp: staticIps.get(resource) ?? null,
        publicPorts: publicPorts.get(resource),
        workspace,
      }),
    );
  }
  return { instances, warnings, unread, exists };
}

function namesOf(unread: readonly UnreadType[]): string {
  return unread.map(({ type, count }) => `${count} ${type}`).join(", ");
}

type ByName = ReadonlyMap<string, readonly StateResource[]>;

/** The address of each instance, from the attachments, whichever module they are in. */
function attachedAddresses(
  resources: readonly StateResource[],
  byName: ByName,
  warnings: string[],
): Map<StateResource, string> {
  const staticIps = groupBy(resources, "aws_lightsail_static_ip", "name");
  const addresses = new Map<StateResource, string>();
  for (const attachment of resources) {
    if (attachment.type !== "aws_lightsail_static_ip_attachment") continue;
    const name = textOf(attachment.attribute("instance_name"));
    const candidates = name === null ? [] : (byName.get(name) ?? []);
    if (name === null || candidates.length === 0) {
      warnings.push(
        `${attachment.address} attaches to ${name === null ? "no instance" : `"${name}", which is not in this state`}`,
      );
      continue;
    }
    const ip = staticIpOf(attachment, staticIps);
    const region = regionOf(attachment) ?? (ip && regionOf(ip));
    const instance = choose(candidates, region, attachment.provider);
    const address =
      textOf(attachment.attribute("ip_address")) ?? textOf(ip?.attribute("ip_address"));
    if (instance === null) {
      const elsewhere = region !== null && candidates.every((it) => isOutside(it, region));
      warnings.push(
        elsewhere
          ? `${attachment.address} attaches to "${name}" of ${region}, which is not in this state`
          : `${attachment.address} attaches to "${name}", but the state does not say in which region`,
      );
    } else if (address === null) {
      warnings.push(`${attachment.address} has no address in the state`);
    } else {
      addresses.set(instance, address);
    }
  }
  return addresses;
}

function isOutside(resource: StateResource, region: string): boolean {
  const its = regionOf(resource);
  return its !== null && its !== region;
}

function staticIpOf(attachment: StateResource, staticIps: ByName): StateResource | null {
  const named = staticIps.get(textOf(attachment.attribute("static_ip_name")) ?? "") ?? [];
  const address = textOf(attachment.attribute("ip_address"));
  const same = named.filter((ip) => address !== null && ip.attribute("ip_address") === address);
  return choose(
    same.length > 0 ? same : named,
    textOf(attachment.attribute("region")),
    attachment.provider,
  );
}

function portsOf(
  resources: readonly StateResource[],
  byName: ByName,
): Map<StateResource, StateResource> {
  const ports = new Map<StateResource, StateResource>();
  for (const resource of resources) {
    if (resource.type !== "aws_lightsail_instance_public_ports") continue;
    const name = textOf(resource.attribute("instance_name"));
    const candidates = name === null ? undefined : byName.get(name);
    const instance = candidates && choose(candidates, regionOf(resource), resource.provider);
    if (instance) ports.set(instance, resource);
  }
  return ports;
}
