type Monitored = "Instance" | "LoadBalancer" | "RelationalDatabase";

interface AlarmMetric {
  /** What can be watched by it. */
  of: readonly Monitored[];
  statistic: "Average" | "Sum" | "Maximum";
  unit: string;
}

const average = (of: Monitored, unit: string): AlarmMetric => ({
  ...{ of: [of], unit, statistic: "Average" },
});
const sum = (of: Monitored, unit: string): AlarmMetric => ({
  ...{ of: [of], unit, statistic: "Sum" },
});
const maximum = (of: Monitored, unit: string): AlarmMetric => ({
  ...{ of: [of], unit, statistic: "Maximum" },
});

/** What an alarm can watch. */
export const ALARM_METRICS = {
  CPUUtilization: {
    ...average("Instance", "Percent"),
    of: ["Instance", "RelationalDatabase"],
  },
  NetworkIn: sum("Instance", "Bytes"),
  NetworkOut: sum("Instance", "Bytes"),
  StatusCheckFailed: maximum("Instance", "Count"),
  StatusCheckFailed_Instance: maximum("Instance", "Count"),
  StatusCheckFailed_System: maximum("Instance", "Count"),
  ClientTLSNegotiationErrorCount: sum("LoadBalancer", "Count"),
  HealthyHostCount: average("LoadBalancer", "Count"),
  UnhealthyHostCount: average("LoadBalancer", "Count"),
  HTTPCode_LB_4XX_Count: sum("LoadBalancer", "Count"),
  HTTPCode_LB_5XX_Count: sum("LoadBalancer", "Count"),
  HTTPCode_Instance_2XX_Count: sum("LoadBalancer", "Count"),
  HTTPCode_Instance_3XX_Count: sum("LoadBalancer", "Count"),
  HTTPCode_Instance_4XX_Count: sum("LoadBalancer", "Count"),
  HTTPCode_Instance_5XX_Count: sum("LoadBalancer", "Count"),
  InstanceResponseTime: average("LoadBalancer", "Seconds"),
  RejectedConnectionCount: sum("LoadBalancer", "Count"),
  RequestCount: sum("LoadBalancer", "Count"),
  DatabaseConnections: average("RelationalDatabase", "Count"),
  DiskQueueDepth: average("RelationalDatabase", "Count"),
  FreeStorageSpace: average("RelationalDatabase", "Bytes"),
  NetworkReceiveThroughput: average("RelationalDatabase", "Bytes/Second"),
  NetworkTransmitThroughput: average("RelationalDatabase", "Bytes/Second"),
  BurstCapacityTime: average("Instance", "Seconds"),
  BurstCapacityPercentage: average("Instance", "Percent"),
} satisfies Record<string, AlarmMetric>;

export type AlarmMetricName = keyof typeof ALARM_METRICS;

export const ALARM_METRIC_NAMES = Object.keys(ALARM_METRICS) as AlarmMetricName[];
