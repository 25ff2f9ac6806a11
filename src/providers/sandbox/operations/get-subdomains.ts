import { pageToken, resourceName } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { notFound } from "../protocol/service-error.ts";
import { structure } from "../shapes.ts";

/** Subdomains can't be made here: whoever audits an account is answered an empty list. */
export const getSubdomains = reads(
  structure({ subdomainName: resourceName, pageToken }),
  ({ region }, { subdomainName, pageToken: token }) => {
    const { items } = page([], token, ["GetSubdomains", region.name]);
    if (subdomainName !== undefined) throw notFound("Subdomain", subdomainName);
    return { subdomains: items };
  },
);
