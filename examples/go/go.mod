module example.com/etcd-stories

go 1.22

require (
	go.etcd.io/etcd/client/v3 v3.5.9
	go.etcd.io/etcd/server/v3 v3.5.9
	gopkg.in/yaml.v3 v3.0.1
)
