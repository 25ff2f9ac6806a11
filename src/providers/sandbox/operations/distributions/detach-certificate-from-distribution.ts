import { resourceName } from "../../common-shapes.ts";
import { distributionOf, distributionOutput, rollOut } from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";

export const detachCertificateFromDistribution = writes(
  structure({ distributionName: required(resourceName) }),
  (context, { distributionName }) => {
    const distribution = distributionOf(context, distributionName);
    const { certificate } = distribution;
    if (certificate === undefined) {
      throw invalidInput(`No certificate is attached to the distribution: ${distributionName}`);
    }
    delete distribution.certificate;
    distribution.transition = rollOut(context);
    return distributionOutput(context, "DetachCertificateFromDistribution", distribution, {
      details: certificate,
    });
  },
);
