/**
 * How long a customer may review an order, and change what they wrote, from its delivery on. In hours, because a day of
 * a zone may have 23 or 25: the same moment ends it everywhere.
 */
export const reviewWindow = `interval '720 hours'`

/** How long a reply may be changed, from when it was written on. */
export const replyWindow = `interval '168 hours'`
