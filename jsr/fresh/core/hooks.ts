import { options } from "preact";
import { closeHead, headHolder, HeadItem, HoistedHead } from "./head.ts";
import { currentPage, type Node, type Page } from "./page_state.ts";
import { Head } from "./runtime.ts";
import { isInsideIsland, ServerIsland } from "./server_islands.ts";

// Preact calls this hook before it renders a node; signals use it, too. Nodes
// are replaced here, at the last moment, so that those made before a request,
// in the scope of a module, are seen as well.
const hooks = options as { __b?: (vnode: Node) => void };
const others = hooks.__b;
hooks.__b = (vnode) => {
  const page = currentPage();
  if (page !== null) visit(vnode, page);
  others?.(vnode);
};

function visit(vnode: Node, page: Page): void {
  const { type, props, key } = vnode;
  const holder = headHolder(vnode);
  if (holder) become(vnode, HeadItem, { type, props, id: key, hoisted: holder === "Head" });
  else if (type === "head") closeHead(vnode);
  else if (type === Head) become(vnode, HoistedHead, props);
  else if (typeof type === "function") {
    const entry = page.build.islands.find(({ component }) => component === type);
    if (entry && !isInsideIsland(vnode)) become(vnode, ServerIsland, { entry, props });
  }
}

function become(vnode: Node, type: unknown, props: object): void {
  vnode.type = type as string;
  vnode.props = props as Node["props"];
}
