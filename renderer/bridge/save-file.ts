/**
 * Hands the person a file: the browser downloads it, Electron asks where to put it. The page never learns the path.
 * `type` defaults to plain bytes.
 */
export function saveFile(name: string, parts: BlobPart[], type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the address would else keep the bytes for good.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
