import type { ErrorJson } from "../errors.ts";
import type { Resource } from "./field.ts";

/** `infra undo` in JSON: one for each restored value. */
export interface UndoneRecord {
  kind: string;
  region: string;
  name: string;
  what: string;
  /** As it was before this command. */
  before: string;
  /** As it is now. */
  after: string;
  changed: boolean;
  error: ErrorJson | null;
}

export const undoneResource: Resource<UndoneRecord> = {
  singular: "value",
  plural: "values",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0 },
    { key: "what", title: "WHAT", about: "Which value", value: (it) => it.what, rank: 0 },
    {
      key: "before",
      title: "BEFORE",
      about: "As it was before",
      value: (it) => it.before,
      rank: 1,
    },
    { key: "after", title: "AFTER", about: "As it is now", value: (it) => it.after, rank: 0 },
    {
      key: "error",
      title: "ERROR",
      about: "What failed",
      value: (it) => it.error?.code ?? null,
      rank: 1,
    },
    { key: "kind", title: "KIND", about: "Kind of resource", value: (it) => it.kind },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
  ],
};
