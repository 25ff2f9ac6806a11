import { cacheSettings, checkSettings } from "../../cache-settings.ts";
import { resourceName } from "../../common-shapes.ts";
import { checkOrigin, inputOrigin } from "../../distribution-origins.ts";
import {
  assertAttachable,
  behavior,
  cacheBehaviors,
  checkBehaviors,
  distributionOf,
  distributionOutput,
  extras,
  rollOut,
  setExtras,
} from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";

/** Settings and behaviors take the place of those that there were; all else where it is said. */
export const updateDistribution = writes(
  structure({
    distributionName: required(resourceName),
    origin: inputOrigin,
    defaultCacheBehavior: structure({ behavior }),
    cacheBehaviorSettings: cacheSettings,
    cacheBehaviors,
    isEnabled: boolean(),
    ...extras,
    certificateName: resourceName,
    useDefaultCertificate: boolean(),
  }),
  (context, input) => {
    const distribution = distributionOf(context, input.distributionName);
    const { certificateName, useDefaultCertificate, cacheBehaviorSettings: settings } = input;
    if (certificateName !== undefined && useDefaultCertificate === true) {
      throw invalidInput("Give either certificateName or useDefaultCertificate.");
    }
    if (certificateName === undefined && useDefaultCertificate === false) {
      throw invalidInput("certificateName is required without the default certificate.");
    }
    if (input.origin !== undefined) distribution.origin = checkOrigin(context, input.origin);
    if (settings !== undefined) distribution.settings = checkSettings(settings);
    if (input.cacheBehaviors !== undefined) {
      distribution.behaviors = checkBehaviors(input.cacheBehaviors);
    }
    if (certificateName !== undefined) {
      distribution.certificate = assertAttachable(context, certificateName);
    }
    if (useDefaultCertificate === true) delete distribution.certificate;
    distribution.defaultBehavior =
      input.defaultCacheBehavior?.behavior ?? distribution.defaultBehavior;
    distribution.isEnabled = input.isEnabled ?? distribution.isEnabled;
    setExtras(distribution, input);
    distribution.transition = rollOut(context);
    return distributionOutput(context, "UpdateDistribution", distribution);
  },
);
