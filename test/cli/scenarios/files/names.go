package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func Names(ctx context.Context, kv clientv3.KV) ([]string, error) {
	resp, err := kv.Get(ctx, "/services/", clientv3.WithPrefix())
	if err != nil {
		return nil, err
	}
	var names []string
	for _, one := range resp.Kvs {
		names = append(names, string(one.Key))
	}
	return names, nil
}
