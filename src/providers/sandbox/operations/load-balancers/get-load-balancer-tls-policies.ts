import { paged } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { TLS_POLICIES } from "../../tls-policies.ts";

export const getLoadBalancerTlsPolicies = reads(paged, ({ region }, { pageToken }) => {
  const numbered = TLS_POLICIES.map((policy, sequence) => ({ policy, sequence }));
  const list = ["GetLoadBalancerTlsPolicies", region.name] as const;
  const { items, nextPageToken } = page(numbered, pageToken, list);
  return { tlsPolicies: items.map(({ policy }) => policy), nextPageToken };
});
