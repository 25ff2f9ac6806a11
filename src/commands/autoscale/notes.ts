import { record, string, stringOrNull, stringOrNullByKey } from "../../core/journal/shapes.ts";
import { CREATION_NOTES, CREATION_RESUMING } from "../infra/create/notes.ts";

/** The change that a run makes; named, because the type of an inline shape would not be inferred. */
const scaleChange = record({
  ...{ action: string, pool: string, worker: string, reason: string },
  ...{ node: stringOrNull, identity: stringOrNull },
});

export const SCALE_NOTES = {
  /** As `worker remove` notes it. */
  pool: stringOrNull,
  ...CREATION_NOTES,
  change: scaleChange,
  /** Which server was met, as `infra destroy` notes it. */
  instances: stringOrNullByKey,
};

export const SCALE_RESUMING = { ...CREATION_RESUMING, change: scaleChange };
