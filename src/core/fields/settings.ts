import type { Resource } from "./field.ts";

/** A setting's effective value and where it comes from; the keys are those of `config explain`. */
export interface Setting {
  /** `--bundle`, `credentials`, `QUANTS_CTL_STATE_DIR`, … */
  setting: string;
  /** As text; only `set` for a secret. Null without a value. */
  value: string | null;
  source: "flag" | "environment" | "config" | "found" | "profile" | "default" | "unset";
  /** The flag, the variable, the file and the key in it. */
  where: string | null;
  /** Why a value can't be used. */
  fault: string | null;
}

export const settingResource: Resource<Setting> = {
  singular: "setting",
  plural: "settings",
  nameOf: (it) => it.setting,
  // Unsorted: a command's own options before the global ones.
  sort: "",
  fields: [
    { key: "setting", title: "SETTING", about: "Name", value: (it) => it.setting, rank: 0 },
    {
      key: "value",
      title: "VALUE",
      about: "Effective value",
      value: (it) => (it.fault === null ? it.value : `${it.value ?? ""} (${it.fault})`),
      rank: 0,
    },
    {
      key: "source",
      title: "SOURCE",
      about: "Source of the value",
      value: (it) => it.source,
      rank: 1,
    },
    { key: "where", title: "WHERE", about: "Where it is set", value: (it) => it.where, rank: 2 },
  ],
};
