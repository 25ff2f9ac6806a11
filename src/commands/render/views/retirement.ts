import { addressKind } from "../../../core/fields.ts";
import type { StaticIp } from "../../../core/model.ts";
import type { RetirePlan } from "../../../core/retire.ts";
import { plain } from "../plain.ts";

const DAY = 86_400_000;

/** What the user reads before confirming a destroy: everything that will be lost. */
export function retirementLines(plan: RetirePlan, now: number): string[] {
  const { instance } = plan;
  const lines = ["This will be lost:"];
  if (instance === null) {
    lines.push(`  ${plan.name} is gone already; what is left of it:`);
  } else {
    const address =
      instance.public_ip === null
        ? "no address"
        : `${instance.public_ip} (${addressKind(instance)})`;
    lines.push(
      `  instance   ${plan.name} in ${instance.availability_zone}, ${instance.status}, ${address}`,
      `  plan       ${instance.bundle_id}, ${instance.blueprint_name ?? instance.blueprint_id}`,
      `  age        ${age(instance.created_at, now)}`,
      "  disk       its system disk with all data",
    );
  }
  lines.push(
    ...plan.release.map((ip) => `  static IP  ${describe(ip)}: released, can't be had again`),
  );
  lines.push(
    ...plan.keep.map((ip) => `  (static IP ${describe(ip)} is kept, and billed while unattached)`),
  );
  return lines.map(plain);
}

function describe(ip: StaticIp): string {
  return `${ip.name} ${ip.ip_address}`;
}

function age(createdAt: string | null, now: number): string {
  if (createdAt === null) return "unknown";
  const days = Math.floor((now - Date.parse(createdAt)) / DAY);
  if (days < 1) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}
