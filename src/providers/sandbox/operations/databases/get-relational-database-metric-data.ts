import { resourceName } from "../../common-shapes.ts";
import {
  DATABASE_METRIC_NAMES,
  DATABASE_METRICS,
  databaseSamples,
} from "../../databases/metrics.ts";
import { metricData, metricQuery, metricUnit } from "../../metric-answer.ts";
import { reads } from "../../operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";

export const getRelationalDatabaseMetricData = reads(
  structure({
    relationalDatabaseName: required(resourceName),
    metricName: required(enumeration(DATABASE_METRIC_NAMES)),
    ...metricQuery,
    unit: metricUnit,
  }),
  ({ state, now }, input) => {
    const { metricName } = input;
    const database = state.get("RelationalDatabase", input.relationalDatabaseName);
    return {
      metricName,
      metricData: metricData(input, DATABASE_METRICS[metricName].unit, (from, to) =>
        databaseSamples(database, metricName, { from, to, now }),
      ),
    };
  },
);
