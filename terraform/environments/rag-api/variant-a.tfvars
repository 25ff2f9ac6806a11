# Variant A: managed stores. Vectors in Qdrant on Fargate, the graph in Neptune.
vector_store = "qdrant"
graph_store  = "neptune"

redis   = { node_type = "cache.r7g.large", shards = 3, replicas = 2 }
qdrant  = { nodes = 3, vcpu = 4, memory = 16 }
neptune = { instance_class = "db.r6g.large", readers = 1 }

api_size  = { vcpu = 2, memory = 8 }
api_tasks = { desired = 3, min = 2, max = 10 }
