import { nonEmptyString, pageToken as token, resourceName } from "../../common-shapes.ts";
import { logPage } from "../../databases/log-pages.ts";
import { LOG_STREAMS, logOf } from "../../databases/logs.ts";
import { blueprintNamed } from "../../databases/make-database.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { invalidInput, notFound } from "../../protocol/service-error.ts";
import { boolean, required, structure, timestamp } from "../../shapes.ts";

export const getRelationalDatabaseLogEvents = reads(
  structure({
    relationalDatabaseName: required(resourceName),
    logStreamName: required(nonEmptyString),
    startTime: timestamp(),
    endTime: timestamp(),
    startFromHead: boolean(),
    pageToken: token,
  }),
  ({ state, now, region }, input) => {
    const { startTime = -Infinity, endTime = Infinity, startFromHead = false } = input;
    const { logStreamName: stream } = input;
    const database = state.get("RelationalDatabase", input.relationalDatabaseName);
    const { engine } = blueprintNamed(database.blueprintId);
    if (!LOG_STREAMS[engine].includes(stream)) throw notFound("LogStream", stream);
    if (startTime > endTime) throw invalidInput("The start time must be before the end time.");
    if (startFromHead && engine === "postgres") {
      throw invalidInput("Logs of PostgreSQL can't be read from their head.");
    }
    const lines = logOf(database, stream, now).filter(
      ({ at }) => seconds(at) >= startTime && seconds(at) <= endTime,
    );
    const page = logPage(lines, {
      fromHead: startFromHead,
      token: input.pageToken,
      log: JSON.stringify([region.name, database.id, stream, input.startTime, input.endTime]),
    });
    return {
      resourceLogEvents: page.lines.map(({ at, message }) => ({
        createdAt: seconds(at),
        message,
      })),
      nextBackwardToken: page.backward,
      nextForwardToken: page.forward,
    };
  },
);
