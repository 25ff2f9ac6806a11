import { pageToken, resourceName } from "../common-shapes.ts";
import type { AnyOperation } from "../operation.ts";
import type { OperationName } from "../operation-names.ts";
import { page } from "../paging.ts";
import { notFound } from "../protocol/service-error.ts";
import type { RESOURCE_TYPES } from "../resource-types.ts";
import { type Members, type StructureShape, structure } from "../shapes.ts";

/**
 * Lists of the kinds that can't be made here, so that there are none: whoever audits an account is
 * answered an empty list under the service's own key. One that names a resource is told that there
 * is no such thing.
 */
type ResourceType = (typeof RESOURCE_TYPES)[number];

interface Filters {
  /** Members of the input that name a resource, and its type. */
  readonly names?: Readonly<Record<string, ResourceType>>;
  /** Other members, which leave an empty list empty. */
  readonly others?: Members;
}

const none = (key: string, filters: Filters = {}): AnyOperation => ({
  access: "read",
  input: inputOf(filters),
  handle(_context, input: Readonly<Record<string, unknown>>) {
    refuseNamed(filters, input);
    return { [key]: [] };
  },
});

const nonePaged = (operation: OperationName, key: string, filters: Filters = {}): AnyOperation => ({
  access: "read",
  input: inputOf(filters, { pageToken }),
  handle({ region }, input: Readonly<Record<string, unknown>> & { pageToken?: string }) {
    const { items } = page([], input.pageToken, [operation, region.name]);
    refuseNamed(filters, input);
    return { [key]: items };
  },
});

const inputOf = ({ names = {}, others = {} }: Filters, more: Members = {}): StructureShape =>
  structure({
    ...Object.fromEntries(Object.keys(names).map((member) => [member, resourceName])),
    ...others,
    ...more,
  });

function refuseNamed({ names = {} }: Filters, input: Readonly<Record<string, unknown>>): void {
  for (const [member, type] of Object.entries(names)) {
    const name = input[member];
    if (typeof name === "string") throw notFound(type, name);
  }
}

export const absentLists = {
  GetDistributionBundles: none("bundles"),
  GetDistributions: nonePaged("GetDistributions", "distributions", {
    names: { distributionName: "Distribution" },
  }),
  GetSubdomains: nonePaged("GetSubdomains", "subdomains", {
    names: { subdomainName: "Subdomain" },
  }),
};
