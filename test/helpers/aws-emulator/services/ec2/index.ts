import type { Service } from "../../call.ts";
import { networkInterfaces } from "./network-interfaces.ts";
import { securityGroups } from "./security-groups.ts";
import { subnets } from "./subnets.ts";
import { vpn } from "./vpn.ts";

export const ec2 = (): Service => ({
  name: "ec2",
  fills: { ...networkInterfaces(), ...securityGroups(), ...subnets, ...vpn() },
});
