import {
  boolean,
  listOf,
  number,
  record,
  string,
  stringByKey,
  strings,
} from "../../core/journal/shapes.ts";
import { argument } from "../definition/option.ts";

export const ALARM = argument({ name: "<name>", help: "name of the alarm", names: "alarms" });

const ALARM_SHAPE = record({
  name: string,
  resource: string,
  metric: string,
  comparison: string,
  threshold: number,
  datapoints_to_alarm: number,
  evaluation_periods: number,
  missing_data: string,
  contact_protocols: strings,
  notification_triggers: strings,
  notifications_enabled: boolean,
  tags: stringByKey,
});

/** One alarm as it was and as it is to be: an empty list for none. */
const CHANGES = listOf(
  record({
    region: string,
    name: string,
    before: listOf(ALARM_SHAPE),
    after: listOf(ALARM_SHAPE),
    /** Of what it is to watch: empty when that is unknown. */
    resource_arn: string,
  }),
);

/** What a command does to alarms, so that `infra undo` can bring them back. */
export const ALARM_NOTES = { changes: CHANGES } as const;
