import { outcomes, changedOr } from "../outcomes.ts";
import type { IpRecord } from "../../core/records/ip.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

const DONE = {
  allocate: "allocated",
  attach: "attached",
  detach: "detached",
  move: "moved",
  release: "released",
} satisfies Record<IpRecord["action"], string>;

export function draw(record: IpRecord, style: Style): string[] {
  const { action, changed, finish_with: finish } = record;
  const result = changed ? style.good(DONE[action]) : "nothing to do";
  const facts: Fact[] = [
    ["Name", style.bold(plain(record.name))],
    ["Address", plain(record.ip_address)],
    ["Region", plain(record.region)],
    ["Result", finish === null ? result : style.caution("incomplete")],
  ];
  if (action !== "release") facts.push(["Attached to", plain(record.attached_to ?? "-")]);
  if (record.previously_attached_to !== null && changed) {
    facts.push(["Before", plain(record.previously_attached_to)]);
  }
  if (record.addresses.length > 0) {
    facts.push([
      "New addresses",
      record.addresses.map(({ instance, before, after, error }) => {
        const now = after ?? (error === undefined ? "none yet" : "could not be read");
        return plain(`${instance}: ${before ?? "none"} -> ${now}`);
      }),
    ]);
  }
  if (record.monthly_cost_usd > 0) {
    facts.push(["Costs", `$${record.monthly_cost_usd.toFixed(2)} a month while unattached`]);
  }
  return drawFacts(facts, style);
}

const IP_DONE = {
  ...{ allocate: "allocated", attach: "attached", detach: "detached" },
  ...{ move: "moved", release: "released" },
};

/** Several of them, one row each. */
export const table = outcomes<IpRecord>(
  (it) =>
    it.finish_with === null ? changedOr(IP_DONE[it.action], "nothing to do")(it) : "incomplete",
  [
    { title: "ADDRESS", value: (it) => it.ip_address, rank: 1 },
    { title: "ATTACHED TO", value: (it) => it.attached_to, rank: 2, cut: true },
  ],
);
