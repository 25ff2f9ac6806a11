import { isIP } from "node:net";
import * as z from "zod";
import { defaultsSchema, fleetKeys, instanceKeys } from "../fleet/keys.ts";
import { expandName } from "../fleet/range.ts";
import { GROUP_NAME, HOST_NAME, RESERVED, environmentGroup } from "../inventory/names.ts";

const text = z.string().min(1);

const variables = z.record(
  z
    .string()
    .regex(GROUP_NAME, "a variable consists of letters, digits and '_', not starting with a digit"),
  z.json(),
);

/** A name, or one for several: `prod-collector-{1..3}`. */
const hostName = text
  .refine(
    (name) => expandName(name)?.every((it) => HOST_NAME.test(it)) === true,
    "a name consists of letters, digits, '.', '-' and '_', starting with a letter or digit; one for several is written as web-{1..3}",
  )
  .refine((name) => !RESERVED.includes(name), "the name is reserved by Ansible");

const groupName = text
  .regex(GROUP_NAME, "a group consists of letters, digits and '_', not starting with a digit")
  .refine((name) => !RESERVED.includes(name), "the group always exists");

const instance = z.strictObject({
  name: hostName,
  host: text.optional(),
  public_ip: text.refine((it) => isIP(it) !== 0, "is not an IP address").optional(),
  private_ip: z.ipv4().optional(),
  ipv6: z.ipv6().optional(),
  user: text.optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  region: text.optional(),
  availability_zone: text.optional(),
  ...instanceKeys,
  groups: z.array(groupName).optional(),
  vars: variables.optional(),
});

const instances = z.array(instance).check(({ value, issues }) => {
  const named = value.flatMap((it, index) =>
    (expandName(it.name) ?? []).map((name) => ({ name, index })),
  );
  for (const { index: at, first: before, name } of repeated(named.map((it) => it.name))) {
    const message = `"${name}" is the name of instances.${named[before]?.index} already`;
    issues.push({ code: "custom", input: name, path: [named[at]?.index ?? 0, "name"], message });
  }
  for (const [index, { name, public_ip, private_ip, ipv6, host }] of value.entries()) {
    if (!name.includes("{") || (public_ip ?? private_ip ?? ipv6 ?? host) === undefined) continue;
    const message = "one entry for several instances can't say an address";
    issues.push({ code: "custom", input: name, path: [index, "name"], message });
  }
});

const environments = z
  .record(
    z.string(),
    z.strictObject({ vars: variables.optional(), defaults: defaultsSchema.optional() }),
  )
  .check(({ value, issues }) => {
    const names = Object.keys(value);
    for (const { index, first, name: group } of repeated(names.map(environmentGroup))) {
      const input = names[index] ?? "";
      const message = `its group ${group} is that of environments.${names[first]} already`;
      issues.push({ code: "custom", input, path: [input], message });
    }
  });

/** Entries that occurred earlier in the list, with the index of the first. */
function repeated(names: readonly string[]): { index: number; first: number; name: string }[] {
  const seen = new Map<string, number>();
  return names.flatMap((name, index) => {
    const first = seen.get(name);
    if (first !== undefined) return [{ index, first, name }];
    seen.set(name, index);
    return [];
  });
}

/** Top-level keys that describe machines instead of setting options. */
export const machines = {
  ...fleetKeys,
  instances: instances.optional(),
  global_vars: variables.optional(),
  environments: environments.optional(),
  wireguard: z
    .strictObject({
      interface: text.optional(),
      network: z.cidrv4().optional(),
      port: z.number().int().min(1).max(65_535).optional(),
      keepalive: z.number().int().min(0).max(65_535).optional(),
      template: text.optional(),
    })
    .optional(),
};
