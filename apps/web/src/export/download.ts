/** Ways out of the page: files made in memory, saved by the browser. Nothing is sent anywhere. */
import type { PackedFile } from '../engine/messages.ts';
import { zipFiles } from './zip-files.ts';

/** Offers a file under a name. */
export function downloadFile(name: string, { bytes }: PackedFile, type = 'text/plain'): void {
  download(name, new Blob([bytes], { type }));
}

/** Offers files as one zip file. */
export function downloadZip(files: readonly PackedFile[], name = 'aclift-drafts.zip'): void {
  download(name, new Blob([zipFiles(files)], { type: 'application/zip' }));
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
