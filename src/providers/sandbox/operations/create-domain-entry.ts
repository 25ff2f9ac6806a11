import { changesEntries } from "../domain-entries.ts";
import { checkedEntry } from "../domains.ts";
import { operationView } from "../views/operation.ts";

export const createDomainEntry = changesEntries(
  "CreateDomainEntry",
  (domain, given) => [...domain.entries, checkedEntry(domain, given)],
  (operation, context) => ({ operation: operationView(operation, context) }),
);
