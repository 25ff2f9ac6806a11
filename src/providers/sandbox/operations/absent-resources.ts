import { resourceName } from "../common-shapes.ts";
import { type AnyOperation, reads } from "../operation.ts";
import { invalidInput, notFound } from "../protocol/service-error.ts";
import type { RESOURCE_TYPES } from "../resource-types.ts";
import { integer, list, type Members, required, string, structure, timestamp } from "../shapes.ts";

type ResourceType = (typeof RESOURCE_TYPES)[number];

/** One resource of a kind that can't be made here, or what belongs to one: there is none. */
const absent = (member: string, type: ResourceType, others: Members = {}): AnyOperation => ({
  access: "read",
  input: structure({ [member]: required(resourceName), ...others }),
  handle(_context, input: Readonly<Record<string, unknown>>) {
    throw notFound(type, String(input[member]));
  },
});

/** What a metric is asked by; which names and units there are depends on the kind. */
const metric: Members = {
  metricName: required(string()),
  period: required(integer({ min: 60, max: 86_400 })),
  startTime: required(timestamp()),
  endTime: required(timestamp()),
  statistics: required(list(string())),
};
const inUnits: Members = { ...metric, unit: required(string()) };

const DISTRIBUTION = ["distributionName", "Distribution"] as const;

export const absentResources = {
  GetDistributionLatestCacheReset: reads(
    structure({ distributionName: resourceName }),
    (_context, { distributionName }) => {
      if (distributionName === undefined) throw invalidInput("A distribution name is required.");
      throw notFound("Distribution", distributionName);
    },
  ),
  GetDistributionMetricData: absent(...DISTRIBUTION, inUnits),
};
