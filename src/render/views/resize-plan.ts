import { showUsd } from "../../core/fields/field.ts";
import { type ResizePlan, ageOfCopy } from "../../core/resize/resize.ts";
import type { UndoPlan } from "../../core/resize/plan-undo.ts";
import { plain } from "../../core/text/safe-text.ts";

/** What the user reads before confirming a resize. */
export function resizeLines(plan: ResizePlan, now: number): string[] {
  const { request, target, bundle, former, source } = plan;
  const lines = [`${request.name} becomes ${target}:`];
  const price = (usd: number | undefined): string => showUsd(usd ?? null);
  lines.push(
    `  plan       ${former?.bundle_id ?? "unknown"} ${price(former?.monthly_price_usd)} -> ${bundle.bundle_id} ${price(bundle.monthly_price_usd)} a month`,
    `  address    ${address(plan)}`,
    `  downtime   ${downtime(plan)}`,
  );
  for (const { disk, path } of plan.disks) {
    lines.push(`  disk       ${disk.name} (${disk.size_gb} GB) moves to ${target}, at ${path}`);
  }
  if (source !== null) {
    lines.push(
      request.keepOld
        ? `  old        ${request.name} is stopped and kept, and billed`
        : `  old        ${request.name} is deleted with its system disk once ${target} is verified`,
    );
  }
  const age = ageOfCopy(plan, now);
  if (age !== null && source !== null) {
    lines.push(`  continues  with the copy made ${Math.round(age / 60_000)} min ago`);
  }
  return lines.map(plain);
}

function address({ staticIp, source, target }: ResizePlan): string {
  if (staticIp !== null) return `${staticIp.ip_address} (static) moves to ${target}`;
  return `${source?.public_ip ?? "the old one"} is lost: there is no static IP, so ${target} gets a new address`;
}

function downtime({ request, staticIp, target, source }: ResizePlan): string {
  if (request.stop) return `${request.name} is down from now on, until ${target} is verified`;
  const both =
    source?.status === "running"
      ? `${request.name} and ${target} run side by side until then`
      : "none";
  if (staticIp === null) return both;
  return `seconds, while the address moves; ${both}`;
}

/** What the user reads before confirming an undo. */
export function undoLines({ source, made, snapshots, staticIp, disks }: UndoPlan): string[] {
  return [
    `Back to ${source.name}:`,
    ...(staticIp === null
      ? []
      : [`  static IP  ${staticIp.name} ${staticIp.ip_address} is attached to it again`]),
    ...disks.map(
      ({ disk, path }) => `  disk       ${disk.name} is attached to it again, at ${path}`,
    ),
    ...(made === null ? [] : [`  deleted    ${made.name}, with everything written to it`]),
    ...snapshots.map(({ name }) => `  deleted    snapshot ${name}`),
  ];
}
