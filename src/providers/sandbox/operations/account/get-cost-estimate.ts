import { resourceName } from "../../common-shapes.ts";
import { isGone } from "../../container-services.ts";
import { daysOf, rateOf } from "../../cost-estimates.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { invalidInput, notFound } from "../../protocol/service-error.ts";
import { required, structure, timestamp } from "../../shapes.ts";

const LONGEST_MS = 366 * 86_400_000;

/** The prices are the public ones; transfer is not in them. */
export const getCostEstimate = reads(
  structure({
    resourceName: required(resourceName),
    startTime: required(timestamp()),
    endTime: required(timestamp()),
  }),
  ({ state, region, now }, input) => {
    const [start, end] = [input.startTime * 1_000, input.endTime * 1_000];
    if (start >= end) throw invalidInput("The start time must be before the end time.");
    if (start > now) throw invalidInput("The start time must not be in the future.");
    if (end - start > LONGEST_MS) throw invalidInput("An estimate covers a year at most.");
    const record = state.any(input.resourceName);
    const isThere =
      record !== undefined && !(record.resourceType === "ContainerService" && isGone(record, now));
    if (!isThere) throw notFound("Resource", input.resourceName);
    const rate = rateOf(record, region);
    const costEstimates =
      rate === undefined
        ? []
        : [
            {
              usageType: rate.usageType,
              resultsByTime: daysOf(start, end, record.createdAt, rate).map((day) => ({
                usageCost: day.units * rate.usd,
                pricingUnit: rate.pricingUnit,
                unit: day.units,
                currency: "USD",
                timePeriod: { start: seconds(day.start), end: seconds(day.end) },
              })),
            },
          ];
    return {
      resourcesBudgetEstimate: [
        {
          resourceName: record.name,
          resourceType: record.resourceType,
          costEstimates,
          startTime: input.startTime,
          endTime: input.endTime,
        },
      ],
    };
  },
);
