/** Where an order comes from: the platform's own app and site, a kiosk, the till, another platform. */
export const channels = ['app', 'web', 'kiosk', 'pos', 'partner'] as const

export type Channel = (typeof channels)[number]

/** For a check constraint. */
export const channelList = channels.map((channel) => `'${channel}'`).join(', ')
