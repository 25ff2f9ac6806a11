import { pageToken, resourceName } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { notFound } from "../../protocol/service-error.ts";
import { structure } from "../../shapes.ts";
import { alarmView } from "../../views/alarm.ts";

/** All alarms, one by its name, or those of a resource. */
export const getAlarms = reads(
  structure({ alarmName: resourceName, pageToken, monitoredResourceName: resourceName }),
  (context, { alarmName, pageToken: token, monitoredResourceName: name }) => {
    const { state, region } = context;
    if (alarmName !== undefined) state.get("Alarm", alarmName);
    if (name !== undefined && !state.has(name)) throw notFound("Resource", name);
    const alarms = state
      .list("Alarm")
      .filter(
        (it) =>
          (alarmName === undefined || it.name === alarmName) &&
          (name === undefined || it.monitored.id === state.any(name)?.id),
      );
    const filter = JSON.stringify([alarmName, name]);
    const { items, nextPageToken } = page(alarms, token, ["GetAlarms", region.name, filter]);
    return { alarms: items.map((it) => alarmView(it, context)), nextPageToken };
  },
);
