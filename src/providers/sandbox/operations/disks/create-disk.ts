import { addOnRequest, nonEmptyString, resourceName, tagList } from "../../common-shapes.ts";
import { makeDisk, recordDiskOperation } from "../../disks.ts";
import { writes } from "../../operation.ts";
import { integer, list, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const createDisk = writes(
  structure({
    diskName: required(resourceName),
    availabilityZone: required(nonEmptyString),
    sizeInGb: required(integer()),
    tags: tagList,
    addOns: list(addOnRequest),
  }),
  (context, input) => {
    const disk = makeDisk(context, input);
    const doneAt = disk.transition.until;
    return operationsOutput(
      [recordDiskOperation(context, "CreateDisk", disk, { doneAt })],
      context,
    );
  },
);
