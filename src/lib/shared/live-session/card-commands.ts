// What is done with cards: silent writing, grouping, dots, the parking lot.
export const cardCommands = [] as const;
