import { STAGES, type Stage } from "../hibernation/stage.ts";
import type { Move } from "../contracts/tenant-engine.ts";

/** Labels of a tenant's services: the one record of it. */
export const LABEL = {
  tenant: "quants-ctl.tenant",
  part: "quants-ctl.part",
  tier: "quants-ctl.tier",
  stage: "quants-ctl.stage",
  bots: "quants-ctl.bots",
  volumes: "quants-ctl.volumes",
  move: "quants-ctl.move",
  leaving: "quants-ctl.leaving",
  lock: "quants-ctl.lock",
  pending: "quants-ctl.pending",
  pool: "quants-ctl.pool",
  job: "quants-ctl.job",
} as const;

/** Labels of a node. */
export const NODE_LABEL = { pool: "quants-ctl.pool", drained: "quants-ctl.drained" } as const;

export const stageFrom = (text: string | undefined): Stage =>
  STAGES.find((it) => it === text) ?? "awake";

export const moveText = ({ from, to }: Move): string => `${from}>${to}`;

export function moveFrom(text: string | undefined): Move | null {
  const [from = "", to = ""] = (text ?? "").split(">");
  return from === "" || to === "" ? null : { from, to };
}

/** `binance=3,kraken=1` */
export const botsText = (bots: Readonly<Record<string, number>>): string =>
  Object.entries(bots)
    .map(([exchange, count]) => `${exchange}=${count}`)
    .join(",");

export function botsFrom(text: string | undefined): Record<string, number> {
  const pairs = (text ?? "").split(",").flatMap((it) => {
    const [, exchange, count] = /^([a-z0-9_-]+)=(\d{1,6})$/.exec(it) ?? [];
    return exchange === undefined ? [] : [[exchange, Number(count)] as const];
  });
  return Object.fromEntries(pairs);
}
