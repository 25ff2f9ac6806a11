import {
  CreateRelationalDatabaseCommand,
  type CreateRelationalDatabaseCommandInput,
  GetRelationalDatabaseCommand,
  GetRelationalDatabaseEventsCommand,
  type RelationalDatabase,
} from "@aws-sdk/client-lightsail";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness } from "./harness.ts";

export const relationalDatabaseName = "books";

export const DATABASE = {
  relationalDatabaseName,
  availabilityZone: "us-east-1b",
  relationalDatabaseBlueprintId: "postgres_16",
  relationalDatabaseBundleId: "micro_2_0",
  masterDatabaseName: "trades",
  masterUsername: "keeper",
  masterUserPassword: "first-password",
  preferredBackupWindow: "16:00-16:30",
  preferredMaintenanceWindow: "Tue:17:00-Tue:17:30",
} satisfies CreateRelationalDatabaseCommandInput;

/** A sandbox that takes a while for everything, by a clock that stands still, with a database. */
export async function databaseSetUp(
  options: { isMade?: false; input?: Partial<CreateRelationalDatabaseCommandInput> } = {},
) {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "fast" });
  const { client } = sandbox;
  const create = (input: Partial<CreateRelationalDatabaseCommandInput> = {}) =>
    client.send(new CreateRelationalDatabaseCommand({ ...DATABASE, ...input }));
  if (options.isMade !== false) {
    await create(options.input);
    await clock.advance(2_000);
  }
  return {
    ...{ clock, sandbox, client, create },
    database: async (name = relationalDatabaseName): Promise<RelationalDatabase> => {
      const input = { relationalDatabaseName: name };
      const { relationalDatabase } = await client.send(new GetRelationalDatabaseCommand(input));
      return relationalDatabase ?? {};
    },
    /** Messages of the last minutes, oldest first. */
    events: async (durationInMinutes?: number) => {
      const input = { relationalDatabaseName, durationInMinutes };
      const { relationalDatabaseEvents = [] } = await client.send(
        new GetRelationalDatabaseEventsCommand(input),
      );
      return relationalDatabaseEvents.map(({ message }) => message);
    },
  };
}
