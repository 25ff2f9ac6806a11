import { resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { instanceInState } from "../require-state.ts";
import { enumeration, integer, required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** As EC2 has it. */
const MAX_HOPS = 64;

/** What is not said stays as it is. */
export const updateInstanceMetadataOptions = writes(
  structure({
    instanceName: required(resourceName),
    httpTokens: enumeration(["optional", "required"]),
    httpEndpoint: enumeration(["disabled", "enabled"]),
    httpPutResponseHopLimit: integer(),
    httpProtocolIpv6: enumeration(["disabled", "enabled"]),
  }),
  (context, input) => {
    const { httpTokens, httpEndpoint, httpPutResponseHopLimit, httpProtocolIpv6 } = input;
    const instance = instanceInState(
      context,
      input.instanceName,
      "modify the metadata options of",
      ["running", "stopped"],
    );
    const hops = httpPutResponseHopLimit ?? 1;
    if (hops < 1 || hops > MAX_HOPS) {
      throw invalidInput(`httpPutResponseHopLimit must be 1 to ${MAX_HOPS}: ${hops}`);
    }
    instance.metadata = {
      ...instance.metadata,
      ...(httpTokens !== undefined && { httpTokens }),
      ...(httpEndpoint !== undefined && { httpEndpoint }),
      ...(httpPutResponseHopLimit !== undefined && { httpPutResponseHopLimit }),
      ...(httpProtocolIpv6 !== undefined && { httpProtocolIpv6 }),
    };
    const operation = recordInstanceOperation(context, "UpdateInstanceMetadataOptions", instance);
    return { operation: operationView(operation, context) };
  },
);
