import { createDefine } from "fresh";

/** What a page says of itself to the document around it. */
export interface PageMeta {
  /** Without the site's name. */
  readonly title: string;
  readonly description: string;
  /** `article` for a lesson. */
  readonly type?: "website" | "article";
  /** The address of styles that only this page needs. */
  readonly styles?: string;
}

/** The state of one request. */
export interface State {
  /** Set by a route before it returns its page. */
  meta?: PageMeta;
}

/** Fresh's helpers, typed with the course's state. */
export const define = createDefine<State>();
