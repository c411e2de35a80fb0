/**
 * Defines a property beside a reader's code, without using anything that this
 * could replace: what it needs is taken when the module loads.
 *
 * @module
 */
const { defineProperty } = Reflect;
const { create } = Object;

/**
 * Sets a property of an object's own, past every setter that it may inherit.
 *
 * @param target The object
 * @param key The property
 * @param value Its value
 */
export function defineOwn(target: object, key: PropertyKey, value: unknown): void {
  // Without a prototype, so that nothing inherited is taken for a part of the descriptor
  const descriptor = create(null);
  descriptor.value = value;
  descriptor.enumerable = true;
  descriptor.writable = true;
  descriptor.configurable = true;
  defineProperty(target, key, descriptor);
}
