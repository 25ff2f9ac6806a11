import type { CallOptions } from "./call-options.ts";

export interface NewDomainEntry {
  /** In full, without a last dot: `www.example.com`. */
  name: string;
  /** `A`, `AAAA`, `CNAME`, `MX`, `NS`, `SOA`, `SRV` or `TXT`. */
  type: string;
  target: string;
  /** The target is a name of the provider's own, such as a load balancer's. */
  is_alias: boolean;
}

export interface DomainEntry extends NewDomainEntry {
  id: string;
}

export interface Domain {
  name: string;
  tags: Record<string, string>;
  entries: DomainEntry[];
}

/** DNS zones. Every call is refused outside of us-east-1. */
export interface Domains {
  list(call?: CallOptions): Promise<Domain[]>;
  get(domain: string, call?: CallOptions): Promise<Domain>;
  create(
    domain: string,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> },
  ): Promise<Domain>;
  /** With all of its entries. */
  delete(domain: string, call?: CallOptions): Promise<void>;
  createEntry(domain: string, entry: NewDomainEntry, call?: CallOptions): Promise<void>;
  /** The entry of that id becomes this one. */
  updateEntry(domain: string, entry: DomainEntry, call?: CallOptions): Promise<void>;
  deleteEntry(domain: string, entry: DomainEntry, call?: CallOptions): Promise<void>;
}
