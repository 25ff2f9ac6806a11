import { STAGES, type Stage } from "../hibernation/stage.ts";
import type { EngineTenant, Marks, Move } from "../contracts/tenant-engine.ts";

/** Labels of a tenant's services: the one record of it. */
export const LABEL = {
  tenant: "quants-ctl.tenant",
  part: "quants-ctl.part",
  tier: "quants-ctl.tier",
  stage: "quants-ctl.stage",
  bots: "quants-ctl.bots",
  volumes: "quants-ctl.volumes",
  move: "quants-ctl.move",
  restore: "quants-ctl.restore",
  isNew: "quants-ctl.new",
  leaving: "quants-ctl.leaving",
  lost: "quants-ctl.lost",
  lock: "quants-ctl.lock",
  pending: "quants-ctl.pending",
  pool: "quants-ctl.pool",
  job: "quants-ctl.job",
} as const;

/** Labels of a node. */
export const NODE_LABEL = { pool: "quants-ctl.pool", drained: "quants-ctl.drained" } as const;

export const stageFrom = (text: string | undefined): Stage =>
  STAGES.find((it) => it === text) ?? "awake";

/** What a record changes of a part's labels; undefined takes one away. */
export function labelChanges(
  { lost: before }: Pick<EngineTenant, "lost">,
  { stage, move, restore, made, leaving, lost }: Marks,
): Record<string, string | undefined> {
  return {
    ...(stage !== undefined && { [LABEL.stage]: stage }),
    ...(move !== undefined && { [LABEL.move]: move === null ? undefined : moveText(move) }),
    ...(restore !== undefined && {
      [LABEL.restore]: restore === null ? undefined : moveText(restore),
    }),
    ...(made === true && { [LABEL.isNew]: undefined }),
    ...(leaving === true && { [LABEL.leaving]: "true" }),
    ...(lost !== undefined &&
      lost !== null && { [LABEL.lost]: [...new Set([...before, lost])].join(",") }),
  };
}

const moveText = ({ from, to }: Move): string => `${from}>${to}`;

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

/** Ids, `a,b`. */
export const lostFrom = (text: string | undefined): string[] =>
  (text ?? "").split(",").filter((it) => it !== "");
