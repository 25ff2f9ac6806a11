import type { Context } from "../../core/context.ts";
import { isUnfinished, type JournalOperation } from "../../core/journal/operation.ts";
import type { WeightedRecord } from "../../core/contracts/traffic-control.ts";
import type { CutoverStatusRecord } from "../../core/records/cutover.ts";
import { QuantsError } from "../../core/errors.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import { type PastCutover, pastCutovers } from "./journal.ts";
import { sharesOf } from "./outcome.ts";
import { recordName } from "./record-name.ts";
import type { spec } from "./status.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = recordName(options.argument);
  const region = await oneRegionName(context);
  const { signal } = context;
  const aws = context.aws();
  const dns = await aws.dns(region);
  const last = (await pastCutovers(name, context)).at(-1);
  const zone = await dns.findZone(name, options.zone ?? last?.noted.zone, { signal });
  const records = await dns.weightedRecords(zone, name, { signal });
  if (records.length === 0) {
    throw new QuantsError("not_found", `${name} has no weighted records.`, {
      hint: advice`They must exist before ${toRun("cutover start", { argument: name })}.`,
      resource: name,
    });
  }
  const data: CutoverStatusRecord = {
    record: name,
    zone: zone.id,
    records: sharesOf(records),
    cutover: last === undefined ? null : cutoverOf(last, records),
    alarms: await alarmsOf(last?.operation, region, context),
  };
  return { kind: "report", data, names: [name] };
};

function cutoverOf(
  { operation, to, noted }: PastCutover,
  records: readonly WeightedRecord[],
): NonNullable<CutoverStatusRecord["cutover"]> {
  const { id, status, started_at, options } = operation;
  const step = noted.step === undefined ? null : Number(noted.step);
  const isHeld = isUnfinished(operation);
  const { steps } = options;
  const ofTarget = records.filter((it) => it.set_identifier === to);
  return {
    ...{ id, started_at, to, step, from: noted.from ?? "" },
    status:
      status === "running" ? "running" : isHeld ? "held" : status === "done" ? "done" : "over",
    steps: Array.isArray(steps) ? steps.map(Number) : [10, 50, 100],
    as_left: step === null || status === "settled" || ofTarget.every((it) => it.weight === step),
  };
}

async function alarmsOf(
  operation: JournalOperation | undefined,
  region: string,
  context: Context,
): Promise<CutoverStatusRecord["alarms"]> {
  const alarm = operation?.options["alarm"];
  const names = Array.isArray(alarm) ? alarm.filter((it) => typeof it === "string") : [];
  if (names.length === 0) return [];
  const alarms = await context.aws().alarms(region);
  const states = await alarms.states(names, { signal: context.signal });
  return names.map((name) => ({ name, state: states.get(name) ?? "MISSING" }));
}
