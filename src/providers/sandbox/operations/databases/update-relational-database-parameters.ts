import { resourceName } from "../../common-shapes.ts";
import { addEvents, databaseInState } from "../../databases/changes.ts";
import { blueprintNamed } from "../../databases/make-database.ts";
import { checkedParameter } from "../../databases/parameters.ts";
import { recordDatabaseOperation } from "../../databases/snapshots.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { boolean, list, required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

const MOST_AT_ONCE = 20;

/** As it is answered; what is not to be changed of it is not looked at. */
const parameter = structure({
  allowedValues: string(),
  applyMethod: string(),
  applyType: string(),
  dataType: string(),
  description: string(),
  isModifiable: boolean(),
  parameterName: string(),
  parameterValue: string(),
});

/** Takes effect immediately, or with the next start of the database. */
export const updateRelationalDatabaseParameters = writes(
  structure({
    relationalDatabaseName: required(resourceName),
    parameters: required(list(parameter)),
  }),
  (context, { relationalDatabaseName, parameters }) => {
    const allowed = ["available", "stopped"] as const;
    const database = databaseInState(context, relationalDatabaseName, "update", allowed);
    if (parameters.length === 0 || parameters.length > MOST_AT_ONCE) {
      throw invalidInput(`Give 1 to ${MOST_AT_ONCE} parameters: ${parameters.length}`);
    }
    const { engine } = blueprintNamed(database.blueprintId);
    const checked = parameters.map((it) => checkedParameter(engine, it));
    for (const { name, value, applyMethod } of checked) {
      database.parameters[name] = { value, applyMethod };
      database.needsRestart ||= applyMethod === "pending-reboot";
    }
    addEvents(database, { at: context.now, kind: "parametersSet" });
    const operationType = "UpdateRelationalDatabaseParameters";
    return operationsOutput([recordDatabaseOperation(context, operationType, database)], context);
  },
);
