import { createRelationalDatabaseFromSnapshot } from "./create-relational-database-from-snapshot.ts";
import { createRelationalDatabaseSnapshot } from "./create-relational-database-snapshot.ts";
import { createRelationalDatabase } from "./create-relational-database.ts";
import { deleteRelationalDatabaseSnapshot } from "./delete-relational-database-snapshot.ts";
import { deleteRelationalDatabase } from "./delete-relational-database.ts";
import { getRelationalDatabaseBlueprints } from "./get-relational-database-blueprints.ts";
import { getRelationalDatabaseBundles } from "./get-relational-database-bundles.ts";
import { getRelationalDatabaseEvents } from "./get-relational-database-events.ts";
import { getRelationalDatabaseLogEvents } from "./get-relational-database-log-events.ts";
import { getRelationalDatabaseLogStreams } from "./get-relational-database-log-streams.ts";
import { getRelationalDatabaseMasterUserPassword } from "./get-relational-database-master-user-password.ts";
import { getRelationalDatabaseMetricData } from "./get-relational-database-metric-data.ts";
import { getRelationalDatabaseParameters } from "./get-relational-database-parameters.ts";
import { getRelationalDatabaseSnapshot } from "./get-relational-database-snapshot.ts";
import { getRelationalDatabaseSnapshots } from "./get-relational-database-snapshots.ts";
import { getRelationalDatabase } from "./get-relational-database.ts";
import { getRelationalDatabases } from "./get-relational-databases.ts";
import { rebootRelationalDatabase } from "./reboot-relational-database.ts";
import { startRelationalDatabase } from "./start-relational-database.ts";
import { stopRelationalDatabase } from "./stop-relational-database.ts";
import { updateRelationalDatabaseParameters } from "./update-relational-database-parameters.ts";
import { updateRelationalDatabase } from "./update-relational-database.ts";

export const databases = {
  CreateRelationalDatabaseFromSnapshot: createRelationalDatabaseFromSnapshot,
  CreateRelationalDatabaseSnapshot: createRelationalDatabaseSnapshot,
  CreateRelationalDatabase: createRelationalDatabase,
  DeleteRelationalDatabaseSnapshot: deleteRelationalDatabaseSnapshot,
  DeleteRelationalDatabase: deleteRelationalDatabase,
  GetRelationalDatabaseBlueprints: getRelationalDatabaseBlueprints,
  GetRelationalDatabaseBundles: getRelationalDatabaseBundles,
  GetRelationalDatabaseEvents: getRelationalDatabaseEvents,
  GetRelationalDatabaseLogEvents: getRelationalDatabaseLogEvents,
  GetRelationalDatabaseLogStreams: getRelationalDatabaseLogStreams,
  GetRelationalDatabaseMasterUserPassword: getRelationalDatabaseMasterUserPassword,
  GetRelationalDatabaseMetricData: getRelationalDatabaseMetricData,
  GetRelationalDatabaseParameters: getRelationalDatabaseParameters,
  GetRelationalDatabaseSnapshot: getRelationalDatabaseSnapshot,
  GetRelationalDatabaseSnapshots: getRelationalDatabaseSnapshots,
  GetRelationalDatabase: getRelationalDatabase,
  GetRelationalDatabases: getRelationalDatabases,
  RebootRelationalDatabase: rebootRelationalDatabase,
  StartRelationalDatabase: startRelationalDatabase,
  StopRelationalDatabase: stopRelationalDatabase,
  UpdateRelationalDatabaseParameters: updateRelationalDatabaseParameters,
  UpdateRelationalDatabase: updateRelationalDatabase,
};
