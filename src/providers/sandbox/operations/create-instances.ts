import {
  addOnRequest,
  ipAddressType,
  nonEmptyString,
  resourceName,
  tagList,
} from "../common-shapes.ts";
import { launch } from "../launch.ts";
import { writes } from "../operation.ts";
import { list, required, string, structure } from "../shapes.ts";
import { operationsOutput } from "../views/operation.ts";

export const createInstances = writes(
  structure({
    instanceNames: required(list(string(), { min: 1 })),
    availabilityZone: required(string()),
    customImageName: resourceName,
    blueprintId: required(nonEmptyString),
    bundleId: required(nonEmptyString),
    userData: string(),
    keyPairName: resourceName,
    tags: tagList,
    addOns: list(addOnRequest),
    ipAddressType,
  }),
  // The model calls the operation by its singular.
  (context, input) => operationsOutput(launch(context, "CreateInstance", input), context),
);
