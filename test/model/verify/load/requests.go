package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

// watch opens Connections x Streams x Watchers and waits until the server has made each watcher. A stopped grid then reads nothing more.
func (s *session) watch(c command) error {
	conns, err := s.connect(c.Connections)
	if err != nil {
		return err
	}
	for i, conn := range conns {
		for j := range max(1, c.Streams) {
			stream, err := pb.NewWatchClient(conn).Watch(s.ctx)
			if err != nil {
				return err
			}
			for k := range max(1, c.Watchers) {
				number := (i*max(1, c.Streams)+j)*max(1, c.Watchers) + k
				if err := stream.Send(&pb.WatchRequest{RequestUnion: &pb.WatchRequest_CreateRequest{CreateRequest: c.create(number)}}); err != nil {
					return err
				}
				response, err := stream.Recv()
				if err != nil {
					return err
				}
				if !response.Created {
					return fmt.Errorf("watcher %d: %v", number, response)
				}
			}
			if c.Stopped {
				continue
			}
			go func() {
				for {
					if _, err := stream.Recv(); err != nil {
						return
					}
				}
			}()
		}
	}
	return nil
}

func (c command) create(number int) *pb.WatchCreateRequest {
	request := &pb.WatchCreateRequest{StartRevision: c.Revision}
	switch c.Watched {
	case "distinct":
		request.Key = []byte(keyOf(c.Prefix, number, c.KeyBytes))
	case "prefix":
		request.Key = []byte(keyOf(c.Prefix, number, c.KeyBytes))
		request.RangeEnd = []byte(clientv3.GetPrefixRangeEnd(string(request.Key)))
	case "all":
		request.Key = []byte(c.Prefix)
		request.RangeEnd = []byte(clientv3.GetPrefixRangeEnd(c.Prefix))
	default:
		request.Key = []byte(keyOf(c.Prefix, 0, c.KeyBytes))
	}
	return request
}

// lease grants leases, attaches KeysPerLease keys to each, and remembers the last.
func (s *session) lease(c command) error {
	value := valueOf(c.ValueBytes)
	return s.parallel(c.Workers, c.Leases, func(ctx context.Context, i int) error {
		granted, err := s.client.Grant(ctx, 7200)
		if err != nil {
			return err
		}
		if i == c.Leases-1 {
			s.leaseID = granted.ID
		}
		for k := range c.KeysPerLease {
			key := keyOf(c.Prefix, c.Start+i*c.KeysPerLease+k, c.KeyBytes)
			if _, err := s.client.Put(ctx, key, value, clientv3.WithLease(granted.ID)); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepalive opens one lease stream a connection, each for the lease that was granted last.
func (s *session) keepalive(c command) error {
	conns, err := s.connect(c.Connections)
	if err != nil {
		return err
	}
	for _, conn := range conns {
		stream, err := pb.NewLeaseClient(conn).LeaseKeepAlive(s.ctx)
		if err != nil {
			return err
		}
		if err := stream.Send(&pb.LeaseKeepAliveRequest{ID: int64(s.leaseID)}); err != nil {
			return err
		}
		if _, err := stream.Recv(); err != nil {
			return err
		}
	}
	return nil
}

func (c command) rangeRequest() *pb.RangeRequest {
	request := &pb.RangeRequest{
		Key:          []byte(c.Prefix),
		RangeEnd:     []byte(clientv3.GetPrefixRangeEnd(c.Prefix)),
		Serializable: true,
		Limit:        c.Limit,
	}
	switch c.Mode {
	case "keys-only":
		request.KeysOnly = true
	case "count-only":
		request.CountOnly = true
	case "sorted":
		request.SortTarget = pb.RangeRequest_MOD
		request.SortOrder = pb.RangeRequest_DESCEND
	}
	return request
}

type ranged struct {
	Keys  int64 `json:"keys"`
	Bytes int   `json:"bytes"`
	Ms    int64 `json:"ms"`
}

// ranges sends Concurrent requests at the same time, each on a connection of its own that reads at full speed.
func (s *session) ranges(c command) (any, error) {
	conns, err := s.connect(max(1, c.Concurrent))
	if err != nil {
		return nil, err
	}
	got := make([]ranged, len(conns))
	err = s.parallel(len(conns), len(conns), func(ctx context.Context, i int) error {
		start := time.Now()
		if c.Mode == "streamed" {
			read, err := streamed(ctx, conns[i], c.rangeRequest())
			got[i] = ranged{Bytes: read, Ms: time.Since(start).Milliseconds()}
			return err
		}
		response, err := pb.NewKVClient(conns[i]).Range(ctx, c.rangeRequest())
		if err != nil {
			return err
		}
		got[i] = ranged{Keys: int64(len(response.Kvs)), Bytes: response.Size(), Ms: time.Since(start).Milliseconds()}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := s.close(); err != nil {
		return nil, err
	}
	return got[0], nil
}

// streamed asks for the range in chunks (RangeStream, etcd 3.7) and counts their bytes. The chunks stay unread: the client's types are older.
func streamed(ctx context.Context, conn *grpc.ClientConn, request *pb.RangeRequest) (int, error) {
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, "/etcdserverpb.KV/RangeStream", grpc.ForceCodec(rawCodec{}))
	if err != nil {
		return 0, err
	}
	message, err := request.Marshal()
	if err != nil {
		return 0, err
	}
	if err := stream.SendMsg(message); err != nil {
		return 0, err
	}
	if err := stream.CloseSend(); err != nil {
		return 0, err
	}
	for total := 0; ; {
		var chunk []byte
		if err := stream.RecvMsg(&chunk); errors.Is(err, io.EOF) {
			return total, nil
		} else if err != nil {
			return total, err
		}
		total += len(chunk)
	}
}

// rawCodec passes messages as they are on the wire.
type rawCodec struct{}

func (rawCodec) Marshal(v any) ([]byte, error) {
	return v.([]byte), nil
}

func (rawCodec) Unmarshal(data []byte, v any) error {
	*v.(*[]byte) = append([]byte(nil), data...)
	return nil
}

func (rawCodec) Name() string { return "proto" }
