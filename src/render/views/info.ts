import { addressKind } from "../../core/fields/instances.ts";
import { showUsd } from "../../core/fields/field.ts";
import { canonicalFirewall, sourcesText } from "../../core/firewall/plan.ts";
import type { FirewallRule } from "../../core/model.ts";
import { isOpenToWorld, ruleTarget } from "../../core/firewall/ports.ts";
import type { InstanceInfo } from "../../core/records/info.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

export function draw(info: InstanceInfo, style: Style): string[] {
  const { hardware } = info;
  const facts: Fact[] = [
    ["Name", style.bold(plain(info.name))],
    ["Status", style.status(plain(info.status))],
    ["Public IP", publicIp(info, style)],
    ["Private IP", plain(info.private_ip ?? "-")],
    ["IPv6", info.ipv6_addresses.length === 0 ? "-" : info.ipv6_addresses.map(plain)],
    ["Zone", plain(info.availability_zone)],
    ["Bundle", plain(info.bundle_id)],
    [
      "Price",
      info.monthly_price_usd === null ? "unknown" : `${showUsd(info.monthly_price_usd)} a month`,
    ],
    [
      "Hardware",
      `${hardware.cpu_count ?? "?"} vCPU, ${hardware.ram_size_gb ?? "?"} GB RAM, ${hardware.disk_size_gb ?? "?"} GB disk`,
    ],
    ["Image", plain(`${info.blueprint_name ?? info.blueprint_id} (${info.blueprint_id})`)],
    ["Key pair", plain(info.key_pair ?? "-")],
    ["Created", plain(info.created_at ?? "-")],
    ["Tags", tagLines(info.tags)],
    ["SSH", info.ssh_command ?? "-"],
  ];
  return [...drawFacts(facts, style), ...firewall(info.firewall_rules, style)];
}

function publicIp(info: InstanceInfo, style: Style): string {
  if (info.public_ip === null) return "-";
  const kind = addressKind(info);
  const name = info.static_ip_name === null ? "" : `, ${plain(info.static_ip_name)}`;
  const note =
    kind === "static"
      ? style.good(`(static${name})`)
      : style.caution("(dynamic: changes when stopped)");
  return `${plain(info.public_ip)} ${note}`;
}

function tagLines(tags: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(tags).map(([key, value]) =>
    plain(value === "" ? key : `${key}=${value}`),
  );
  return lines.length === 0 ? ["-"] : lines;
}

function firewall(rules: readonly FirewallRule[], style: Style): string[] {
  if (rules.length === 0) return ["", style.bold("Firewall"), "  everything is closed"];
  const rows = canonicalFirewall(rules).map((rule) => [
    ruleTarget(rule),
    sourcesText(rule),
    isOpenToWorld(rule) ? "open to the world" : "",
  ]);
  return drawSection("Firewall", ["PORTS", "SOURCES", ""], rows, style);
}
