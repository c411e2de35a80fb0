/**
 * Keeps the last few results of a costly function of JSON, so that a frame of an animation, which
 * changes nothing but the step, costs next to nothing.
 *
 * @param most How many results are kept.
 * @param make The function; its result must depend on nothing but its argument.
 * @returns The same function.
 */
export function remember<Input, Output>(
  most: number,
  make: (input: Input) => Output,
): (input: Input) => Output {
  const kept = new Map<string, Output>();
  return (input) => {
    const key = JSON.stringify(input);
    const found = kept.get(key);
    if (found !== undefined) {
      // The newest stands last, and the first goes
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const made = make(input);
    kept.set(key, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  };
}
