/** One value of a Java properties text that was written without escapes. Source: MixAll.properties2String. */
export function brokerProperty(body: Uint8Array, name: string): string | undefined {
  const lines = new TextDecoder('utf-8').decode(body).split(/\r?\n/);
  return lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
}
