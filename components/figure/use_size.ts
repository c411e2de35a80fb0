import { useLayoutEffect, useState } from "preact/hooks";

/**
 * Measures an element before it is painted and whenever its size changes.
 *
 * @param element The element
 * @returns Its size, once it has one
 */
export function useSize(
  element: { readonly current: HTMLElement | null },
): { readonly width: number; readonly height: number } | undefined {
  const [size, setSize] = useState<{ width: number; height: number }>();
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = current;
      if (width === 0) return;
      setSize((old) => old?.width === width && old.height === height ? old : { width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return size;
}
