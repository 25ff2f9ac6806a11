import type { ReadContext } from "../context.ts";
import { setupStatus } from "../https-setups.ts";
import { arn, seconds } from "../identity.ts";
import type { HttpsSetupRecord } from "../state/https-setup-record.ts";
import type { InstanceRecord } from "../state/records.ts";

export function setupView(
  setup: HttpsSetupRecord,
  instance: InstanceRecord,
  context: ReadContext,
): object {
  const status = setupStatus(setup, context);
  return {
    operationId: setup.id,
    request: {
      instanceName: instance.name,
      domainNames: setup.domainNames,
      certificateProvider: "LetsEncrypt",
    },
    resource: {
      name: instance.name,
      arn: arn(context, "Instance", instance.id),
      createdAt: seconds(instance.createdAt),
      location: { availabilityZone: instance.zone, regionName: context.region.name },
      resourceType: "Instance",
    },
    executionDetails: [
      {
        dateTime: seconds(setup.createdAt),
        name: instance.name,
        status,
        ...(status === "failed" && {
          standardError: `The domain name does not lead to the instance: ${setup.failedName}`,
        }),
      },
    ],
    status,
  };
}
