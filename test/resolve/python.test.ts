import { describe, expect, it } from "vitest";
import { resolve } from "../../server/src/resolve/index";
import type { EtcdCall, PackageRoot } from "../../server/src/resolve/types";
import { lowerSource } from "../support/lower";

async function calls(files: Readonly<Record<string, string>>, packageRoots: readonly PackageRoot[] = []): Promise<readonly EtcdCall[]> {
  const modules = await Promise.all(Object.entries(files).map(([path, text]) => lowerSource(text, path)));
  return resolve(modules, { packageRoots, isTest: () => false }).calls;
}

const methods = (found: readonly EtcdCall[]): readonly string[] => found.map((call) => `${call.library.id} ${call.method}`);
const pin = (prefix: string, installed: string, directory = ""): PackageRoot => ({ prefix, directory, installed });

describe("two libraries of one import name", () => {
  const source = "import etcd3\nclient = etcd3.client()\nclient.get_prefix('/a', limit=5)\n";

  it("are told apart by what the file uses", async () => {
    expect(methods(await calls({ "a.py": source }))).toEqual(["py-etcd3 client", "py-etcd3 Client.get_prefix"]);
    expect(methods(await calls({ "a.py": "from etcd3 import Client\nc = Client()\nc.range('/a', prefix=True)\n" }))).toEqual([
      "py-etcd3-py Client",
      "py-etcd3-py Client.range",
    ]);
  });

  it("and by what the project installs, the nearest manifest first", async () => {
    expect(methods(await calls({ "a.py": source }, [pin("etcd3", "git")]))[1]).toBe("py-etcd3-master Client.get_prefix");
    expect(methods(await calls({ "a.py": source }, [pin("etcd3", "0.12.0")]))[1]).toBe("py-etcd3 Client.get_prefix");
    const near = [pin("etcd3", "0.12.0"), pin("etcd3", "git", "svc")];
    expect(methods(await calls({ "svc/a.py": source }, near))[1]).toBe("py-etcd3-master Client.get_prefix");
  });

  it("the limit counts only where the release sends it", async () => {
    const of = async (installed: string): Promise<EtcdCall | undefined> => (await calls({ "a.py": source }, [pin("etcd3", installed)]))[1];
    expect((await of("0.12.0"))?.options.limit).toBeUndefined();
    expect((await of("0.12.0"))?.ignored).toEqual(["limit"]);
    expect((await of("git"))?.options.limit).toBeDefined();
    expect((await of("git"))?.ignored).toBeUndefined();
  });
});

describe("keyword arguments", () => {
  it("go to the parameters that they name", async () => {
    const [, put] = await calls({ "a.py": "import etcd3\nc = etcd3.client()\nc.put(value='v', key='/k')\n" });
    expect(put?.args.key?.value).toMatchObject({ value: "/k" });
    expect(put?.args.value?.value).toMatchObject({ value: "v" });
  });

  it("may come in a dictionary", async () => {
    const source = "from etcd3 import Client\nopts = {'prefix': True, 'limit': 10}\nc = Client()\nc.range('/k', **opts)\n";
    const range = (await calls({ "a.py": source }))[1];
    expect(range?.options.limit?.value).toMatchObject({ value: 10 });
    expect(range?.options.prefix).toBeDefined();
  });

  it("leave the options open when nobody sees what is in it", async () => {
    const source = "from etcd3 import Client\ndef f(c: Client, **kw):\n    return c.range('/k', **kw)\n";
    const [range] = await calls({ "a.py": source });
    expect(range?.optionsOpen).toBe(true);
  });
});

describe("where a client comes from", () => {
  const use = "    def read(self):\n        return list(self.client.get_prefix('/a'))\n";

  it.each([
    ["an annotation", "import etcd3\nclass S:\n    def __init__(self, client: 'etcd3.Etcd3Client'):\n        self.client = client\n"],
    ["an assignment", "import etcd3\nclass S:\n    def __init__(self):\n        self.client = etcd3.client()\n"],
    ["a class attribute", "import etcd3\nclass S:\n    client = etcd3.client()\n"],
    [
      "a property",
      "import etcd3\nclass S:\n    def __init__(self):\n        self._c = etcd3.client()\n    @property\n    def client(self):\n        return self._c\n",
    ],
    ["the base class", "import etcd3\nclass B:\n    def __init__(self):\n        self.client = etcd3.client()\nclass S(B):\n"],
    [
      "a call of super",
      "import etcd3\nclass B:\n    def __init__(self, client):\n        self.client = client\nclass S(B):\n    def __init__(self):\n        super().__init__(client=etcd3.client())\n",
    ],
    [
      "a helper",
      "import etcd3\ndef connect():\n    return etcd3.client()\nclass S:\n    def __init__(self):\n        self.client = connect()\n",
    ],
    [
      "a guarded import",
      "try:\n    import etcd3\nexcept ImportError:\n    etcd3 = None\nclass S:\n    def __init__(self):\n        self.client = etcd3.client()\n",
    ],
  ])("%s", async (_, head) => {
    const found = await calls({ "a.py": head + use });
    expect(methods(found)).toContain("py-etcd3 Client.get_prefix");
  });

  it("another file, by a relative, an absolute and a package import", async () => {
    const store = "import etcd3\nclient = etcd3.client()\n";
    const uses = {
      "app/a.py": "from .store import client\nclient.get_prefix('/a')\n",
      "app/b.py": "from app.store import client as c\nc.get_prefix('/b')\n",
      "app/c.py": "from app import store\nstore.client.get_prefix('/c')\n",
      "app/d.py": "import app.store\napp.store.client.get_prefix('/d')\n",
      "app/e.py": "from app import client\nclient.get_prefix('/e')\n",
    };
    const found = await calls({ "app/__init__.py": "from .store import client\n", "app/store.py": store, ...uses });
    expect(found.filter((call) => call.operation === "range").map((call) => call.module.path)).toEqual(Object.keys(uses));
  });

  it("a with block", async () => {
    const found = await calls({ "a.py": "import etcd3\nwith etcd3.client() as c:\n    c.get('/a')\n" });
    expect([...methods(found)].sort()).toEqual(["py-etcd3 Client.get", "py-etcd3 client"]);
  });
});

describe("what is no etcd", () => {
  it("has methods of the same names", async () => {
    const source = "import redis\nclass C:\n    def get_prefix(self, p): pass\nC().get_prefix('/a')\nredis.Redis().get('a')\n";
    expect(await calls({ "a.py": source })).toEqual([]);
  });

  it("files that hand a name round in a circle end", async () => {
    expect(await calls({ "a.py": "from b import x\nx.put('k', 'v')\n", "b.py": "from a import x\n" })).toEqual([]);
  });
});
