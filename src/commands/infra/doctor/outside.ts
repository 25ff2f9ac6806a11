import { advice, toRun, type PastedCommand } from "../../../core/text/advice.ts";
import { type Verdict, ok, problem, skipped, warning } from "../../../core/doctor/finding.ts";
import { type Instance } from "../../../core/model.ts";
import { publicAddress } from "../../../core/instances/public-address.ts";
import { cidrContains } from "../../../core/firewall/cidr.ts";
import { coversTcpPort, isOpenToWorld } from "../../../core/firewall/ports.ts";

export function stateVerdict({ name, region, status }: Instance): Verdict {
  if (status === "running") return ok("running");
  if (status === "stopped") {
    return problem(
      "stopped",
      advice`Start it: ${toRun("infra manage", { name, region, action: "start" })}`,
    );
  }
  if (status === "stopping") {
    return problem(
      "stopping",
      advice`If it hangs: ${toRun("infra manage", { name, region, action: "stop", force: true })}`,
    );
  }
  return problem(status, "Wait until it is running, then check again.");
}

export function addressVerdict(instance: Instance): Verdict {
  const { name, region, status, public_ip: address, ipv6_addresses: ipv6 } = instance;
  if (address === null) {
    if (status !== "running") return skipped(`it has none while it is ${status}`);
    if (publicAddress(instance) !== null) return warning(`${ipv6[0]} only`, "Reach it over IPv6.");
    return problem("it has none yet", "It appears a few seconds after the instance: check again.");
  }
  if (instance.is_static_ip) return ok(`${address}, static`);
  return warning(
    `${address}, dynamic: it changes when the instance is stopped`,
    advice`Give it a static one: ${toRun("infra ip allocate", { name: `${name}-static-ip`, attachTo: name, region })}`,
  );
}

export function firewallVerdict(
  instance: Instance,
  port: number,
  from: readonly string[],
): Verdict {
  const rules = instance.firewall_rules.filter((rule) => coversTcpPort(rule, port));
  const sources = [
    ...new Set(
      rules.flatMap((rule) => [...rule.cidrs, ...rule.ipv6_cidrs, ...rule.cidr_list_aliases]),
    ),
  ];
  const service = port === 22 ? "ssh" : `tcp/${port}`;
  const { name, region } = instance;
  const openTo = (cidr: string): PastedCommand =>
    toRun("infra ports open", { argument: service, cidr, name, region });
  if (sources.length === 0) {
    return problem(`tcp/${port} is closed to everybody`, advice`Run: ${openTo("my-ip")}`);
  }
  const stranger = from.find((it) => !sources.some((source) => cidrContains(source, it)));
  if (stranger !== undefined) {
    return problem(
      `tcp/${port} is not open to ${stranger}, only to ${sources.join(", ")}`,
      advice`Run: ${openTo(stranger)}`,
    );
  }
  if (rules.some(isOpenToWorld)) {
    return warning(
      `tcp/${port} is open to the world`,
      advice`Restrict it: open it to yourself (${openTo("my-ip")}), then ${toRun("infra ports close", { argument: service, world: true, name, region })}`,
    );
  }
  const whether = from.length === 0 ? "; whether that includes you is not known, see --from" : "";
  return ok(`tcp/${port} is open to ${sources.join(", ")}${whether}`);
}
