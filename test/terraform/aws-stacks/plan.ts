export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
}

/** The file in which Terraform keeps it. */
export interface State {
  readonly outputs: Readonly<Record<string, { value: unknown }>>;
  readonly resources: readonly {
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** What a plan changes, in the order of actions and addresses. */
export function changesOf(plan: {
  resource_changes: readonly { address: string; mode: string; change: { actions: string[] } }[];
}): Change[] {
  return plan.resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .map(({ address, change }) => ({ address, actions: change.actions.toSorted() }))
    .toSorted((one, other) => key(one).localeCompare(key(other)));
}

const key = ({ actions, address }: Change): string => `${actions.join()} ${address}`;

/** Every resource of a state. */
export const resourcesIn = ({ resources }: State): Resource[] =>
  resources.flatMap(({ module, type, name, instances }) =>
    instances.map(({ attributes: values }) => ({
      address: [module, type, name].filter((it) => it !== undefined).join("."),
      type,
      values,
    })),
  );

/** Attributes that say that what a type keeps or carries is encrypted. */
const ENCRYPTION: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ["storage_encrypted"],
  aws_ebs_volume: ["encrypted"],
  aws_efs_file_system: ["encrypted"],
  aws_elasticache_replication_group: ["at_rest_encryption_enabled", "transit_encryption_enabled"],
  aws_neptune_cluster: ["storage_encrypted"],
};

export function unencrypted(resources: readonly Resource[]): string[] {
  return resources
    .filter(({ type, values }) =>
      (ENCRYPTION[type] ?? []).some((it) => ![true, "true"].includes(values[it] as boolean)),
    )
    .map(({ address }) => address);
}

/** Rules by which the world comes in. */
export const openIngress = (resources: readonly Resource[]): Resource[] =>
  resources.filter(
    ({ type, values }) =>
      type === "aws_vpc_security_group_ingress_rule" &&
      (values["cidr_ipv4"] === "0.0.0.0/0" || values["cidr_ipv6"] === "::/0"),
  );
