import { bucketName } from "../../buckets.ts";
import { metricData, metricQuery, metricUnit } from "../../metric-answer.ts";
import { reads } from "../../operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";

const UNITS = { BucketSizeBytes: "Bytes", NumberOfObjects: "Count" };
const DAY = 86_400_000;

/** Nobody puts anything into a bucket here: it is empty, which is told once a day. */
export const getBucketMetricData = reads(
  structure({
    bucketName: required(bucketName),
    metricName: required(enumeration(["BucketSizeBytes", "NumberOfObjects"])),
    ...metricQuery,
    unit: metricUnit,
  }),
  ({ state, now }, input) => {
    const { metricName } = input;
    const { createdAt } = state.get("Bucket", input.bucketName);
    return {
      metricName,
      metricData: metricData(input, UNITS[metricName], (from, to) => {
        const samples = [];
        const begin = Math.ceil(Math.max(from, createdAt) / DAY) * DAY;
        for (let at = begin; at < Math.min(to, now); at += DAY) samples.push({ at, value: 0 });
        return samples;
      }),
    };
  },
);
