import { pageToken } from "../../common-shapes.ts";
import { hasContainer, logEvents, matchesFilter } from "../../container-logs.ts";
import { findService, serviceName } from "../../container-services.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { notFound } from "../../protocol/service-error.ts";
import { required, string, structure, timestamp } from "../../shapes.ts";

export const getContainerLog = reads(
  structure({
    serviceName: required(serviceName),
    containerName: required(string()),
    startTime: timestamp(),
    endTime: timestamp(),
    filterPattern: string(),
    pageToken,
  }),
  (context, input) => {
    const { region, now } = context;
    const { containerName, startTime = -Infinity, endTime = Infinity, filterPattern = "" } = input;
    const service = findService(context, input.serviceName);
    if (!hasContainer(service, containerName)) throw notFound("Container", containerName);
    const events = logEvents(service, containerName, now)
      .filter(({ at }) => seconds(at) >= startTime && seconds(at) <= endTime)
      .filter(({ message }) => matchesFilter(message, filterPattern));
    const filter = JSON.stringify([service.name, containerName, startTime, endTime, filterPattern]);
    const { items, nextPageToken } = page(events, input.pageToken, [
      "GetContainerLog",
      region.name,
      filter,
    ]);
    return {
      logEvents: items.map(({ at, message }) => ({ createdAt: seconds(at), message })),
      nextPageToken,
    };
  },
);
