/** The models in a text with one a line, each once. */
export const modelsIn = (text: string): string[] => [...new Set(text.split(/\s+/).filter((line) => line !== ''))]

/** The text with one more of them. */
export const withModel = (text: string, model: string): string => modelsIn(`${text}\n${model}`).join('\n')
