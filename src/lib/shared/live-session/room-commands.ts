// What is done with breakout rooms.
export const roomCommands = [] as const;
