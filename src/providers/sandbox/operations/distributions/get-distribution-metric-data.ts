import { resourceName } from "../../common-shapes.ts";
import { distributionOf } from "../../distributions.ts";
import { metricData, metricQuery, metricUnit } from "../../metric-answer.ts";
import { reads } from "../../operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";

/** Nobody sends requests here, so that there is nothing to count. */
export const getDistributionMetricData = reads(
  structure({
    distributionName: required(resourceName),
    metricName: required(
      enumeration([
        ...["Requests", "BytesDownloaded", "BytesUploaded"],
        ...["TotalErrorRate", "Http4xxErrorRate", "Http5xxErrorRate"],
        ...["WafAllowedRequests", "WafBlockedRequests"],
      ]),
    ),
    ...metricQuery,
    unit: metricUnit,
  }),
  (context, input) => {
    distributionOf(context, input.distributionName);
    const { metricName } = input;
    const unit = metricName.endsWith("Rate") ? "Percent" : "None";
    return { metricName, metricData: metricData(input, unit, () => []) };
  },
);
