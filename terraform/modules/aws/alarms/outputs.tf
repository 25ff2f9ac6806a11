output "names" {
  description = "Full name of each alarm, by its name here."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.alarm_name }
}

output "arns" {
  description = "ARN of each alarm, by its name here."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
}

output "topic_arn" {
  description = "Topic that every alarm tells."
  value       = aws_sns_topic.this.arn
}
