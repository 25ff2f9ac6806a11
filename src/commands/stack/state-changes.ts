import type { Context } from "../../core/context.ts";
import type { OutsideChange } from "../../core/contracts/terraform-control.ts";

/** Says what Terraform does not when its plan has no changes: that its state was out of date. */
export function reportOutsideChanges(
  drift: readonly OutsideChange[],
  what: "plan" | "apply" | "refresh",
  context: Context,
): void {
  for (const it of drift) context.narrator.fact(`the state is out of date: ${described(it)}`);
  if (drift.length === 0 || what === "apply") return;
  context.narrator.step(
    what === "plan"
      ? "stack apply and stack refresh take that over into the state"
      : "the state takes that over; nothing else is changed",
  );
}

export const outsideChangeLines = (drift: readonly OutsideChange[]): string[] =>
  drift.map((it) => `  ${described(it)}`);

function described({ address, actions, attributes }: OutsideChange): string {
  if (actions.includes("delete")) return `${address} is gone`;
  return attributes.length === 0 ? address : `${address} (${attributes.join(", ")})`;
}
