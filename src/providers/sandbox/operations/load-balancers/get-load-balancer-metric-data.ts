import { resourceName } from "../../common-shapes.ts";
import { metricData, metricQuery, metricUnit } from "../../metric-answer.ts";
import { reads } from "../../operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";

const METRICS = [
  "ClientTLSNegotiationErrorCount",
  "HealthyHostCount",
  "UnhealthyHostCount",
  "HTTPCode_LB_4XX_Count",
  "HTTPCode_LB_5XX_Count",
  "HTTPCode_Instance_2XX_Count",
  "HTTPCode_Instance_3XX_Count",
  "HTTPCode_Instance_4XX_Count",
  "HTTPCode_Instance_5XX_Count",
  "InstanceResponseTime",
  "RejectedConnectionCount",
  "RequestCount",
] as const;

/** Milliseconds between two samples. */
const STEP = 60_000;

/** Nobody sends requests here: all that is counted are the instances, and none is ever ill. */
export const getLoadBalancerMetricData = reads(
  structure({
    loadBalancerName: required(resourceName),
    metricName: required(enumeration(METRICS)),
    ...metricQuery,
    unit: metricUnit,
  }),
  ({ state, now }, input) => {
    const { metricName } = input;
    const { createdAt, instances } = state.get("LoadBalancer", input.loadBalancerName);
    const unit = metricName === "InstanceResponseTime" ? "Seconds" : "Count";
    const samples = (from: number, to: number) => {
      const found = [];
      if (metricName !== "HealthyHostCount" && metricName !== "UnhealthyHostCount") return [];
      const begin = Math.ceil(Math.max(from, createdAt) / STEP) * STEP;
      for (let at = begin; at < Math.min(to, now); at += STEP) {
        const healthy = instances.filter(({ checkedAt }) => checkedAt <= at).length;
        found.push({ at, value: metricName === "HealthyHostCount" ? healthy : 0 });
      }
      return found;
    };
    return { metricName, metricData: metricData(input, unit, samples) };
  },
);
