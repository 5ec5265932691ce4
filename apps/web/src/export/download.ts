/** Ways out of the page: files made in memory, saved by the browser. Nothing is sent anywhere. */
import type { OutputFile } from '@aclift/core';
import { zipFiles } from './zip-files.ts';

/** Offers a text as a file. */
export function downloadText(name: string, text: string, type = 'text/plain'): void {
  download(name, new Blob([text], { type }));
}

/** Offers the files of a run as one zip file. */
export function downloadZip(files: readonly OutputFile[]): void {
  download('aclift-drafts.zip', new Blob([zipFiles(files)], { type: 'application/zip' }));
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the data over by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
