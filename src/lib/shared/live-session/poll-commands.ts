// What is done with polls in the room.
export const pollCommands = [] as const;
