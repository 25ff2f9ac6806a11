import { resourceName } from "../../common-shapes.ts";
import {
  assertHasWebServer,
  assertShortName,
  SETUPS_KEPT,
  unreachableName,
} from "../../https-setups.ts";
import { writes } from "../../operation.ts";
import { recordInstanceOperation } from "../../record-operation.ts";
import { instanceInState } from "../../require-state.ts";
import { enumeration, list, required, string, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

const emailAddress = string({
  pattern:
    /^[\w!#$%&.'*+/=?^`{|}~-]{1,64}@[a-zA-Z0-9-]{1,63}(\.[a-zA-Z0-9-]{1,63}){0,8}(\.[a-zA-Z]{2,63})$/,
  min: 6,
  max: 254,
});

const domainName = string({
  pattern: /^[a-zA-Z0-9-]{1,63}(\.[a-zA-Z0-9-]{1,63}){0,8}(\.[a-zA-Z]{2,63})$/,
});

/** Nothing runs on the instance; whether a certificate is issued is decided by the zones here. */
export const setupInstanceHttps = writes(
  structure({
    instanceName: required(resourceName),
    emailAddress: required(emailAddress),
    domainNames: required(list(domainName, { min: 1, max: 10 })),
    certificateProvider: required(enumeration(["LetsEncrypt"])),
  }),
  (context, { instanceName, domainNames }) => {
    const { now, durations } = context;
    const instance = instanceInState(context, instanceName, "set up HTTPS on", ["running"]);
    assertHasWebServer(instance);
    assertShortName(domainNames);
    const failedName = unreachableName(domainNames, instance, context);
    const until = now + durations.certificate;
    const operation = recordInstanceOperation(context, "SetupInstanceHttps", instance, {
      doneAt: until,
    });
    instance.httpsSetups = [
      {
        ...{ id: operation.id, createdAt: now, domainNames, until },
        ...(failedName !== undefined && { failedName }),
      },
      ...(instance.httpsSetups ?? []),
    ].slice(0, SETUPS_KEPT);
    return operationsOutput([operation], context);
  },
);
