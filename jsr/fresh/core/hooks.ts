import { options } from "preact";
import { asset } from "./asset.ts";
import { closeHead, HeadItem, HoistedHead, isHeadItem, isHoisted } from "./head.ts";
import { currentPage, type Node } from "./page_state.ts";
import { Head } from "./runtime.ts";
import { isInsideIsland, ServerIsland } from "./server_islands.ts";

// Preact calls this hook before it renders a node; signals use it, too. Nodes
// are replaced here, at the last moment, so that those made before a request,
// in the scope of a module, are seen as well.
const hooks = options as { __b?: (vnode: Node) => void };
const others = hooks.__b;
hooks.__b = (vnode) => {
  const page = currentPage();
  if (page !== null) visit(vnode, page.build.islands);
  others?.(vnode);
};

function visit(
  vnode: Node,
  islands: NonNullable<ReturnType<typeof currentPage>>["build"]["islands"],
): void {
  const { type, props, key } = vnode;
  if (typeof type === "function") {
    const entry = islands.find(({ component }) => component === type);
    if (type === Head) become(vnode, HoistedHead, props);
    else if (entry && !isInsideIsland(vnode)) become(vnode, ServerIsland, { entry, props });
  } else if (type === "head") closeHead(vnode);
  else if (type === "img" || type === "source") vnode.props = lock(props);
  else if (isHeadItem(vnode)) {
    become(vnode, HeadItem, { node: { type, props, key }, hoisted: isHoisted(vnode) });
  }
}

function become(vnode: Node, type: unknown, props: Record<string, unknown>): void {
  vnode.type = type as string;
  vnode.props = props as Node["props"];
}

/** Marks the sources of a picture with the build, as `asset()` does. */
function lock(props: Node["props"]): Node["props"] {
  if ("data-fresh-disable-lock" in props) return props;
  const { src, srcset, srcSet } = props as Record<string, unknown>;
  const set = srcset ?? srcSet;
  return {
    ...props,
    ...(typeof src === "string" && { src: asset(src) }),
    ...(typeof set === "string" && {
      [srcset === undefined ? "srcSet" : "srcset"]: set.replace(
        /(^|,\s*)(\S+)/g,
        (_, gap, url) => gap + asset(url),
      ),
    }),
  };
}
