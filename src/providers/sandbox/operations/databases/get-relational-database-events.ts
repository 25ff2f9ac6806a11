import { pageToken as token, resourceName } from "../../common-shapes.ts";
import { DATABASE_EVENTS } from "../../databases/event-kinds.ts";
import { eventsOf } from "../../databases/events.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { integer, required, structure } from "../../shapes.ts";

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 60;
const MOST_MINUTES = 20_160;
/** Events of one millisecond that a page can end between. */
const AT_ONCE = 10;

export const getRelationalDatabaseEvents = reads(
  structure({
    relationalDatabaseName: required(resourceName),
    durationInMinutes: integer(),
    pageToken: token,
  }),
  ({ state, now, region }, input) => {
    const { relationalDatabaseName: name, durationInMinutes = DEFAULT_MINUTES } = input;
    const database = state.get("RelationalDatabase", name);
    if (durationInMinutes < 1 || durationInMinutes > MOST_MINUTES) {
      throw invalidInput(`durationInMinutes must be 1 to ${MOST_MINUTES}: ${durationInMinutes}`);
    }
    const all = eventsOf(database, { from: now - durationInMinutes * MINUTE_MS, now });
    // Numbers that stay with their events while the time goes on.
    const numbered = all.map((event, index) => ({
      ...event,
      sequence: event.at * AT_ONCE + all.slice(0, index).filter(({ at }) => at === event.at).length,
    }));
    const { items, nextPageToken } = page(numbered, input.pageToken, [
      "GetRelationalDatabaseEvents",
      region.name,
      database.id,
    ]);
    return {
      relationalDatabaseEvents: items.map(({ at, kind }) => ({
        resource: name,
        createdAt: seconds(at),
        message: DATABASE_EVENTS[kind].message,
        eventCategories: [DATABASE_EVENTS[kind].category],
      })),
      nextPageToken,
    };
  },
);
