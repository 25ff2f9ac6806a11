import { resourceName } from "../../common-shapes.ts";
import { databaseAt } from "../../databases/changes.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { notFound } from "../../protocol/service-error.ts";
import { enumeration, required, structure } from "../../shapes.ts";
import type { DatabaseRecord, MasterPassword } from "../../state/database-records.ts";

export const getRelationalDatabaseMasterUserPassword = reads(
  structure({
    relationalDatabaseName: required(resourceName),
    passwordVersion: enumeration(["CURRENT", "PREVIOUS", "PENDING"]),
  }),
  ({ state, now }, { relationalDatabaseName: name, passwordVersion = "CURRENT" }) => {
    const database = databaseAt(state.get("RelationalDatabase", name), now);
    const password = VERSIONS[passwordVersion](database);
    if (password === undefined) throw notFound(`${passwordVersion} master user password`, name);
    return { masterUserPassword: password.value, createdAt: seconds(password.since) };
  },
);

const VERSIONS = {
  CURRENT: ({ password }) => password,
  PREVIOUS: ({ formerPassword }) => formerPassword,
  PENDING: ({ changes }) => {
    const change = changes.findLast(({ password }) => password !== undefined);
    return change?.password === undefined
      ? undefined
      : { value: change.password, since: change.at };
  },
} satisfies Record<string, (database: DatabaseRecord) => MasterPassword | undefined>;
