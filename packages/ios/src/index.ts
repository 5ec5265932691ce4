/** Not filled yet. */
export {};
