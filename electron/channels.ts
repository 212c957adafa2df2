/** Every call of the window goes through this channel: `invoke(CALL_CHANNEL, name, input)`. */
export const CALL_CHANNEL = 'gantry:call';

/** Carries the event port from the main process to the preload, which passes it on to the page. */
export const PORT_CHANNEL = 'gantry:port';

/**
 * The main process tells the preload the contract's call names by this argument. The preload cannot import the contract
 * itself without also loading its schemas into every window.
 */
export const NAMES_ARGUMENT = '--gantry-calls=';
