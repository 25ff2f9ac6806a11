import { isIP } from "node:net";
import * as z from "zod";
import { GROUP_NAME, HOST_NAME, RESERVED, environmentGroup } from "../inventory/names.ts";

const text = z.string().min(1);

const variables = z.record(
  z
    .string()
    .regex(GROUP_NAME, "a variable consists of letters, digits and '_', not starting with a digit"),
  z.json(),
);

const hostName = text
  .regex(
    HOST_NAME,
    "a name consists of letters, digits, '.', '-' and '_', starting with a letter or digit",
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
  bundle: text.optional(),
  blueprint: text.optional(),
  environment: text.optional(),
  service_type: text.optional(),
  tags: z.record(z.string(), z.string()).optional(),
  groups: z.array(groupName).optional(),
  vars: variables.optional(),
});

const instances = z.array(instance).check(({ value, issues }) => {
  for (const { index, first, name } of repeated(value.map((it) => it.name))) {
    const message = `"${name}" is the name of instances.${first} already`;
    issues.push({ code: "custom", input: name, path: [index, "name"], message });
  }
});

const environments = z
  .record(z.string(), z.strictObject({ vars: variables.optional() }))
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
