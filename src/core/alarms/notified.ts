import type { AlarmSettings, ContactMethod } from "../contracts/alarms.ts";
import { ownValue } from "../text/own-value.ts";

/** Who is notified of an alarm, and why others are not who should be. */
export interface Notified {
  /** The protocols that really reach somebody. */
  notified_by: string[];
  not_notified: string[];
}

const CONTACTS: Readonly<Record<string, string>> = { email: "email address", sms: "phone number" };

const FAULTS: Readonly<Record<string, string>> = {
  pending_verification: "is not verified",
  invalid: "was not verified in time",
};

/** `contacts` are those of the alarm's region. */
export function notifiedOf(alarm: AlarmSettings, contacts: readonly ContactMethod[]): Notified {
  if (!alarm.notifications_enabled) return { notified_by: [], not_notified: ["notifications off"] };
  if (alarm.contact_protocols.length === 0) {
    return { notified_by: [], not_notified: ["no contact named"] };
  }
  const faults = alarm.contact_protocols.map((protocol) => ({
    protocol,
    fault: faultOf(protocol, contacts),
  }));
  return {
    notified_by: faults.flatMap(({ protocol, fault }) => (fault === null ? [protocol] : [])),
    not_notified: faults.flatMap(({ fault }) => fault ?? []),
  };
}

function faultOf(protocol: string, contacts: readonly ContactMethod[]): string | null {
  const name = ownValue(CONTACTS, protocol) ?? protocol;
  const contact = contacts.find((it) => it.protocol === protocol);
  if (contact === undefined) return `no ${name}`;
  if (contact.status === "valid") return null;
  return `${name} ${ownValue(FAULTS, contact.status) ?? `is ${contact.status}`}`;
}

/** `email`, `nobody (notifications off)`, `sms (no email address)`. */
export function notifiedText({ notified_by: by, not_notified: not }: Notified): string {
  const who = by.length === 0 ? "nobody" : by.join(", ");
  return not.length === 0 ? who : `${who} (${not.join(", ")})`;
}
