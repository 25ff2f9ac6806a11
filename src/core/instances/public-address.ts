import type { Instance } from "../model.ts";

/**
 * Where an instance is reached from outside. Null while it has no address, and while a dual-stack
 * instance still lacks its IPv4 address: its IPv6 address is not its main one.
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
