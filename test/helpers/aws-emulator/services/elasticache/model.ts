import type { Call } from "../../call.ts";
import { pairsOf, type Form } from "../../form.ts";

export interface ParameterGroup {
  readonly name: string;
  readonly family: string;
  readonly description: string;
  readonly values: Map<string, string>;
}

export interface SubnetGroup {
  readonly name: string;
  readonly description: string;
  readonly subnets: readonly string[];
}

export interface ReplicationGroup {
  readonly id: string;
  readonly description: string;
  readonly shards: number;
  readonly replicas: number;
  readonly clusterMode: boolean;
  readonly failover: boolean;
  readonly multiAz: boolean;
  readonly nodeType: string;
  readonly engineVersion: string;
  readonly parameterGroup: string;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly maintenance: string;
  readonly minorUpgrades: boolean;
  readonly retention: string;
  readonly window: string;
  readonly tls: boolean;
  readonly atRest: boolean;
  readonly kmsKey: string | undefined;
}

/** What there is in one account and region. */
export interface Place {
  readonly parameterGroups: Map<string, ParameterGroup>;
  readonly subnetGroups: Map<string, SubnetGroup>;
  readonly replicationGroups: Map<string, ReplicationGroup>;
  /** By ARN. */
  readonly tags: Map<string, Record<string, string>>;
}

export const emptyPlace = (): Place => ({
  parameterGroups: new Map(),
  subnetGroups: new Map(),
  replicationGroups: new Map(),
  tags: new Map(),
});

export const arnOf = ({ region, account }: Call, kind: string, name: string): string =>
  `arn:aws:elasticache:${region}:${account}:${kind}:${name}`;

export const tagsIn = (form: Form): Record<string, string> =>
  pairsOf(form, "Tags.Tag", "Key", "Value");
