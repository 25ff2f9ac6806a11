import type { Instance } from "../model.ts";

/** On a server while it is given up: the id of its node, which outlives neither of them. */
export const LEAVING_TAG = "quants-ctl:leaving";

/** The node of a server that is being given up; null: it stays. */
export const leavingNode = ({ tags }: Pick<Instance, "tags">): string | null =>
  Object.hasOwn(tags, LEAVING_TAG) ? (tags[LEAVING_TAG] ?? null) : null;
