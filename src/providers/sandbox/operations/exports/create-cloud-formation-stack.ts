import { nonEmptyString, resourceName } from "../../common-shapes.ts";
import { assertZone } from "../../launch.ts";
import { newId } from "../../identity.ts";
import { writes } from "../../operation.ts";
import { invalidInput, stateConflict } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, list, required, string, structure } from "../../shapes.ts";
import type { StackRecord } from "../../state/export-records.ts";
import { operationsOutput } from "../../views/operation.ts";

const entry = structure({
  sourceName: required(resourceName),
  instanceType: required(nonEmptyString),
  portInfoSource: required(enumeration(["DEFAULT", "INSTANCE", "NONE", "CLOSED"])),
  userData: string(),
  availabilityZone: required(string()),
});

/** No EC2 instance is made: the record is all that there is to see here. */
export const createCloudFormationStack = writes(
  structure({ instances: required(list(entry)) }),
  (context, { instances }) => {
    const { state, now, durations, region, account } = context;
    if (instances.length !== 1) throw invalidInput("Exactly one instance must be given.");
    const sources = instances.map(({ sourceName, availabilityZone }) => {
      assertZone(region, availabilityZone);
      const { name, id, source, transition } = state.get("ExportSnapshotRecord", sourceName);
      if (now < transition.until) throw stateConflict(`The export has not ended yet: ${name}`);
      if (source.resourceType !== "InstanceSnapshot") {
        throw invalidInput(`There is no instance in the snapshot of a disk: ${name}`);
      }
      return { name, id };
    });
    const until = now + durations.start;
    const stack = newId();
    const record: StackRecord = {
      resourceType: "CloudFormationStackRecord",
      name: `CloudFormationStackRecord-${stack}`,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      stackId: `arn:aws:cloudformation:${region.name}:${account}:stack/Lightsail-Stack-${stack}/${newId()}`,
      sources,
      transition: { during: "Started", after: "Succeeded", until },
    };
    state.add(record);
    const operation = recordOperation(context, {
      operationType: "CreateCloudFormationStack",
      resourceName: record.name,
      resourceType: record.resourceType,
      doneAt: until,
    });
    return operationsOutput([operation], context);
  },
);
