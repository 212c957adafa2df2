/** A text in double quotes as Java, Go and JavaScript read it alike. */
export const quoted = (text: string): string => JSON.stringify(text);
