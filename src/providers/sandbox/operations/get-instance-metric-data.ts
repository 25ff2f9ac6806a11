import { resourceName } from "../common-shapes.ts";
import { metricData, metricQuery, metricUnit } from "../metric-answer.ts";
import { METRICS, METRIC_NAMES, samplesOf } from "../metrics.ts";
import { reads } from "../operation.ts";
import { enumeration, required, structure } from "../shapes.ts";

export const getInstanceMetricData = reads(
  structure({
    instanceName: required(resourceName),
    metricName: required(enumeration(METRIC_NAMES)),
    ...metricQuery,
    unit: metricUnit,
  }),
  ({ state, now }, input) => {
    const { metricName } = input;
    const instance = state.get("Instance", input.instanceName);
    return {
      metricName,
      metricData: metricData(input, METRICS[metricName].unit, (from, to) =>
        samplesOf(instance, metricName, { from, to, now }),
      ),
    };
  },
);
