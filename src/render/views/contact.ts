import { stateText } from "../../core/alarms/state.ts";
import type { ContactRecord } from "../../core/records/alarm.ts";
import { plain } from "../../core/text/safe-text.ts";
import { changedOr, outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

const DONE = {
  set: "set",
  remove: "removed",
  verify: "verification sent",
} satisfies Record<ContactRecord["action"], string>;

export function draw(record: ContactRecord, style: Style): string[] {
  const { action, changed, endpoint, status } = record;
  return drawFacts(
    [
      ["Contact", style.bold(plain(record.name))],
      ["Result", changed ? style.good(DONE[action]) : "nothing to do"],
      ["Region", plain(record.region)],
      ["Address", plain(endpoint ?? "-")],
      ...(status === null ? [] : [["Status", plain(stateText(status))] as const]),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<ContactRecord>(
  (it) => changedOr(DONE[it.action], "unchanged")(it),
  [{ title: "ADDRESS", value: (it) => it.endpoint, rank: 1 }],
);
