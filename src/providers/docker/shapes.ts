/** What is read of Docker's answers; everything may be missing. */
export interface NodeAnswer {
  ID: string;
  CreatedAt?: string;
  Spec?: { Labels?: Record<string, string>; Role?: string; Availability?: string };
  Description?: {
    Hostname?: string;
    Resources?: { NanoCPUs?: number; MemoryBytes?: number };
  };
  Status?: { State?: string; Addr?: string };
}

export interface ServiceAnswer {
  ID: string;
  Spec: {
    Name: string;
    Labels?: Record<string, string>;
    TaskTemplate?: { Placement?: { Constraints?: string[] } };
    Mode?: { Replicated?: { Replicas?: number } };
  };
}

/** A line of `docker service ls`. */
export interface ServiceLine {
  ID: string;
  Name: string;
  Replicas: string;
}

export interface TaskLine {
  ID: string;
  Name: string;
  Node: string;
  CurrentState: string;
  DesiredState: string;
  Error: string;
}

export interface TaskAnswer {
  NetworksAttachments?: { Addresses?: string[] }[];
}

export interface ConfigAnswer {
  ID: string;
  CreatedAt?: string;
  Spec?: { Labels?: Record<string, string> };
}
