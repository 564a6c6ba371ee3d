/** More than any facilitators look after. */
export const mostRooms = 40;
