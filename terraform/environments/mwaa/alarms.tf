module "alarms" {
  source = "../../modules/aws/alarms"

  name   = var.name
  emails = var.alarm_emails

  # Containers report to AWS/MWAA, Airflow itself to AmazonMWAA.
  alarms = {
    worker-cpu = {
      description = "Workers of ${var.name} use more than ${var.worker_cpu_alarm} % of their CPU."
      namespace   = "AWS/MWAA"
      metric      = "CPUUtilization"
      dimensions  = { Environment = module.airflow.name, Cluster = "BaseWorker" }
      threshold   = var.worker_cpu_alarm
      periods     = 2
    }
    additional-worker-cpu = {
      description = "Additional workers of ${var.name} use more than ${var.worker_cpu_alarm} % of their CPU."
      namespace   = "AWS/MWAA"
      metric      = "CPUUtilization"
      dimensions  = { Environment = module.airflow.name, Cluster = "AdditionalWorker" }
      threshold   = var.worker_cpu_alarm
      periods     = 2
      # There are none while there is little to do.
      without_data = "ok"
    }
    scheduler-heartbeat = {
      description  = "No scheduler of ${var.name} has given a sign of life for ten minutes: no DAG is begun."
      namespace    = "AmazonMWAA"
      metric       = "SchedulerHeartbeat"
      dimensions   = { Environment = module.airflow.name, Function = "Scheduler" }
      statistic    = "Sum"
      comparison   = "below"
      threshold    = 1
      periods      = 2
      without_data = "breach"
    }
    queued-tasks = {
      description  = "More than ${var.queued_tasks_alarm} tasks of ${var.name} have been waiting for a worker for fifteen minutes."
      namespace    = "AmazonMWAA"
      metric       = "QueuedTasks"
      dimensions   = { Environment = module.airflow.name, Function = "Executor" }
      statistic    = "Minimum"
      threshold    = var.queued_tasks_alarm
      periods      = 3
      without_data = "ok"
    }
  }
}
