import { RichText } from "@/components/rich_text.tsx";
import { TableScroll } from "@/components/table_scroll.tsx";
import type { Page } from "@/lib/course/types.ts";

/** A plain page: a title and its text. */
export function PageText({ page }: { page: Page }) {
  return (
    <div class="page">
      <div class="page-head">
        <h1>{page.title}</h1>
        <p class="lede">{page.summary}</p>
      </div>
      <div class="prose">
        <RichText
          nodes={page.body}
          tags={{
            "x-table": (table, children) => <TableScroll table={table}>{children}</TableScroll>,
          }}
        />
      </div>
    </div>
  );
}
