import { settingsOf } from "../../core/alarms/settings.ts";
import type { AlarmSettings } from "../../core/contracts/alarms.ts";

interface NotedAlarm extends AlarmSettings {
  tags: Record<string, string>;
}

export interface NotedChange {
  region: string;
  name: string;
  before: readonly NotedAlarm[];
  after: readonly NotedAlarm[];
  resource_arn: string;
}

/** A change of one alarm, as the journal keeps it. */
export function notedChange(
  region: string,
  name: string,
  before: NotedAlarm | null,
  after: NotedAlarm | null,
  resourceArn: string | null,
): NotedChange {
  const noted = (it: NotedAlarm | null): NotedAlarm[] =>
    it === null ? [] : [{ ...settingsOf(it), tags: it.tags }];
  return {
    region,
    name,
    before: noted(before),
    after: noted(after),
    resource_arn: resourceArn ?? "",
  };
}
