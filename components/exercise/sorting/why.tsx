import type { ComponentChildren, JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import type { RichNode } from "@/lib/course/types.ts";
import { Icon } from "../icon.tsx";

/** Props of {@linkcode Why}. */
export interface WhyProps {
  isRight: boolean;
  why: readonly RichNode[];
  /** What stands before the reason, such as the computed value. */
  children?: ComponentChildren;
}

/** Whether a thing is where it belongs, and why. */
export function Why({ isRight, why, children }: WhyProps): JSX.Element {
  return (
    <div class="ex-why" data-correct={isRight}>
      <Icon name={isRight ? "right" : "wrong"} />
      <div>
        <strong>{isRight ? "Right." : "Not here."}</strong> {children} <RichText nodes={why} />
      </div>
    </div>
  );
}
