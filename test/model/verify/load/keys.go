package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// keyOf is the i-th key: prefix, number, filled up with dots to its length.
func keyOf(prefix string, i, length int) string {
	key := fmt.Sprintf("%s%08d", prefix, i)
	if len(key) < length {
		key += strings.Repeat(".", length-len(key))
	}
	return key
}

func valueOf(n int) string {
	value := make([]byte, n)
	rand.Read(value)
	return string(value)
}

// parallel calls work for 0 .. n-1 from so many goroutines, in order of their start, until one fails.
func (s *session) parallel(workers, n int, work func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(s.ctx)
	defer cancel(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, workers) {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				if err := work(ctx, i); err != nil {
					cancel(err)
					return
				}
			}
		}()
	}
	group.Wait()
	return context.Cause(ctx)
}

func (s *session) put(c command) error {
	value := valueOf(c.ValueBytes)
	order := rand.New(rand.NewSource(1)).Perm
	var at []int
	if c.Random {
		at = order(c.Count)
	}
	var options []clientv3.OpOption
	if c.Lease {
		options = append(options, clientv3.WithLease(s.leaseID))
	}
	op := func(i int) clientv3.Op {
		switch {
		case c.OneKey:
			i = 0
		case at != nil:
			i = at[i]
		}
		return clientv3.OpPut(keyOf(c.Prefix, c.Start+i, c.KeyBytes), value, options...)
	}
	if c.PerTxn <= 1 {
		return s.parallel(c.Workers, c.Count, func(ctx context.Context, i int) error {
			_, err := s.client.Do(ctx, op(i))
			return err
		})
	}
	return s.parallel(c.Workers, (c.Count+c.PerTxn-1)/c.PerTxn, func(ctx context.Context, batch int) error {
		var ops []clientv3.Op
		for i := batch * c.PerTxn; i < min(c.Count, (batch+1)*c.PerTxn); i++ {
			ops = append(ops, op(i))
		}
		_, err := s.client.Txn(ctx).Then(ops...).Commit()
		return err
	})
}

func (s *session) delete(c command) error {
	return s.parallel(c.Workers, c.Count, func(ctx context.Context, i int) error {
		_, err := s.client.Delete(ctx, keyOf(c.Prefix, c.Start+i, c.KeyBytes))
		return err
	})
}

// compact drops all history and waits until the database has done it.
func (s *session) compact() error {
	got, err := s.client.Get(s.ctx, "\x01warm")
	if err != nil {
		return err
	}
	_, err = s.client.Compact(s.ctx, got.Header.Revision, clientv3.WithCompactPhysical())
	return err
}

func (s *session) defrag() error {
	for _, endpoint := range s.endpoints {
		if _, err := s.client.Defragment(s.ctx, endpoint); err != nil {
			return err
		}
	}
	return nil
}

// v2 writes keys through the HTTP API of the v2 store.
func (s *session) v2(c command) error {
	form := url.Values{"value": {strings.Repeat("v", c.ValueBytes)}}.Encode()
	return s.parallel(c.Workers, c.Count, func(ctx context.Context, i int) error {
		target := c.URL + "/v2/keys/" + keyOf(c.Prefix, c.Start+i, c.KeyBytes-1)
		request, err := http.NewRequestWithContext(ctx, http.MethodPut, target, bytes.NewBufferString(form))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		if err == nil && response.StatusCode >= 300 {
			err = fmt.Errorf("%s: %s", target, response.Status)
		}
		return err
	})
}
