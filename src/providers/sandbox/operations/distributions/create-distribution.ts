import { cacheSettings, checkSettings } from "../../cache-settings.ts";
import { ipAddressType, nonEmptyString, resourceName, tagList } from "../../common-shapes.ts";
import { checkOrigin, inputOrigin } from "../../distribution-origins.ts";
import {
  assertAddressType,
  assertAttachable,
  assertDistributionBundle,
  assertDistributionRegion,
  behavior,
  cacheBehaviors,
  checkBehaviors,
  distributionOutput,
  extras,
  newDistributionId,
  newDomainName,
  rollOut,
  setExtras,
} from "../../distributions.ts";
import { newId } from "../../identity.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { invalidInput, quotaReached } from "../../protocol/service-error.ts";
import { required, string, structure } from "../../shapes.ts";
import type { DistributionRecord } from "../../state/distribution-record.ts";
import { mergeTags } from "../../tags.ts";
import { distributionView } from "../../views/distribution.ts";

const MAX_DISTRIBUTIONS = 20;

/** The service refuses tags without a value here, and here alone. */
export const createDistribution = writes(
  structure({
    distributionName: required(resourceName),
    origin: required(inputOrigin),
    defaultCacheBehavior: required(structure({ behavior })),
    cacheBehaviorSettings: cacheSettings,
    cacheBehaviors,
    bundleId: required(nonEmptyString),
    ipAddressType,
    tags: tagList,
    certificateName: resourceName,
    ...extras,
    subdomainName: string(),
  }),
  (context, input) => {
    assertDistributionRegion(context);
    const { state, now } = context;
    const { distributionName: name, certificateName, cacheBehaviorSettings: settings } = input;
    assertNewNames(state, [name]);
    if (state.list("Distribution").length >= MAX_DISTRIBUTIONS) {
      throw quotaReached("distributions", MAX_DISTRIBUTIONS);
    }
    if (input.subdomainName !== undefined) {
      throw invalidInput(
        "The sandbox has no subdomains: leave subdomainName out.",
        "UnsupportedOperation",
      );
    }
    const bare = input.tags?.find(({ value = "" }) => value === "");
    if (bare !== undefined) throw invalidInput(`The tag needs a value: ${bare.key ?? ""}`);
    const defaultBehavior = input.defaultCacheBehavior.behavior;
    if (defaultBehavior === undefined)
      throw invalidInput("The default cache behavior is required.");
    const distribution: DistributionRecord = {
      resourceType: "Distribution",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      distributionId: newDistributionId(),
      domainName: newDomainName(),
      bundleId: assertDistributionBundle(input.bundleId),
      isEnabled: true,
      origin: checkOrigin(context, input.origin),
      defaultBehavior,
      behaviors: checkBehaviors(input.cacheBehaviors ?? []),
      ...(settings !== undefined && { settings: checkSettings(settings) }),
      ipAddressType: assertAddressType(input.ipAddressType ?? "dualstack"),
      ...(certificateName !== undefined && {
        certificate: assertAttachable(context, certificateName),
      }),
      tags: mergeTags([], input.tags),
      transition: rollOut(context),
    };
    setExtras(distribution, input);
    state.add(distribution);
    return {
      distribution: distributionView(distribution, context, true),
      ...distributionOutput(context, "CreateDistribution", distribution),
    };
  },
);
