import { bucketName, bucketOperation, connectedInstances } from "../../buckets.ts";
import { resourceName } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { recordInstanceOperation } from "../../record-operation.ts";
import { enumeration, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** For an instance of the region; to say the same again is no fault. */
export const setResourceAccessForBucket = writes(
  structure({
    resourceName: required(resourceName),
    bucketName: required(bucketName),
    access: required(enumeration(["allow", "deny"])),
  }),
  (context, { resourceName: instanceName, bucketName: name, access }) => {
    const { state } = context;
    const bucket = state.get("Bucket", name);
    const instance = state.get("Instance", instanceName);
    const others = connectedInstances(bucket, context).filter(({ id }) => id !== instance.id);
    const { id } = instance;
    bucket.instances = access === "allow" ? [...others, { name: instanceName, id }] : others;
    const operationType = "SetResourceAccessForBucket";
    return operationsOutput(
      [
        bucketOperation(context, operationType, name, instanceName),
        recordInstanceOperation(context, operationType, instance, { details: name }),
      ],
      context,
    );
  },
);
