import { AppError } from '../app-error.ts'

/** Whether a model is among those allowed; null allows all. */
export function mayAsk(allowed: readonly string[] | null, model: string): boolean {
  return allowed === null || allowed.includes(model)
}

/** The answer for a model that the owners of a space do not let its partners ask. */
export function modelNotAllowed(model: string): AppError {
  return new AppError('FORBIDDEN', {
    message: `The owners of this space do not let its partners ask ${model}. Query models with the space for what they do.`,
  })
}
