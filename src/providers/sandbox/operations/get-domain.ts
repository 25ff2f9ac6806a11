import { nonEmptyString } from "../common-shapes.ts";
import { assertDomainRegion, plainName } from "../domains.ts";
import { reads } from "../operation.ts";
import { required, structure } from "../shapes.ts";
import { domainView } from "../views/domain.ts";

export const getDomain = reads(
  structure({ domainName: required(nonEmptyString) }),
  (context, { domainName }) => {
    assertDomainRegion(context);
    return { domain: domainView(context.state.get("Domain", plainName(domainName)), context) };
  },
);
