import type { GraphiQLOptions } from 'graphql-yoga'

/**
 * GraphiQL gives its tabs a transform for being dragged, and takes it back only while they have no focus: pressed, a tab
 * jumps away from under the pointer and its click goes to the list. Tabs that open are worth more than tabs that move.
 */
const steadyTabs = '<style>.graphiql-tab { transform: none !important }</style>'

/** The page of GraphiQL, whole: it loads nothing from anywhere. Its 9 MB are read when the page is asked for. */
export async function renderGraphiqlPage(options: GraphiQLOptions): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  return renderGraphiQL(options).replace('</head>', () => `${steadyTabs}</head>`)
}
