import { findService, serviceName } from "../../container-services.ts";
import { metricData, metricQuery } from "../../metric-answer.ts";
import { noiseOf } from "../../metrics.ts";
import { reads } from "../../operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";

const STEP = 300_000;
/** Percent that each metric lies around; made up, as nothing runs. */
const LEVELS = { CPUUtilization: 10, MemoryUtilization: 40 };

/** From the first deployment that became active until the service was disabled. */
export const getContainerServiceMetricData = reads(
  structure({
    serviceName: required(serviceName),
    metricName: required(enumeration(["CPUUtilization", "MemoryUtilization"])),
    ...metricQuery,
  }),
  (context, input) => {
    const { now } = context;
    const { metricName } = input;
    const service = findService(context, input.serviceName);
    const first = service.deployments.find(({ failure }) => failure === undefined);
    const last = service.isDisabled ? Math.min(now, service.transition.until) : now;
    return {
      metricName,
      metricData: metricData(input, "Percent", (from, to) => {
        const samples = [];
        const begin = Math.ceil(Math.max(from, first?.doneAt ?? Infinity) / STEP) * STEP;
        for (let at = begin; at < Math.min(to, last); at += STEP) {
          const noise = noiseOf(`${service.id} ${metricName} ${at}`);
          samples.push({ at, value: LEVELS[metricName] * (0.8 + 0.4 * noise) });
        }
        return samples;
      }),
    };
  },
);
