import type { Instance } from "../model.ts";

/** `infra tag set` and `infra tag remove` in JSON: the instance record after the change. */
export interface TaggedRecord extends Instance {
  changed: boolean;
}
