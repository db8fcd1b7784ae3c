/** The id of a pane's element, which its tab names. */
export const paneId = (threadId: string) => `pane-${threadId}`

export const tabId = (threadId: string) => `tab-${threadId}`
