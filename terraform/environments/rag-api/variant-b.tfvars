# Variant B: mixed. Vectors in PostgreSQL with pgvector, the graph in Memgraph on EC2.
vector_store = "postgres"
graph_store  = "memgraph"

redis    = { node_type = "cache.r7g.large", shards = 3, replicas = 2 }
postgres = { instance_class = "db.r7g.large", size = 500 }
memgraph = { instance_type = "c7g.xlarge", nodes = 3, volume_size = 500 }

api_size  = { vcpu = 2, memory = 8 }
api_tasks = { desired = 3, min = 2, max = 10 }
