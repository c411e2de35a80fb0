/**
 * Names under which progress is stored. Apart from the rest, so that a small
 * island can read them without the store.
 *
 * @module
 */

/** The key of the progress in storage. */
export const STORAGE_KEY = "memory-wall.progress";

/** What is dispatched on `document` when progress in this page has changed. */
export const CHANGE_EVENT = "progresschange";
