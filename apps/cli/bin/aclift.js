#!/usr/bin/env node
// Checks the Node version before anything newer is loaded, so that old ones get a sentence and not a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`aclift needs Node.js 22.12 or newer (found ${process.version}).`);
  process.exit(70);
}
await import('../dist/aclift.js');
