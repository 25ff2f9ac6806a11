import { expect, test } from "vitest";
import { publicAddress } from "../../../src/core/instances/public-address.ts";

const V6 = "2001:db8::7";

test.each([
  ["203.0.113.7", [V6], "dualstack", "203.0.113.7"],
  [null, [V6], "dualstack", null],
  [null, [], "ipv4", null],
  [null, [V6], "ipv6", V6],
  [null, [], "ipv6", null],
  [null, [V6], null, V6],
])("with %s, %j and %s an instance is reached at %s (#11.11)", (ip, ipv6, type, expected) => {
  const instance = { public_ip: ip, ipv6_addresses: ipv6, ip_address_type: type };
  expect(publicAddress(instance)).toBe(expected);
});
