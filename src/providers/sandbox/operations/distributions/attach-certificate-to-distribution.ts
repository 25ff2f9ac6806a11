import { resourceName } from "../../common-shapes.ts";
import {
  assertAttachable,
  distributionOf,
  distributionOutput,
  rollOut,
} from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";

/** In the place of the former, if there is one. */
export const attachCertificateToDistribution = writes(
  structure({
    distributionName: required(resourceName),
    certificateName: required(resourceName),
  }),
  (context, { distributionName, certificateName }) => {
    const distribution = distributionOf(context, distributionName);
    distribution.certificate = assertAttachable(context, certificateName);
    distribution.transition = rollOut(context);
    return distributionOutput(context, "AttachCertificateToDistribution", distribution, {
      details: certificateName,
    });
  },
);
