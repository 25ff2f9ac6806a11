import type { SleepRecord } from "../records/sleep.ts";
import { counted, type Resource } from "./field.ts";

const NAMES = { singular: "tenant", plural: "tenants" };

export const sleepResource: Resource<SleepRecord> = {
  ...NAMES,
  nameOf: (it) => it.tenant,
  sort: "tenant",
  total: (items) => {
    const count = (result: SleepRecord["result"]): number =>
      items.filter((it) => it.result === result).length;
    const parts = [
      `${count("sleeps") + count("planned")} to sleep or deeper`,
      `${count("told")} to be told`,
      ...(count("failed") > 0 ? [`${count("failed")} failed`] : []),
    ];
    return `${counted(items.length, NAMES)}: ${parts.join(", ")}`;
  },
  fields: [
    { key: "tenant", title: "TENANT", about: "Name", value: (it) => it.tenant, rank: 0, cut: true },
    { key: "tier", title: "TIER", about: "Tier", value: (it) => it.tier, rank: 1 },
    { key: "from", title: "FROM", about: "Stage before", value: (it) => it.from, rank: 1 },
    { key: "to", title: "TO", about: "Stage decided", value: (it) => it.to, rank: 0 },
    {
      key: "result",
      title: "RESULT",
      about: "stays, told, planned (dry run), sleeps, failed",
      value: (it) => it.result,
      rank: 0,
    },
    { key: "reason", title: "WHY", about: "Why", value: (it) => it.reason, rank: 0, cut: true },
  ],
};
