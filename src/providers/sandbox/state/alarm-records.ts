import type { CommonRecord, Tag } from "./common-record.ts";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmRecord extends CommonRecord {
  resourceType: "Alarm";
  monitored: { resourceType: string; name: string; id: string };
  metricName: string;
  comparisonOperator: string;
  threshold: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  treatMissingData: "breaching" | "notBreaching" | "ignore" | "missing";
  contactProtocols: string[];
  notificationTriggers: string[];
  notificationEnabled: boolean;
  tags: Tag[];
  /** What a test puts it into, until then. */
  tested?: { state: AlarmState; until: number };
}

export interface ContactMethodRecord extends CommonRecord {
  resourceType: "ContactMethod";
  protocol: "Email" | "SMS";
  endpoint: string;
  tags: Tag[];
}
