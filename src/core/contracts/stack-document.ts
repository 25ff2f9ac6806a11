/** A compose file as data; JSON is YAML. */
export interface StackDocument {
  version: "3.8";
  services: Record<string, StackService>;
  networks: Record<string, object>;
  secrets: Record<string, { external: true; name: string }>;
}

export interface StackService {
  image: string;
  deploy: {
    labels: Record<string, string>;
    replicas: number;
    placement: { constraints: string[] };
    [key: string]: unknown;
  };
  [key: string]: unknown;
}
