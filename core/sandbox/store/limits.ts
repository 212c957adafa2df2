/** Largest body a broker takes, as it arrives. Source: MessageStoreConfig.maxMessageSize. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Their length stands in a signed 16-bit field. */
export const MAX_PROPERTIES_BYTES = 32_767;
