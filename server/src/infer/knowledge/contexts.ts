/** Functions outside the project that make contexts or cancel things. Data only. */

export type ContextMaker =
  /** Never ends by itself. */
  | { readonly kind: "endless" }
  /** Ends when the returned function (result 1) is called; `times`: ends by itself too. */
  | { readonly kind: "cancellable"; readonly parent: number; readonly timed: boolean }
  /** Ends when its parent does. */
  | { readonly kind: "derived"; readonly parent: number }
  /** Ends at a signal to the process. */
  | { readonly kind: "process" };

export const contextMakers: Readonly<Record<string, ContextMaker>> = {
  "context#Background": { kind: "endless" },
  "context#TODO": { kind: "endless" },
  "golang.org/x/net/context#Background": { kind: "endless" },
  "golang.org/x/net/context#TODO": { kind: "endless" },
  "context#WithCancel": { kind: "cancellable", parent: 0, timed: false },
  "context#WithCancelCause": { kind: "cancellable", parent: 0, timed: false },
  "context#WithTimeout": { kind: "cancellable", parent: 0, timed: true },
  "context#WithTimeoutCause": { kind: "cancellable", parent: 0, timed: true },
  "context#WithDeadline": { kind: "cancellable", parent: 0, timed: true },
  "golang.org/x/net/context#WithCancel": { kind: "cancellable", parent: 0, timed: false },
  "golang.org/x/net/context#WithTimeout": { kind: "cancellable", parent: 0, timed: true },
  "context#WithValue": { kind: "derived", parent: 0 },
  "context#WithoutCancel": { kind: "endless" },
  "google.golang.org/grpc/metadata#NewOutgoingContext": { kind: "derived", parent: 0 },
  "google.golang.org/grpc/metadata#AppendToOutgoingContext": { kind: "derived", parent: 0 },
  "golang.org/x/sync/errgroup#WithContext": { kind: "derived", parent: 0 },
  "os/signal#NotifyContext": { kind: "process" },
};

/** Types of foreign packages whose context ends with a request, and the method or member that gives it. */
export const requestContexts: Readonly<Record<string, true>> = {
  "net/http#Request.Context": true,
  "github.com/gin-gonic/gin#Context.Request": true,
  "github.com/labstack/echo/v4#Context.Request": true,
  "#Context": true,
};

/** Names of methods that end or hand back what an object holds, on objects of the project that own one. */
export const closerNames: ReadonlySet<string> = new Set([
  "close",
  "stop",
  "cancel",
  "shutdown",
  "destroy",
  "dispose",
  "release",
  "revoke",
  "end",
  "unwatch",
  "disconnect",
  "quit",
  "teardown",
  "finish",
  "terminate",
  "__exit__",
  "aclose",
  "cancel_watch",
  "onmoduledestroy",
  "onapplicationshutdown",
]);
