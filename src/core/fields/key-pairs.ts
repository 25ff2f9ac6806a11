import { type Resource, counted, showTags } from "./field.ts";
import type { KeyPair } from "../model.ts";

/** `key list` in JSON. */
export interface ListedKeyPair extends KeyPair {
  /** Whole days since it was made; null if unknown. */
  age_days: number | null;
  /** Instances of its region that were made with it, whatever keys they accept by now. */
  instance_count: number;
}

const NAMES = { singular: "key pair", plural: "key pairs" };

export const keyPairResource: Resource<ListedKeyPair> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) =>
    `${counted(items.length, NAMES)}, ${items.filter((it) => it.instance_count === 0).length} without instances`,
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "age_days",
      title: "DAYS",
      about: "Whole days since it was made",
      value: (it) => it.age_days,
      align: "right",
      rank: 0,
    },
    {
      key: "instance_count",
      title: "INSTANCES",
      about: "How many instances of its region were made with it",
      value: (it) => it.instance_count,
      align: "right",
      rank: 0,
    },
    {
      key: "fingerprint",
      title: "FINGERPRINT",
      about: "Fingerprint as Lightsail computes it",
      value: (it) => it.fingerprint,
      rank: 2,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 1 },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was made, UTC",
      value: (it) => it.created_at,
      rank: 3,
      tone: "quiet",
      isTime: true,
    },
    { key: "tags", title: "TAGS", about: "Tags as KEY=VALUE", value: (it) => showTags(it.tags) },
  ],
};
