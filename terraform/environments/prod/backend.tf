# Bucket and region are set at init: see backend.hcl.example.
terraform {
  backend "s3" {
    key          = "quants/prod/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
