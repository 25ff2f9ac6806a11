import type { DomainEntry as SdkEntry, Domain as SdkDomain } from "@aws-sdk/client-lightsail";
import type { Domain, DomainEntry, NewDomainEntry } from "../../core/contracts/domains.ts";
import { sameEntry } from "../../core/dns/entry-plan.ts";
import { nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import { type Calls, present } from "./calls.ts";
import { toTagList } from "./create-request.ts";
import { toTags } from "./mapping.ts";
import { allPages } from "./pages.ts";

export async function listDomains(calls: Calls, call?: CallOptions): Promise<Domain[]> {
  const domains = await allPages(async (pageToken) => {
    const page = await calls.read("GetDomains", pageToken === undefined ? {} : { pageToken }, call);
    return { items: page.domains, next: page.nextPageToken };
  });
  return domains.map(toDomain);
}

export async function getDomain(calls: Calls, name: string, call?: CallOptions): Promise<Domain> {
  const { domain } = await calls.read(
    "GetDomain",
    { domainName: name },
    { ...call, resource: name },
  );
  return toDomain(present(domain, name));
}

export async function createDomain(
  calls: Calls,
  name: string,
  { tags = {}, ...call }: CallOptions & { tags?: Readonly<Record<string, string>> } = {},
): Promise<Domain> {
  await calls.change(
    "CreateDomain",
    { domainName: name, tags: toTagList(tags) },
    { ...call, resource: name },
    async () => (await nullIfMissing(getDomain(calls, name, call))) !== null,
  );
  return getDomain(calls, name, call);
}

export async function deleteDomain(calls: Calls, name: string, call?: CallOptions): Promise<void> {
  await calls.change(
    "DeleteDomain",
    { domainName: name },
    { ...call, resource: name },
    async () => (await nullIfMissing(getDomain(calls, name, call))) === null,
  );
}

export async function createEntry(
  calls: Calls,
  domain: string,
  entry: NewDomainEntry,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "CreateDomainEntry",
    { domainName: domain, domainEntry: toEntry(entry) },
    { ...call, resource: domain },
    () => hasEntry(calls, domain, entry, call),
  );
}

export async function updateEntry(
  calls: Calls,
  domain: string,
  entry: DomainEntry,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "UpdateDomainEntry",
    { domainName: domain, domainEntry: { ...toEntry(entry), id: entry.id } },
    { ...call, resource: domain },
    () => hasEntry(calls, domain, entry, call),
  );
}

export async function deleteEntry(
  calls: Calls,
  domain: string,
  entry: DomainEntry,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "DeleteDomainEntry",
    { domainName: domain, domainEntry: { ...toEntry(entry), id: entry.id } },
    { ...call, resource: domain },
    async () => !(await hasEntry(calls, domain, entry, call)),
  );
}

function toEntry({ name, type, target, is_alias: isAlias }: NewDomainEntry): SdkEntry {
  return { name, type, target, isAlias };
}

/** By what it says: the service may give a changed entry another id. */
async function hasEntry(
  calls: Calls,
  domain: string,
  entry: NewDomainEntry,
  call?: CallOptions,
): Promise<boolean> {
  const { entries } = await getDomain(calls, domain, call);
  return entries.some((it) => sameEntry(it, entry));
}

function toDomain({ name = "", tags, domainEntries = [] }: SdkDomain): Domain {
  const entries = domainEntries.map((it) => ({
    id: it.id ?? "",
    name: it.name ?? "",
    type: it.type ?? "",
    target: it.target ?? "",
    is_alias: it.isAlias ?? false,
  }));
  return { name, tags: toTags(tags), entries };
}
