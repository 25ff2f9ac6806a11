import type { Clock } from "../../../core/clock.ts";
import type { HealthProbe } from "../../../core/contracts/traffic-control.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { QuantsError } from "../../../core/errors.ts";
import { ServiceCalls } from "../service-calls.ts";
import type { ServiceFacts } from "../services.ts";
import type { AwsSession, SdkClient } from "../session.ts";

/** Where facts come from: one account and region. */
export interface Source {
  session: AwsSession;
  region: string;
  clock: Clock;
  /** Null where addresses are made up, as by an emulator: nothing is asked then. */
  probe: HealthProbe | null;
}

export function callsTo<Client extends SdkClient>(
  source: Source,
  service: ServiceFacts,
  Client: new (config: never) => Client,
): ServiceCalls<Client> {
  return new ServiceCalls({ ...source, service, Client });
}

/** What the state must hold for the service to be asked. Throws `not_found`. */
export function identifier({ address, identifiers }: StackResource, key: string): string {
  const value = Object.hasOwn(identifiers, key) ? identifiers[key] : undefined;
  if (value !== undefined && value !== "") return value;
  throw new QuantsError("failed", `The state has no ${key} of ${address}.`, {
    hint: "Apply the stack first.",
    resource: address,
  });
}

/** The only one that was asked for. Throws `not_found` when there is none. */
export function theOne<T>(found: readonly T[] | undefined, { address }: StackResource): T {
  const [first] = found ?? [];
  if (first !== undefined) return first;
  throw new QuantsError("not_found", `${address} does not exist.`, {
    hint: "Apply the stack again.",
    resource: address,
  });
}

export const timeOf = (date: Date | undefined): number | null => date?.getTime() ?? null;

export const distinct = (texts: readonly (string | undefined)[]): string[] =>
  [...new Set(texts.filter((it) => it !== undefined && it !== ""))] as string[];

/** Whether two resources, by their addresses, are made by the same module. */
export function isBeside(one: string, other: string): boolean {
  const moduleOf = (address: string): string =>
    address.replace(/(?:^|\.)aws_\w+\.[^.[]+(?:\[[^[]*\])?$/, "");
  return moduleOf(one) === moduleOf(other);
}
