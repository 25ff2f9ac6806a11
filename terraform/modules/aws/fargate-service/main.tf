data "aws_region" "current" {}

locals {
  # GB that Fargate has for each number of vCPUs.
  memory = tomap({
    "0.25" = tolist([0.5, 1, 2])
    "0.5"  = range(1, 5)
    "1"    = range(2, 9)
    "2"    = range(4, 17)
    "4"    = range(8, 31)
    "8"    = range(16, 61, 4)
    "16"   = range(32, 121, 8)
  })

  container = {
    name                   = var.name
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = var.read_only_root
    environment            = []
    # The container would go on with settings of yesterday: this makes new tasks of a change.
    dockerLabels = { settings = sha256(jsonencode(var.settings)) }
    secrets = [
      for name, reference in merge({ for name, parameter in aws_ssm_parameter.setting : name => parameter.arn }, var.secrets) :
      { name = name, valueFrom = reference }
    ]
    portMappings = [
      for port in distinct(concat(var.load_balancer[*].port, [for client in values(var.clients) : client.port])) :
      { containerPort = port, hostPort = port, protocol = "tcp" }
    ]
    mountPoints = [
      for name, volume in merge(var.volumes, var.read_only_root ? { tmp = { path = "/tmp" } } : {}) :
      { sourceVolume = name, containerPath = volume.path, readOnly = false }
    ]
    volumesFrom    = []
    systemControls = []
    linuxParameters = {
      # Reaps what the application leaves behind, and hands signals on.
      initProcessEnabled = true
    }
    stopTimeout = 60
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = data.aws_region.current.name
        awslogs-stream-prefix = "task"
        # A slow log must not stop the application.
        mode            = "non-blocking"
        max-buffer-size = "25m"
      }
    }
  }
  overrides = { for key, value in { command = var.command, entryPoint = var.entry_point } : key => value if value != null }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_days
}

resource "aws_ssm_parameter" "setting" {
  for_each = var.settings

  name  = "/${var.name}/${each.key}"
  type  = "String"
  value = each.value
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.size.vcpu * 1024)
  memory                   = tostring(var.size.memory * 1024)
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([merge(local.container, local.overrides)])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = var.volumes

    content {
      name = volume.key

      efs_volume_configuration {
        file_system_id     = volume.value.file_system_id
        transit_encryption = "ENABLED"

        authorization_config {
          access_point_id = volume.value.access_point_id
          iam             = "ENABLED"
        }
      }
    }
  }

  dynamic "volume" {
    for_each = var.read_only_root ? ["tmp"] : []

    content {
      name = volume.value
    }
  }
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.tasks.desired
  launch_type     = "FARGATE"
  propagate_tags  = "SERVICE"

  deployment_minimum_healthy_percent = var.deployment.minimum
  deployment_maximum_percent         = var.deployment.maximum
  enable_ecs_managed_tags            = true
  enable_execute_command             = var.remote_shell
  health_check_grace_period_seconds  = var.load_balancer == null ? null : 120

  # Tasks that don't come up make way for those that did.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = concat([aws_security_group.this.id], var.extra_security_group_ids)
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = var.load_balancer[*]

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = var.name
      container_port   = load_balancer.value.port
    }
  }

  dynamic "service_registries" {
    for_each = var.registry_arn[*]

    content {
      registry_arn = service_registries.value
    }
  }

  # Tasks that start before they may read their settings fail.
  depends_on = [aws_iam_role_policy.execution, aws_iam_role_policy.task]

  lifecycle {
    # By then it is what scaling made of it.
    ignore_changes = [desired_count]
  }
}
