import type { Instance } from "../model.ts";

/**
 * Where an instance is reached from outside. Null while there is nothing, and while one that is to
 * have an IPv4 address has none yet: its IPv6 address is not the one that it will be known by.
 */
export function publicAddress({
  public_ip,
  ipv6_addresses,
  ip_address_type: type,
}: Pick<Instance, "public_ip" | "ipv6_addresses" | "ip_address_type">): string | null {
  if (public_ip !== null) return public_ip;
  if (type === "dualstack" || type === "ipv4") return null;
  return ipv6_addresses[0] ?? null;
}
