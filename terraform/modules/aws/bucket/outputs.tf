output "name" {
  description = "Name of the bucket, once whatever is put into it is kept by version, encrypted and private."
  value       = aws_s3_bucket.this.bucket
  # An object older than the versioning would have no version, and would be in the way of a deletion.
  depends_on = [
    aws_s3_bucket_versioning.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_policy.this,
  ]
}

output "arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.this.arn
}
