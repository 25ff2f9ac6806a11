import { stateText } from "../alarms/state.ts";
import type { ContactMethod } from "../contracts/alarms.ts";
import { type Resource, counted } from "./field.ts";

/** `alarm contacts list` in JSON; the endpoint is masked unless it was asked for. */
export interface ListedContact extends ContactMethod {
  /** Alarms of its region that name it. */
  alarm_count: number;
}

const NAMES = { singular: "contact", plural: "contacts" };

export const contactResource: Resource<ListedContact> = {
  ...NAMES,
  nameOf: (it) => it.protocol,
  sort: "protocol",
  total: (items) => counted(items.length, NAMES),
  fields: [
    {
      key: "protocol",
      title: "PROTOCOL",
      about: "email or sms",
      value: (it) => it.protocol,
      rank: 0,
    },
    {
      key: "endpoint",
      title: "ADDRESS",
      about: "Email address or phone number, masked without --show",
      value: (it) => it.endpoint,
      rank: 0,
    },
    {
      key: "status",
      title: "STATUS",
      about: "valid, pending-verification or invalid",
      value: (it) => it.status,
      show: (status) => stateText(String(status)),
      rank: 0,
    },
    {
      key: "alarm_count",
      title: "ALARMS",
      about: "How many alarms of its region name it",
      value: (it) => it.alarm_count,
      align: "right",
      rank: 1,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 1 },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was made, UTC",
      value: (it) => it.created_at,
      rank: 2,
      tone: "quiet",
      isTime: true,
    },
  ],
};
